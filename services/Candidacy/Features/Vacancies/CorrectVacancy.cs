using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>What a correction came to.</summary>
/// <param name="VacancyId">Which vacancy.</param>
/// <param name="Version">For the next change.</param>
/// <param name="DefinitionVersion">The number of the notice's new version.</param>
/// <param name="ClosesAt">The first instant that is too late from now on.</param>
/// <param name="Changes">Each thing that changed.</param>
/// <param name="Told">How many candidates have a message about it.</param>
internal sealed record CorrectionAnswer(Guid VacancyId, long Version, int DefinitionVersion, Instant ClosesAt, IReadOnlyList<Change> Changes, int Told)
{
    public static CorrectionAnswer Example => new(
        Guid.Parse("01938f6e-3f0a-7c3e-8a44-3b1f5a2f9c10"), 3, 2, Instant.FromUtc(2025, 10, 29, 23, 0),
        [new Change("closingDate", "2025-10-22", "2025-10-29"), new Change("place.fr", "Bruxeles", "Bruxelles")], 41);
}

/// <summary>
/// Corrects a published notice (R3): a new version, told to every candidate. Decided as closing is (T3): under the row's
/// lock, on the clock read after it, so that a correction racing the closing is in it wholly or refused.
/// </summary>
internal static class CorrectVacancy
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{id:guid}/correct", CorrectAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies")
        .WithSummary("Corrects a published vacancy (R3): texts, and the closing date to a later one; needs If-Match.");

    private static async Task<Results<Ok<CorrectionAnswer>, Problem>> CorrectAsync(
        Guid id, ProcedureDefinition definition, IfMatch ifMatch, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockVacancyForChangeAsync(id, ct) is not { } vacancy) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (vacancy.State is VacancyState.Draft) return Problem.Refused("R3", "vacancy-not-published");
        if (vacancy.State is VacancyState.Cancelled) return Problem.Refused("R3", "vacancy-cancelled");
        if (now >= vacancy.ClosesAt) return Problem.Refused("T3", "vacancy-closed", vacancy.ClosingDate);
        if (ifMatch.Check(vacancy.Version) is { } stale) return stale;
        if (Faults(vacancy.Definition, definition) is { Length: > 0 } faults) return Problem.Invalid(faults);
        var changes = Correction.Between(vacancy.Definition, definition);
        if (changes.Count == 0) return Problem.Refused("R3", "correction-empty");

        var corrected = definition with { Version = vacancy.Definition.Version + 1 };
        vacancy.Take(corrected);
        db.VacancyVersions.Add(new VacancyVersion { VacancyId = id, DefinitionVersion = corrected.Version, Definition = corrected, Changes = changes, PublishedAt = now });
        string[] fields = [.. changes.Select(c => c.Field).Distinct()];
        db.Publish(new VacancyCorrected(id, vacancy.Version, corrected, fields, vacancy.ClosesAt, now));
        db.Record(new(caller.Subject, "vacancy.corrected", "vacancy", id, RuleVersion: corrected.Version, Details: new { fields, closingDate = corrected.ClosingDate }), now);
        await db.SaveChangesAsync(ct);
        await db.ClosesLaterAsync(id, vacancy.ClosesAt, ct);
        var told = await db.TellCandidatesAsync(
            id, vacancy.Version, "vacancy-corrected", now, new { changed = fields.Select(f => $"field-{f}"), vacancy.ClosesAt }, ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(vacancy.Version);
        return TypedResults.Ok(new CorrectionAnswer(id, vacancy.Version, corrected.Version, vacancy.ClosesAt, changes, told));
    }

    /// <summary>What cannot be kept hides what is frozen, and both hide what is then missing: a field is named for one reason.</summary>
    private static FieldError[] Faults(ProcedureDefinition before, ProcedureDefinition after)
    {
        if (ProcedureCheck.Unkeepable(after) is { Count: > 0 } unkeepable) return [.. unkeepable];
        var refused = Correction.Refused(before, after);
        return [.. refused, .. ProcedureCheck.Missing(after).ExceptBy(refused.Select(r => r.Field), missing => missing.Field)];
    }
}
