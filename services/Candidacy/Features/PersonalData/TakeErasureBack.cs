using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.PersonalData;

/// <summary>The person changes their mind while the erasure waits (R55): the account is theirs to use again.</summary>
internal static class TakeErasureBack
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/account/erasure/take-back", TakeBackAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("personal data").WithSummary("Takes the caller's erasure back while it waits (R55); needs If-Match.");

    private static async Task<Results<Ok<ErasureAnswerLine>, Problem>> TakeBackAsync(
        IfMatch ifMatch, Caller caller, CandidacyDb db, IOptions<PersonalDataRules> rules, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.NotFound();
        var erasure = await db.Erasures.FromSql($"select * from erasures where person_id = {person.PersonId} and state in ('Asking', 'Waiting') for update").SingleOrDefaultAsync(ct);
        if (erasure is null) return Problem.NotFound();
        if (ifMatch.Check(erasure.Version) is { } stale) return stale;
        var now = clock.GetCurrentInstant();
        (erasure.State, erasure.NextAt, erasure.EndedAt) = (ErasureState.TakenBack, null, now);
        erasure.Version++;
        person.RestrictedAt = null;
        person.Version++;
        db.Messages.Add(Message.About(person.PersonId, erasure.ErasureId, 1, "erasure-taken-back", now));
        db.Record(new(caller.Subject, "erasure.taken-back", "erasure", erasure.ErasureId, person.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(erasure.Version);
        return TypedResults.Ok(ErasureAnswerLine.Of(erasure, rules.Value, now));
    }
}
