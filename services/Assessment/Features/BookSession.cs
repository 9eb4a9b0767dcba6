using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features.Accommodations;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>
/// A candidate takes a seat, or changes to another session (R26, R27): in one transaction, so that the old seat is kept if
/// the new one is gone. The number of seats holds by the database, whoever races.
/// </summary>
internal static class BookSession
{
    /// <summary>Letters and digits that are not taken for one another; 12 of them are 58 bits: no one guesses a number (R35).</summary>
    private const string NumberLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int NumberLength = 12;

    internal sealed record Request(Guid SessionId)
    {
        public static Request Example => new(Guid.Parse("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"));
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/candidacies/{candidacyId:guid}/booking", HandleAsync)
            .RequireAuthorization(Policies.Candidate).Produces<ListMyCandidacies.Seat>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Takes a seat in a session, or moves to another one; the old seat is kept where the new one is gone (R26, R27).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Request request, Caller caller, AssessmentDb db, IClock clock, ClosingDays closed, CancellationToken ct)
    {
        var personId = await db.OwnerAsync(candidacyId, caller, ct);
        if (personId is null) return Problem.NotFound();
        // Most who race for a last seat come too late: they are told without waiting for those who have it.
        if (await IsFullAsync(candidacyId, request.SessionId, db, clock.GetCurrentInstant(), ct)) return Full();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var files = await PersonFiles.LockAsync(db, [personId.Value], [], ct);
        var candidacy = files.Candidacy(candidacyId)!;
        var old = files.SeatOf(candidacyId);
        await db.LockSessionsAsync(old is null ? [request.SessionId] : [request.SessionId, old.SessionId], ct);
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.SessionId == request.SessionId && s.VacancyId == candidacy.VacancyId, ct);
        if (session is null) return Problem.NotFound();
        var added = await db.AddedMinutesAsync(candidacyId, ct);
        if (old?.SessionId == session.SessionId) return TypedResults.Ok(ListMyCandidacies.SeatOf(session, old.CandidateNumber, added, closed));
        var period = await db.RegistrationPeriods.AsNoTracking().SingleAsync(p => p.RegistrationPeriodId == session.RegistrationPeriodId, ct);

        // After the locks: a deadline that passed while waiting for them has passed (T3).
        var now = clock.GetCurrentInstant();
        var barred = files.Vacancy(candidacy.VacancyId) is { } vacancy ? DevelopmentPeriods.BarredUntil(files.LedgerOf(personId.Value), vacancy.LevelGroup, session.Day) : null;
        var answer = Seats.Judge(
            candidacy.Standing,
            new SessionOffer(period.OpensAt, period.ClosesAt, session.StartsAt, barred, session.CancelledAt is not null),
            old is null ? null : files.Session(old.SessionId).StartsAt,
            now);
        if (RefusalOf(answer, period, barred) is { } refusal) return refusal;

        var changes = new Dictionary<Guid, int> { [session.SessionId] = 1 };
        if (old is not null) changes[old.SessionId] = -1;
        if (!await db.ChangeSeatsAsync(changes, ct)) return Full();
        if (old is not null)
        {
            (old.State, old.ClosedAt) = (BookingState.Cancelled, now);
            // Its row leaves the index of taken seats before the new one enters it.
            await db.SaveChangesAsync(ct);
        }

        var booking = new BookingRow
        {
            BookingId = Guid.CreateVersion7(),
            CandidacyId = candidacyId,
            PersonId = personId.Value,
            SessionId = session.SessionId,
            CandidateNumber = RandomNumberGenerator.GetString(NumberLetters, NumberLength),
            State = BookingState.Booked,
            BookedAt = now,
        };
        db.Bookings.Add(booking);
        candidacy.Standing = Standing.Booked;
        files.Record("session.booked", candidacy, now, new { booking.BookingId, session.SessionId, Instead = old?.SessionId }, caller.Subject);
        db.Publish(new AssessmentBooked(
            candidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), session.SessionId, session.StartsAt,
            Duration.FromMinutes(session.LengthMinutes + added), session.Whereabouts(), Seats.CancelUntil(session.StartsAt), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(ListMyCandidacies.SeatOf(session, booking.CandidateNumber, added, closed));
    }

    /// <summary>Whether all that stands between a candidate and a session now is that its seats are taken, by others.</summary>
    private static Task<bool> IsFullAsync(Guid candidacyId, Guid sessionId, AssessmentDb db, Instant now, CancellationToken ct) => (
        from s in db.Sessions
        join p in db.RegistrationPeriods on s.RegistrationPeriodId equals p.RegistrationPeriodId
        join c in db.Candidacies on s.VacancyId equals c.VacancyId
        where s.SessionId == sessionId && c.CandidacyId == candidacyId && s.Booked >= s.Capacity && s.CancelledAt == null && s.StartsAt > now
            && p.OpensAt <= now && now < p.ClosesAt && (c.Standing == Standing.ToBook || c.Standing == Standing.Booked)
            && !db.Bookings.Any(b => b.CandidacyId == candidacyId && b.SessionId == sessionId && b.State == BookingState.Booked)
        select s).AnyAsync(ct);

    /// <summary>The problem behind an answer; null where the seat may be taken.</summary>
    internal static Problem? RefusalOf(SeatAnswer answer, RegistrationPeriodRow period, LocalDate? barredUntil) => answer switch
    {
        SeatAnswer.Yes => null,
        SeatAnswer.NotToBook => Problem.Refused("R25", "not-to-book"),
        SeatAnswer.SessionCancelled => Problem.Refused("R26", "session-cancelled"),
        SeatAnswer.NotOpenYet => Problem.Refused("R26", "registration-not-open", WrittenDay.Begin(period.OpensAt, CultureInfo.CurrentUICulture)),
        SeatAnswer.RegistrationOver => Problem.Refused("R26", "registration-over", WrittenDay.Until(period.ClosesAt, CultureInfo.CurrentUICulture)),
        SeatAnswer.Begun => Problem.Refused("R26", "session-begun"),
        SeatAnswer.Barred => Problem.Refused("R32", "session-barred", barredUntil!.Value),
        SeatAnswer.OldSeatTooLate => Problem.Refused("R27", "old-seat-late"),
    };

    internal static Problem Full() => Problem.Refused("R26", "session-full");

    /// <summary>Whose candidacy it is, if it is the caller's.</summary>
    internal static Task<Guid?> OwnerAsync(this AssessmentDb db, Guid candidacyId, Caller caller, CancellationToken ct) =>
        db.Candidacies.Where(c => c.CandidacyId == candidacyId)
            .Join(db.Persons.Where(p => p.Subject == caller.Subject), c => c.PersonId, p => p.PersonId, (c, p) => (Guid?)p.PersonId)
            .SingleOrDefaultAsync(ct);
}
