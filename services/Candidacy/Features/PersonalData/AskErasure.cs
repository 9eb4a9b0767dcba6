using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.PersonalData;

/// <summary>An erasure and why it waits.</summary>
/// <param name="ErasureId">Names it.</param>
/// <param name="PersonId">Whose.</param>
/// <param name="Origin">Who wants it.</param>
/// <param name="State">How far it is.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="Reasons">What holds the data, by service; empty while the services are asked for the first time.</param>
/// <param name="FreeFrom">The first day on which nothing that is known holds it; null where no day is known.</param>
/// <param name="NextAt">When it is looked at again.</param>
/// <param name="IsLate">Whether a service ought to have answered: it goes on as soon as it does.</param>
/// <param name="EndedAt">When it was carried out or taken back.</param>
/// <param name="Version">The ETag.</param>
internal sealed record ErasureAnswerLine(
    Guid ErasureId, Guid PersonId, ErasureOrigin Origin, ErasureState State, Instant AskedAt, IReadOnlyList<HeldBy> Reasons, LocalDate? FreeFrom,
    Instant? NextAt, bool IsLate, Instant? EndedAt, long Version)
{
    public static ErasureAnswerLine Example => new(
        Guid.Parse("0199f0aa-6f5e-7c1d-9a51-0a2b3c4d5e6f"), Guid.Parse("0199f0aa-1111-7c1d-9a51-0a2b3c4d5e6f"), ErasureOrigin.Person, ErasureState.Waiting,
        Instant.FromUtc(2025, 10, 1, 8, 0), [new HeldBy("assessment", ErasureReason.Exemption, new LocalDate(2027, 3, 1))], new LocalDate(2027, 3, 1),
        Instant.FromUtc(2027, 2, 28, 23, 0), false, null, 2);

    public static ErasureAnswerLine Of(Erasure e, PersonalDataRules rules, Instant now) => new(
        e.ErasureId, e.PersonId, e.Origin, e.State, e.AskedAt, e.Reasons, ErasureHolds.FreeFrom(e.Reasons), e.NextAt,
        e.State is ErasureState.Asking && now - e.RoundAt >= Duration.FromHours(rules.LateAfterHours), e.EndedAt, e.Version);
}

/// <summary>
/// A person asks for their data to be erased in all services (R55). While something holds it, it is restricted: nothing new
/// begins in the account; what runs goes on. As soon as the last reason ends it is carried out.
/// </summary>
internal static class AskErasure
{
    /// <param name="Confirmation">The caller's last name, typed.</param>
    internal sealed record Request(string Confirmation)
    {
        public static Request Example => new("Peeters");
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/account/erasure", AskAsync)
            .RequireAuthorization(Policies.Candidate).WithTags("personal data")
            .WithSummary("Asks for the caller's data to be erased in all services (R55): at once, or as soon as nothing holds it any more.");
        api.MapGet("/account/erasure", ReadAsync)
            .RequireAuthorization(Policies.Candidate).WithTags("personal data").WithSummary("The caller's erasure, why it waits and until when (R55); its version is the ETag.");
    }

    private static async Task<Results<Accepted<ErasureAnswerLine>, Problem>> AskAsync(
        Request request, Caller caller, CandidacyDb db, IOptions<PersonalDataRules> rules, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.NotFound();
        if (!string.Equals(PlainText.Tidy(request.Confirmation), person.LastName, StringComparison.OrdinalIgnoreCase))
            return Problem.Invalid(new FieldError("confirmation", "confirmation-own-name"));
        if (person.RestrictedAt is not null) return Problem.Refused("R55", "erasure-waits");
        var now = clock.GetCurrentInstant();
        var erasure = Begin(db, person, ErasureOrigin.Person, caller.Subject, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(erasure.Version);
        return TypedResults.Accepted("/api/candidacy/account/erasure", ErasureAnswerLine.Of(erasure, rules.Value, now));
    }

    /// <summary>Restricts the account and asks every service what holds the data.</summary>
    internal static Erasure Begin(CandidacyDb db, Person person, ErasureOrigin origin, string actor, Instant now)
    {
        var erasure = new Erasure
        {
            ErasureId = Guid.CreateVersion7(),
            PersonId = person.PersonId,
            Origin = origin,
            State = ErasureState.Asking,
            AskedAt = now,
            Round = 1,
            RoundAt = now,
            Version = 1,
        };
        db.Erasures.Add(erasure);
        person.RestrictedAt = now;
        person.Version++;
        db.Publish(new ErasureAsked(erasure.ErasureId, person.PersonId, erasure.Round, now));
        db.Messages.Add(Message.About(person.PersonId, erasure.ErasureId, 1, origin is ErasureOrigin.Person ? "erasure-asked" : "erasure-of-unused", now));
        db.Record(new(actor, "erasure.asked", "erasure", erasure.ErasureId, person.PersonId, Details: new { origin }), now);
        return erasure;
    }

    private static async Task<Results<Ok<ErasureAnswerLine>, Problem>> ReadAsync(
        Caller caller, CandidacyDb db, IOptions<PersonalDataRules> rules, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var erasure = await db.Erasures.AsNoTracking().Where(e => db.Persons.Any(p => p.PersonId == e.PersonId && p.Subject == caller.Subject))
            .OrderByDescending(e => e.AskedAt).FirstOrDefaultAsync(ct);
        if (erasure is null) return Problem.NotFound();
        response.SetVersion(erasure.Version);
        return TypedResults.Ok(ErasureAnswerLine.Of(erasure, rules.Value, clock.GetCurrentInstant()));
    }
}
