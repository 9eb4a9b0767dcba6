using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>Exemptions that rested on an entry of the ledger which was taken back: work for officers (R36).</summary>
internal static class ListExemptionReviews
{
    /// <param name="CandidacyId">Which candidacy.</param>
    /// <param name="VacancyId">Of which vacancy.</param>
    /// <param name="SelectionCode">That vacancy's.</param>
    /// <param name="PersonId">Whose.</param>
    /// <param name="FirstName">Their first name.</param>
    /// <param name="LastName">Their name.</param>
    /// <param name="Ground">What the exemption rested on.</param>
    /// <param name="Since">The day of the pass, or from which the function was held.</param>
    /// <param name="EntryId">The entry that was taken back.</param>
    /// <param name="OpenedAt">Since when it waits.</param>
    /// <param name="State">What was decided.</param>
    /// <param name="DecidedAt">When.</param>
    /// <param name="Motivation">Why.</param>
    internal sealed record Item(
        Guid CandidacyId, Guid VacancyId, string? SelectionCode, Guid PersonId, string? FirstName, string? LastName, ExemptionGround? Ground, LocalDate? Since,
        Guid EntryId, Instant OpenedAt, ReviewState State, Instant? DecidedAt, string? Motivation)
    {
        public static Item Example => new(
            new("01997f3a-4e21-7c08-9d15-8b2a6f4c3e70"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001", new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters",
            ExemptionGround.EarlierPass, new LocalDate(2024, 3, 12), new("01999a41-8e07-7c5d-b390-4a7f6e2d1c88"), Instant.FromUtc(2025, 11, 24, 10, 5), ReviewState.Waiting, null, null);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/exemption-reviews", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Page<Item>>()
            .WithSummary("Exemptions whose ground was taken back, the oldest first: those that wait for an officer, or with state those decided (R36).");

    /// <summary>What waits: as long as the candidacy still rests on what was taken back.</summary>
    internal static IQueryable<ExemptionReviewRow> WaitingReviews(this AssessmentDb db) => db.ExemptionReviews.Where(r => r.State == ReviewState.Waiting
        && db.Candidacies.Any(c => c.CandidacyId == r.CandidacyId && c.Standing == Standing.Exempted && c.ExemptionEntryId == r.EntryId));

    private static async Task<IResult> HandleAsync(Guid? vacancyId, ReviewState? state, [AsParameters] Paging paging, AssessmentDb db, CancellationToken ct)
    {
        if (state is { } wanted && !Enum.IsDefined(wanted)) return Problem.Invalid(new FieldError("state", "one-of", string.Join(", ", Enum.GetNames<ReviewState>())));
        var reviews =
            from r in state is null or ReviewState.Waiting ? db.WaitingReviews() : db.ExemptionReviews.Where(r => r.State == state)
            join c in db.Candidacies on r.CandidacyId equals c.CandidacyId
            where vacancyId == null || c.VacancyId == vacancyId
            select new { Review = r, Candidacy = c };
        var items = await (
            from r in reviews
            join p in db.Persons on r.Review.PersonId equals p.PersonId
            join v in db.Vacancies on r.Candidacy.VacancyId equals v.VacancyId
            join e in db.Ledger on r.Review.EntryId equals e.EntryId
            orderby r.Review.OpenedAt, r.Review.CandidacyId
            select new Item(
                r.Review.CandidacyId, r.Candidacy.VacancyId, v.SelectionCode, r.Review.PersonId, p.FirstName, p.LastName,
                e.Kind == LedgerKind.FunctionHeld ? ExemptionGround.FunctionHeld : ExemptionGround.EarlierPass, e.From,
                r.Review.EntryId, r.Review.OpenedAt, r.Review.State, r.Review.DecidedAt, r.Review.Motivation))
            .Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(items, await reviews.CountAsync(ct), paging.Number, paging.Size));
    }
}
