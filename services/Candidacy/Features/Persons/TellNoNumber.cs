using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Persons;

/// <summary>How a person without a national number stands.</summary>
internal enum IdentificationState
{
    /// <summary>There is a national number: nothing is needed.</summary>
    NumberKnown,

    /// <summary>An officer is to see an identity document.</summary>
    Waiting,

    /// <summary>An officer has seen one.</summary>
    Identified,
}

/// <summary>A person's own identification.</summary>
internal sealed record IdentificationAnswer(IdentificationState State, NoNumberReason? Reason, Instant? IdentifiedAt)
{
    public static IdentificationAnswer Example => new(IdentificationState.Waiting, NoNumberReason.Foreign, null);

    public static IdentificationAnswer Of(bool hasNumber, Identification? known) => new(
        hasNumber ? IdentificationState.NumberKnown : known?.IdentifiedAt is null ? IdentificationState.Waiting : IdentificationState.Identified,
        known?.Reason, known?.IdentifiedAt);
}

/// <summary>A person says to have no national number, and why (R56): an officer then identifies them.</summary>
internal static class TellNoNumber
{
    internal sealed record Request(NoNumberReason Reason)
    {
        public static Request Example => new(NoNumberReason.Foreign);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/account/identification", TellAsync)
            .RequireAuthorization(Policies.Candidate).WithTags("account").WithSummary("Says that the caller has no national number, and why (R56).");
        api.MapGet("/account/identification", ReadAsync)
            .RequireAuthorization(Policies.Candidate).WithTags("account").WithSummary("Whether the caller has been identified (R56).");
    }

    private static async Task<Results<Ok<IdentificationAnswer>, Problem>> TellAsync(Request request, Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.NotFound();
        if (person.NationalNumberHash is not null) return Problem.Refused("R56", "number-known-here");
        var now = clock.GetCurrentInstant();
        var known = await db.Identifications.SingleOrDefaultAsync(i => i.PersonId == person.PersonId, ct);
        if (known is null) db.Identifications.Add(known = new Identification { PersonId = person.PersonId });
        if (known.Reason != request.Reason)
        {
            (known.Reason, known.ToldAt) = (request.Reason, now);
            db.Record(new(caller.Subject, "person.without-number", "person", person.PersonId, person.PersonId, Details: new { request.Reason }), now);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(IdentificationAnswer.Of(hasNumber: false, known));
    }

    private static async Task<Results<Ok<IdentificationAnswer>, Problem>> ReadAsync(Caller caller, CandidacyDb db, CancellationToken ct)
    {
        var found = await (
            from person in db.Persons.AsNoTracking()
            where person.Subject == caller.Subject
            select new { HasNumber = person.NationalNumberHash != null, Known = db.Identifications.SingleOrDefault(i => i.PersonId == person.PersonId) })
            .SingleOrDefaultAsync(ct);
        return found is null ? Problem.NotFound() : TypedResults.Ok(IdentificationAnswer.Of(found.HasNumber, found.Known));
    }
}
