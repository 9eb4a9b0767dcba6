using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>The sessions of a candidate's procedure: what may be booked, and why not otherwise (R26, R27, R32).</summary>
internal static class ListBookableSessions
{
    internal sealed record Item(
        Guid SessionId,
        Instant StartsAt,
        int LengthMinutes,
        string Language,
        string Place,
        int SeatsLeft,
        bool IsOwn,
        bool Bookable,
        Reason? WhyNot,
        Instant RegistrationOpensAt,
        Instant RegistrationClosesAt,
        Instant HelpEndsAt,
        SessionKind Kind)
    {
        public static Item Example => new(
            new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), Instant.FromUtc(2025, 11, 20, 8, 0), 120, "nl", "Brussel, Simon Bolivarlaan 30", 4, false, true, null,
            Instant.FromUtc(2025, 11, 2, 23, 0), Instant.FromUtc(2025, 11, 14, 23, 0), Instant.FromUtc(2025, 11, 18, 23, 0), SessionKind.Place);
    }

    /// <param name="Code">For programs.</param>
    /// <param name="Rule">The rule's number.</param>
    /// <param name="Text">For people.</param>
    internal sealed record Reason(string Code, string Rule, string Text);

    internal sealed record Response(Guid CandidacyId, Standing State, IReadOnlyList<Item> Items)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), Standing.ToBook, [Item.Example]);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/candidacies/{candidacyId:guid}/sessions", HandleAsync)
            .RequireAuthorization(Policies.Candidate).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The sessions the candidate may register for, each with why not where it cannot be booked (R26, R32).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Caller caller, AssessmentDb db, IClock clock, ClosingDays closed, CancellationToken ct)
    {
        var candidacy = await db.Candidacies.AsNoTracking()
            .SingleOrDefaultAsync(c => c.CandidacyId == candidacyId && db.Persons.Any(p => p.PersonId == c.PersonId && p.Subject == caller.Subject), ct);
        if (candidacy is null) return Problem.NotFound();
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == candidacy.VacancyId, ct);
        if (vacancy is null) return TypedResults.Ok(new Response(candidacyId, candidacy.Standing, []));

        var now = clock.GetCurrentInstant();
        var sessions = await db.Sessions.Where(s => s.VacancyId == candidacy.VacancyId && s.CancelledAt == null && s.StartsAt > now)
            .Join(db.RegistrationPeriods, s => s.RegistrationPeriodId, p => p.RegistrationPeriodId, (Session, Period) => new { Session, Period })
            .OrderBy(s => s.Session.StartsAt).ThenBy(s => s.Session.SessionId).Take(500).AsNoTracking().ToListAsync(ct);
        var ledger = Ledger.InForce([.. (await db.Ledger.AsNoTracking().Where(e => e.PersonId == candidacy.PersonId).ToListAsync(ct)).Select(e => e.Entry())]);
        var own = await db.Bookings.Where(b => b.CandidacyId == candidacyId && b.State == BookingState.Booked)
            .Join(db.Sessions, b => b.SessionId, s => s.SessionId, (b, s) => new { s.SessionId, s.StartsAt }).SingleOrDefaultAsync(ct);

        return TypedResults.Ok(new Response(candidacyId, candidacy.Standing, [.. sessions.Select(s =>
        {
            var isOwn = own?.SessionId == s.Session.SessionId;
            var barred = DevelopmentPeriods.BarredUntil(ledger, vacancy.LevelGroup, s.Session.Day);
            var answer = Seats.Judge(candidacy.Standing, new SessionOffer(s.Period.OpensAt, s.Period.ClosesAt, s.Session.StartsAt, barred), own?.StartsAt, now);
            var refusal = isOwn ? null : BookSession.RefusalOf(answer, s.Period, barred) ?? (s.Session.Booked >= s.Session.Capacity ? BookSession.Full() : null);
            return new Item(
                s.Session.SessionId, s.Session.StartsAt, s.Session.LengthMinutes, s.Session.Language, s.Session.Place,
                s.Session.Capacity - s.Session.Booked, isOwn, !isOwn && refusal is null,
                refusal is null ? null : new Reason(refusal.Code, refusal.Rule!, Texts.In(refusal.Code, refusal.Args)),
                s.Period.OpensAt, s.Period.ClosesAt, WorkingDays.HelpEndsAt(s.Session.StartsAt, closed), s.Session.Kind);
        })]));
    }
}
