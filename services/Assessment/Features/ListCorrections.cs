using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>Corrections that would take a pass back: work for officers (R36).</summary>
internal static class ListCorrections
{
    /// <param name="CorrectionId">Names it.</param>
    /// <param name="CandidacyId">Which candidacy.</param>
    /// <param name="VacancyId">Of which vacancy.</param>
    /// <param name="SelectionCode">That vacancy's.</param>
    /// <param name="PersonId">Whose.</param>
    /// <param name="FirstName">Their first name.</param>
    /// <param name="LastName">Their name.</param>
    /// <param name="TestDay">The session's date in Brussels.</param>
    /// <param name="Score">The score that stands.</param>
    /// <param name="Outcome">What the correction says of the sitting.</param>
    /// <param name="NewScore">The score it brings.</param>
    /// <param name="RequestedAt">When it came.</param>
    /// <param name="State">What became of it.</param>
    /// <param name="DecidedAt">When.</param>
    /// <param name="Motivation">Why.</param>
    /// <param name="RestedOnIt">Other candidacies that are exempt by this pass: they would wait for an officer as well.</param>
    internal sealed record Item(
        Guid CorrectionId, Guid CandidacyId, Guid VacancyId, string SelectionCode, Guid PersonId, string? FirstName, string? LastName, LocalDate TestDay, decimal? Score,
        SittingOutcome Outcome, decimal? NewScore, Instant RequestedAt, CorrectionState State, Instant? DecidedAt, string? Motivation, IReadOnlyList<Guid> RestedOnIt)
    {
        public static Item Example => new(
            new("0199c5a1-2b3c-7d40-8e5f-6a7b8c9d0e12"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001",
            new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", new LocalDate(2025, 11, 20), 61.5m, SittingOutcome.Taken, 58m,
            Instant.FromUtc(2025, 11, 24, 10, 5), CorrectionState.Waiting, null, null, [new("01997f3a-4e21-7c08-9d15-8b2a6f4c3e70")]);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/corrections", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Page<Item>>()
            .WithSummary("Corrections that would take a pass back, the oldest first: those that wait for an officer, or with state the others (R36).");

    private static async Task<IResult> HandleAsync(Guid? vacancyId, CorrectionState? state, [AsParameters] Paging paging, AssessmentDb db, CancellationToken ct)
    {
        var wanted = state ?? CorrectionState.Waiting;
        if (!Enum.IsDefined(wanted)) return Problem.Invalid(new FieldError("state", "one-of", string.Join(", ", Enum.GetNames<CorrectionState>())));
        var corrections =
            from x in db.Corrections
            join c in db.Candidacies on x.CandidacyId equals c.CandidacyId
            where x.State == wanted && (vacancyId == null || c.VacancyId == vacancyId)
            select new { Correction = x, Candidacy = c };
        var items = await (
            from x in corrections
            join p in db.Persons on x.Candidacy.PersonId equals p.PersonId
            join v in db.Vacancies on x.Candidacy.VacancyId equals v.VacancyId
            join b in db.Bookings on x.Correction.BookingId equals b.BookingId
            join s in db.Sessions on b.SessionId equals s.SessionId
            orderby x.Correction.RequestedAt, x.Correction.CorrectionId
            select new Item(
                x.Correction.CorrectionId, x.Candidacy.CandidacyId, x.Candidacy.VacancyId, v.SelectionCode, x.Candidacy.PersonId, p.FirstName, p.LastName, s.Day, b.Score,
                x.Correction.Outcome, x.Correction.Score, x.Correction.RequestedAt, x.Correction.State, x.Correction.DecidedAt, x.Correction.Motivation,
                db.Candidacies.Where(o => o.ExemptionEntryId != null && o.ExemptionEntryId == b.LedgerEntryId && o.CandidacyId != x.Candidacy.CandidacyId).Select(o => o.CandidacyId).ToList()))
            .Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(items, await corrections.CountAsync(ct), paging.Number, paging.Size));
    }
}
