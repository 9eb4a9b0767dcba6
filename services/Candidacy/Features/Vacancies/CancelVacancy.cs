using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Closing;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>Cancels for good.</summary>
/// <param name="SelectionCode">The vacancy's selection code, typed: whoever cancels the wrong one would notice.</param>
/// <param name="Reason">Why, in all four languages: each candidate reads it in their own.</param>
internal sealed record CancelRequest(string SelectionCode, LocalizedText Reason)
{
    public static CancelRequest Example => new("ANG25001", new LocalizedText(
        "De functie wordt niet ingevuld: de instelling gaat op in een andere dienst.",
        "La fonction ne sera pas pourvue : l'institution rejoint un autre service.",
        "Die Funktion wird nicht besetzt: Die Einrichtung geht in einem anderen Dienst auf.",
        "The function will not be filled: the institution becomes part of another service."));
}

/// <summary>What a cancellation came to.</summary>
/// <param name="VacancyId">Which vacancy.</param>
/// <param name="Version">Its version now.</param>
/// <param name="State">Cancelled.</param>
/// <param name="Ended">How many candidacies ended with it; each candidate has a message with the reason.</param>
internal sealed record CancellationAnswer(Guid VacancyId, long Version, VacancyState State, int Ended)
{
    public static CancellationAnswer Example => new(Guid.Parse("01938f6e-3f0a-7c3e-8a44-3b1f5a2f9c10"), 4, VacancyState.Cancelled, 41);
}

/// <summary>
/// Cancels a vacancy, at any time after its publication until somebody is appointed: nobody applies or goes on any more,
/// and every candidate who was still in the procedure hears why.
/// </summary>
internal static class CancelVacancy
{
    private const int ShortestReason = 10;
    private const int LongestReason = 4000;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{id:guid}/cancel", CancelAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies")
        .WithSummary("Cancels a published vacancy for good, with the reason every candidate is told; needs If-Match and the selection code typed again.");

    private static async Task<Results<Ok<CancellationAnswer>, Problem>> CancelAsync(
        Guid id, CancelRequest request, IfMatch ifMatch, Caller caller, CandidacyDb db, Freezer freezer, IClock clock, HttpResponse response, CancellationToken ct)
    {
        // Between the closing instant and the timer: what the clock has decided is carried out first (T3).
        await freezer.CloseAsync(id, clock.GetCurrentInstant(), ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockVacancyForChangeAsync(id, ct) is not { } vacancy) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (vacancy.State is VacancyState.Draft) return Problem.Refused("R3", "vacancy-not-published");
        if (vacancy.State is VacancyState.Cancelled) return Problem.Refused("R3", "vacancy-cancelled");
        if (vacancy.State is VacancyState.Open && now >= vacancy.ClosesAt) return Problem.Refused("T3", "vacancy-closing").As(StatusCodes.Status503ServiceUnavailable);
        if (ifMatch.Check(vacancy.Version) is { } stale) return stale;
        if (Faults(request, vacancy) is { Length: > 0 } faults) return Problem.Invalid(faults);
        if (await db.Candidacies.AnyAsync(c => c.VacancyId == id && c.Step == FunnelStep.Appointed, ct)) return Problem.Refused("R3", "vacancy-appointed");

        vacancy.State = VacancyState.Cancelled;
        vacancy.CancelledAt = now;
        vacancy.CancelReason = request.Reason;
        vacancy.Version++;
        db.Publish(new VacancyCancelled(id, vacancy.Version, request.Reason, now));
        await db.SaveChangesAsync(ct);
        var ended = await EndAsync(db, vacancy, now, ct);
        await db.TellCandidatesAsync(id, vacancy.Version, "vacancy-cancelled", now, new { vacancy.CancelReason }, ct, only: CandidacyState.Cancelled);
        db.Record(new(caller.Subject, "vacancy.cancelled", "vacancy", id, RuleVersion: vacancy.Definition.Version, Details: new { ended, request.Reason }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(vacancy.Version);
        return TypedResults.Ok(new CancellationAnswer(id, vacancy.Version, vacancy.State, ended));
    }

    private static FieldError[] Faults(CancelRequest request, Vacancy vacancy)
    {
        (string Field, string Text)[] reasons =
            [("reason.nl", request.Reason.Nl), ("reason.fr", request.Reason.Fr), ("reason.de", request.Reason.De), ("reason.en", request.Reason.En)];
        return
        [
            .. request.SelectionCode == vacancy.SelectionCode ? [] : (FieldError[])[new("selectionCode", "selection-code-typed", vacancy.SelectionCode)],
            .. reasons.SelectMany(reason => TextCheck.Faults(reason.Field, reason.Text, ShortestReason, LongestReason)),
        ];
    }

    /// <summary>Ends every candidacy that was still in the procedure, each with its entry in the record.</summary>
    private static async Task<int> EndAsync(CandidacyDb db, Vacancy vacancy, Instant now, CancellationToken ct)
    {
        var ended = await db.Database.SqlQuery<int>($"""
            with locked as materialized (
                -- In the order in which news is written, so that neither waits for the other for good.
                select candidacy_id from candidacies
                where vacancy_id = {vacancy.VacancyId} and step <> all({Place.Endings.Select(step => step.ToString()).ToArray()})
                order by candidacy_id for update),
            ended as (
                update candidacies c set state = 'Cancelled', step = 'Cancelled', version = version + 1
                from locked l where c.candidacy_id = l.candidacy_id
                returning c.candidacy_id, c.person_id),
            recorded as (
                insert into record (at, actor, action, entity_type, entity_id, person_id, rule_version)
                select {now}, 'system', 'candidacy.cancelled', 'candidacy', candidacy_id, person_id, {vacancy.Definition.Version} from ended)
            select count(*)::int as "Value" from ended
            """).ToListAsync(ct);
        return ended[0];
    }
}
