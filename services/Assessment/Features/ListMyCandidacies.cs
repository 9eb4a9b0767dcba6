using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Lists;

namespace Selection.Assessment.Features;

/// <summary>Where a candidate's own candidacies stand at the assessment.</summary>
internal static class ListMyCandidacies
{
    internal sealed record Item(
        Guid CandidacyId,
        Guid VacancyId,
        string? SelectionCode,
        LocalizedText? Title,
        Standing State,
        AssessmentStop? StopReason,
        ExemptionGround? ExemptionGround,
        LocalDate? ExemptSince,
        LocalDate? BarredUntil,
        Seat? Booking,
        Instant? RegistrationOpensAt,
        Instant? RegistrationClosesAt)
    {
        public static Item Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001",
            new LocalizedText("Adjunct-administrateur-generaal", "Administrateur général adjoint", "Beigeordneter Generalverwalter", "Deputy administrator-general"),
            Standing.Booked, null, null, null, null, Seat.Example, Instant.FromUtc(2025, 11, 2, 23, 0), Instant.FromUtc(2025, 11, 14, 23, 0));
    }

    /// <param name="SessionId">Which session.</param>
    /// <param name="StartsAt">Its start.</param>
    /// <param name="LengthMinutes">How long it takes this candidate: extra time and breaks that were granted are in it (R39).</param>
    /// <param name="Language">The language of the test.</param>
    /// <param name="Place">Where, or how to take part remotely.</param>
    /// <param name="CandidateNumber">What the vendor knows the candidate by.</param>
    /// <param name="CancelUntil">The last instant to cancel (R27).</param>
    /// <param name="HelpEndsAt">The first instant too late to ask for help with registering (R29).</param>
    /// <param name="Kind">Whether one comes to the place or takes part from elsewhere.</param>
    /// <param name="Link">Where to take part remotely.</param>
    internal sealed record Seat(
        Guid SessionId, Instant StartsAt, int LengthMinutes, string Language, string Place, string CandidateNumber, Instant CancelUntil, Instant HelpEndsAt, SessionKind Kind, string? Link)
    {
        public static Seat Example => new(
            new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), Instant.FromUtc(2025, 11, 20, 8, 0), 120, "nl", "Brussel, Simon Bolivarlaan 30", "7K3MPX92QWHD",
            Instant.FromUtc(2025, 11, 20, 7, 0), Instant.FromUtc(2025, 11, 18, 23, 0), SessionKind.Place, null);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/candidacies", HandleAsync)
            .RequireAuthorization(Policies.Candidate)
            .WithSummary("The caller's candidacies in the assessment, with seat, registration period and outcome.");

    private static async Task<Page<Item>> HandleAsync(Caller caller, [AsParameters] Paging paging, AssessmentDb db, IClock clock, ClosingDays closed, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var own = db.Candidacies.Where(c => db.Persons.Any(p => p.PersonId == c.PersonId && p.Subject == caller.Subject) && (c.ClosingDate != null || c.Standing != Standing.Ended));
        var page = await (
            from c in own
            join v in db.Vacancies on c.VacancyId equals v.VacancyId into vacancies
            from v in vacancies.DefaultIfEmpty()
            orderby c.ClosingDate descending, c.CandidacyId
            select new
            {
                Candidacy = c,
                Vacancy = v,
                Seat = db.Bookings.Where(b => b.CandidacyId == c.CandidacyId && b.State == BookingState.Booked).Join(db.Sessions, b => b.SessionId, s => s.SessionId, (b, s) => new { b.CandidateNumber, Session = s }).FirstOrDefault(),
                Measures = db.MeasuresInForce.Where(m => m.CandidacyId == c.CandidacyId).Select(m => m.Measures).FirstOrDefault(),
                Period = db.RegistrationPeriods.Where(p => p.VacancyId == c.VacancyId && p.WithdrawnAt == null && p.ClosesAt > now).OrderBy(p => p.OpensAt).FirstOrDefault(),
            }).AsNoTracking().Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var items = page.Select(r => new Item(
            r.Candidacy.CandidacyId, r.Candidacy.VacancyId, r.Vacancy?.SelectionCode, r.Vacancy?.Title, r.Candidacy.Standing, r.Candidacy.StopReason,
            r.Candidacy.ExemptionGround, r.Candidacy.ExemptSince, r.Candidacy.BarredUntil,
            r.Seat is null ? null : SeatOf(r.Seat.Session, r.Seat.CandidateNumber, AccommodationRequests.AddedMinutes(r.Measures ?? []), closed),
            r.Period?.OpensAt, r.Period?.ClosesAt));
        return new Page<Item>([.. items], await own.CountAsync(ct), paging.Number, paging.Size);
    }

    internal static Seat SeatOf(SessionRow session, string candidateNumber, int addedMinutes, ClosingDays closed) => new(
        session.SessionId, session.StartsAt, session.LengthMinutes + addedMinutes, session.Language, session.Place, candidateNumber,
        Seats.CancelUntil(session.StartsAt), WorkingDays.HelpEndsAt(session.StartsAt, closed), session.Kind, session.Link);
}
