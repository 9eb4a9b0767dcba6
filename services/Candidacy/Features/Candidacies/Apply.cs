using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>What a change of a candidacy answers.</summary>
internal sealed record CandidacySaved(Guid CandidacyId, CandidacyState State, long Version)
{
    public static CandidacySaved Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), CandidacyState.Provisional, 1);
}

/// <summary>Applies (R5, R9): one live candidacy per vacancy and person, however often and fast it is clicked.</summary>
internal static class Apply
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{id:guid}/candidacies", ApplyAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("candidacies").WithSummary("Applies for a vacancy (R5, R9); the candidacy is provisional.");

    private static async Task<Results<Created<CandidacySaved>, Problem>> ApplyAsync(
        Guid id, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.Refused("R5", "account-missing");
        if (person.RestrictedAt is not null) return Problem.Refused("R55", "erasure-waits");
        if (await db.LockVacancyAsync(id, ct) is not { } vacancy) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (vacancy.Shut(now) is { } shut) return shut;
        var live = await db.Candidacies.Where(c => c.VacancyId == id && c.PersonId == person.PersonId && c.State != CandidacyState.Withdrawn)
            .Select(c => (Guid?)c.CandidacyId).SingleOrDefaultAsync(ct);
        if (live is { } first) return Problem.Refused("R5", "applied-before").With("candidacyId", first);

        var candidacy = new Candidacy
        {
            CandidacyId = Guid.CreateVersion7(),
            VacancyId = id,
            PersonId = person.PersonId,
            State = CandidacyState.Provisional,
            Rubric = Rubric.Empty,
            AppliedAt = now,
            AppliedOn = BrusselsTime.DateIn(now),
            Step = FunnelStep.Provisional,
            Version = 1,
        };
        db.Candidacies.Add(candidacy);
        db.Tasks.Add(CandidateTask.Validate(candidacy, vacancy.ClosesAt, now));
        db.Messages.Add(Message.About(candidacy, "candidacy-provisional", now, new { closesAt = vacancy.ClosesAt }));
        db.Record(new(caller.Subject, "candidacy.applied", "candidacy", candidacy.CandidacyId, person.PersonId, vacancy.RuleVersion), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(candidacy.Version);
        return TypedResults.Created($"/api/candidacy/candidacies/{candidacy.CandidacyId}", new CandidacySaved(candidacy.CandidacyId, candidacy.State, candidacy.Version));
    }
}
