using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>Publishes a notice: from then on its rules are frozen (R3). What it still misses is said all at once.</summary>
internal static class PublishVacancy
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{id:guid}/publish", PublishAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies").WithSummary("Publishes a draft (R1, R3), or says what it still misses; needs If-Match.");

    private static async Task<Results<Ok<VacancyAnswer>, Problem>> PublishAsync(
        Guid id, IfMatch ifMatch, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockVacancyForChangeAsync(id, ct) is not { } vacancy) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (vacancy.State is not VacancyState.Draft) return Problem.Refused("R3", "vacancy-published");
        if (ifMatch.Check(vacancy.Version) is { } stale) return stale;
        if (ProcedureCheck.Missing(vacancy.Definition, BrusselsTime.DateIn(now)) is { Count: > 0 } missing) return Problem.Invalid(missing);

        vacancy.Publish(now);
        db.VacancyVersions.Add(new VacancyVersion
        {
            VacancyId = id,
            DefinitionVersion = vacancy.Definition.Version,
            Definition = vacancy.Definition,
            PublishedAt = now,
        });
        db.Publish(new VacancyPublished(id, vacancy.Version, vacancy.Definition, vacancy.ClosesAt, now));
        db.Record(new(caller.Subject, "vacancy.published", "vacancy", id, RuleVersion: vacancy.Definition.Version), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(vacancy.Version);
        return TypedResults.Ok(VacancyAnswer.Of(vacancy, now));
    }
}
