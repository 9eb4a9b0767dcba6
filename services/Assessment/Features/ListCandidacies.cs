using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;

namespace Selection.Assessment.Features;

/// <summary>The candidacies of a vacancy at the assessment, for officers.</summary>
internal static class ListCandidacies
{
    internal sealed record Item(
        Guid CandidacyId,
        Guid PersonId,
        string? FirstName,
        string? LastName,
        Standing State,
        AssessmentStop? StopReason,
        ExemptionGround? ExemptionGround,
        LocalDate? BarredUntil,
        Guid? SessionId,
        Instant? StartsAt,
        bool CorrectionWaiting)
    {
        public static Item Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", Standing.Booked, null, null, null, new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), Instant.FromUtc(2025, 11, 20, 8, 0), false);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/vacancies/{vacancyId:guid}/candidacies", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer)
            .WithSummary("Where the candidacies of a vacancy stand in the assessment.");

    private static async Task<Page<Item>> HandleAsync(Guid vacancyId, Standing? state, bool? correctionWaiting, [AsParameters] Paging paging, AssessmentDb db, CancellationToken ct)
    {
        var waiting = db.Corrections.Where(c => c.State == CorrectionState.Waiting);
        var candidacies = db.Candidacies.Where(c => c.VacancyId == vacancyId && (state == null || c.Standing == state)
            && (correctionWaiting == null || waiting.Any(w => w.CandidacyId == c.CandidacyId) == correctionWaiting));
        var items =
            from c in candidacies
            join p in db.Persons on c.PersonId equals p.PersonId
            orderby p.LastName, p.FirstName, c.CandidacyId
            let seat = db.Bookings.Where(b => b.CandidacyId == c.CandidacyId && b.State == BookingState.Booked).Join(db.Sessions, b => b.SessionId, s => s.SessionId, (b, s) => s).FirstOrDefault()
            select new Item(
                c.CandidacyId, c.PersonId, p.FirstName, p.LastName, c.Standing, c.StopReason, c.ExemptionGround, c.BarredUntil,
                seat == null ? null : seat.SessionId, seat == null ? null : seat.StartsAt, waiting.Any(w => w.CandidacyId == c.CandidacyId));
        return new Page<Item>(await items.Skip(paging.Skip).Take(paging.Size).ToListAsync(ct), await candidacies.CountAsync(ct), paging.Number, paging.Size);
    }
}
