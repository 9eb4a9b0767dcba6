using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>
/// What accepting all undisputed proposals at once would do (R23). A preview keeps which cases it shows, each in its version:
/// accepting decides those and no others. An officer has one preview of a vacancy, the newest.
/// </summary>
internal static class PreviewAcceptance
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/vacancies/{vacancyId:guid}/acceptance-previews", MakeAsync)
            .RequireAuthorization(Policies.SelectionOfficer)
            .WithSummary("Shows what accepting all undisputed proposals at once would decide, and what is left and why; the previewId is what accepting takes.");
        api.MapGet("/vacancies/{vacancyId:guid}/acceptance-previews/{previewId:guid}", ReadAsync)
            .RequireAuthorization(Policies.SelectionOfficer)
            .WithSummary("Another page of a preview: what would be accepted, or, with left=true, what is left and why.");
    }

    /// <summary>Why an open case would not be accepted.</summary>
    internal enum WhyLeft
    {
        /// <summary>It is to be refused, which takes an officer's own motivation (R23).</summary>
        Refusal,

        /// <summary>There is something to look at first.</summary>
        Flagged,

        /// <summary>Another officer is working on it.</summary>
        ClaimedByAnother,

        /// <summary>It was changed, or became undisputed, after the preview was made.</summary>
        ChangedSince,
    }

    /// <summary>A case of the preview; <c>WhyLeft</c> is empty where it would be accepted.</summary>
    internal sealed record PreviewItem(
        Guid CandidacyId, string? FirstName, string? LastName, Outcome? Proposal, Reservation Reservation, IReadOnlyList<CaseFlag> Flags, ClaimAnswer? Claim,
        IReadOnlyList<WhyLeft> WhyLeft)
    {
        public static PreviewItem Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), "Jo", "Peeters", Outcome.Admit, Reservation.None, [], null, []);
    }

    /// <summary>The preview: how many would be admitted, how many are left, why (a case may have several reasons), and a page of either.</summary>
    internal sealed record Preview(
        Guid PreviewId, Instant MadeAt, int Admit, int AdmitUnderReservation, int Left, IReadOnlyDictionary<WhyLeft, int> LeftByReason, Page<PreviewItem> Cases)
    {
        public static Preview Example => new(
            new("0199c07e-4a20-7b3c-9d11-2e6f7a8b9c01"), Instant.FromUtc(2025, 10, 27, 10, 0), 24, 3, 14,
            new Dictionary<WhyLeft, int> { [PreviewAcceptance.WhyLeft.Refusal] = 11, [PreviewAcceptance.WhyLeft.Flagged] = 2, [PreviewAcceptance.WhyLeft.ClaimedByAnother] = 1, [PreviewAcceptance.WhyLeft.ChangedSince] = 0 },
            new Page<PreviewItem>([PreviewItem.Example], 27, 1, 50));
    }

    private static async Task<Results<Ok<Preview>, Problem>> MakeAsync(
        Guid vacancyId, [AsParameters] Paging paging, Caller caller, ScreeningDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = await db.ShareVacancyAsync(vacancyId, ct);
        if (vacancy is null or { Rules: null }) return Problem.NotFound();
        if (vacancy.CancelledAt is not null) return Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict);

        var now = clock.GetCurrentInstant();
        var preview = new AcceptancePreview { PreviewId = Guid.CreateVersion7(), VacancyId = vacancyId, MadeBy = caller.Subject, MadeAt = now };
        await db.AcceptancePreviews.Where(p => p.VacancyId == vacancyId && p.MadeBy == caller.Subject).ExecuteDeleteAsync(ct);
        db.AcceptancePreviews.Add(preview);
        await db.SaveChangesAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into previewed_cases (preview_id, candidacy_id, case_version)
            select {preview.PreviewId}, candidacy_id, version from cases
            where vacancy_id = {vacancyId} and undisputed and (claimed_by is null or claimed_by = {caller.Subject} or claimed_until <= {now})
            """, ct);
        var answer = await AnswerAsync(db, preview, left: false, paging, caller, now, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<Preview>, Problem>> ReadAsync(
        Guid vacancyId, Guid previewId, [AsParameters] Paging paging, Caller caller, ScreeningDb db, IClock clock, CancellationToken ct, bool left = false)
    {
        var preview = await db.AcceptancePreviews.AsNoTracking()
            .SingleOrDefaultAsync(p => p.PreviewId == previewId && p.VacancyId == vacancyId && p.MadeBy == caller.Subject, ct);
        return preview is null ? Problem.NotFound() : TypedResults.Ok(await AnswerAsync(db, preview, left, paging, caller, clock.GetCurrentInstant(), ct));
    }

    private static async Task<Preview> AnswerAsync(ScreeningDb db, AcceptancePreview preview, bool left, Paging paging, Caller caller, Instant now, CancellationToken ct)
    {
        var cases =
            from c in db.Cases.AsNoTracking()
            where c.VacancyId == preview.VacancyId && c.State == CaseState.Open && c.LodgedVersion > 0
            let isClaimed = c.ClaimedBy != null && c.ClaimedBy != caller.Subject && c.ClaimedUntil > now
            let isShown = db.PreviewedCases.Any(p => p.PreviewId == preview.PreviewId && p.CandidacyId == c.CandidacyId && p.CaseVersion == c.Version)
            select new { Case = c, IsClaimed = isClaimed, IsShown = isShown, IsAccepted = isShown && c.Undisputed && !isClaimed };
        var groups = await cases
            .GroupBy(c => new { c.IsAccepted, c.Case.ProposedOutcome, c.Case.Undisputed, IsFlagged = c.Case.Flags.Length > 0, c.IsClaimed, c.IsShown })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var total = groups.Where(g => g.Key.IsAccepted != left).Sum(g => g.Count);
        var rows = await (
            from c in cases.Where(c => c.IsAccepted != left)
            join p in db.Persons on c.Case.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            orderby c.Case.CandidacyId
            select new
            {
                c.Case.CandidacyId,
                p.FirstName,
                p.LastName,
                c.Case.ProposedOutcome,
                c.Case.ProposedReservation,
                c.Case.Flags,
                c.Case.Undisputed,
                c.Case.ClaimedBy,
                c.Case.ClaimedUntil,
                c.IsClaimed,
                c.IsShown,
                c.IsAccepted,
            }).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);

        int Admitted(Outcome outcome) => groups.Where(g => g.Key.IsAccepted && g.Key.ProposedOutcome == outcome).Sum(g => g.Count);
        var reasons = Enum.GetValues<WhyLeft>().ToDictionary(why => why, why => groups.Where(g => !g.Key.IsAccepted
            && WhyIsLeft(g.Key.ProposedOutcome, g.Key.IsFlagged, g.Key.IsClaimed, g.Key.Undisputed, g.Key.IsShown).Contains(why)).Sum(g => g.Count));
        var items = rows.ConvertAll(r => new PreviewItem(
            r.CandidacyId, r.FirstName, r.LastName, r.ProposedOutcome, r.ProposedReservation, r.Flags,
            r.ClaimedBy is null ? null : ClaimAnswer.Of(new Claim(r.ClaimedBy, r.ClaimedUntil!.Value), caller.Subject, now),
            r.IsAccepted ? [] : [.. WhyIsLeft(r.ProposedOutcome, r.Flags.Length > 0, r.IsClaimed, r.Undisputed, r.IsShown)]));
        return new Preview(
            preview.PreviewId, preview.MadeAt, Admitted(Outcome.Admit), Admitted(Outcome.AdmitUnderReservation), groups.Where(g => !g.Key.IsAccepted).Sum(g => g.Count), reasons,
            new Page<PreviewItem>(items, total, paging.Number, paging.Size));
    }

    private static IEnumerable<WhyLeft> WhyIsLeft(Outcome? proposed, bool isFlagged, bool isClaimed, bool undisputed, bool isShown)
    {
        if (proposed is null or Outcome.Refuse) yield return WhyLeft.Refusal;
        else if (isFlagged) yield return WhyLeft.Flagged;
        if (isClaimed) yield return WhyLeft.ClaimedByAnother;
        if (undisputed && !isShown && !isClaimed) yield return WhyLeft.ChangedSince;
    }
}
