using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>
/// An officer takes over the undisputed proposals of a preview at once (R23), each with its own motivation from the facts found:
/// exactly what was shown, or fewer. What has changed since, or is being worked on, is left and told. Refusals never are among
/// them. In chunks, each a transaction; the same preview again decides nothing twice and answers the same.
/// </summary>
internal static class AcceptProposals
{
    private const int ChunkSize = 500;
    private const int MostTold = 200;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{vacancyId:guid}/accept-proposals", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Admits every case of a preview that is as it was shown, with motivations from the facts found.");

    /// <param name="PreviewId">The preview the officer has seen: the caller's newest of this vacancy.</param>
    internal sealed record Acceptance(Guid PreviewId)
    {
        public static Acceptance Example => new(new Guid("0199c07e-4a20-7b3c-9d11-2e6f7a8b9c01"));
    }

    /// <summary>Why a case that was shown was not accepted.</summary>
    internal enum WhyNotAccepted
    {
        /// <summary>It was decided in the meantime.</summary>
        Decided,

        /// <summary>The candidate has withdrawn.</summary>
        Withdrawn,

        /// <summary>It is no longer what was shown.</summary>
        Changed,

        /// <summary>Another officer has it.</summary>
        ClaimedByAnother,

        /// <summary>Somebody was working on it at that very moment.</summary>
        InUse,
    }

    internal sealed record LeftCase(Guid CandidacyId, WhyNotAccepted Why);

    /// <summary><c>Left</c>: how many of the preview were not accepted; <c>LeftCases</c>: the first 200 of them. <c>StillOpen</c>: all open cases of the vacancy.</summary>
    internal sealed record AcceptedProposals(int Admitted, int AdmittedUnderReservation, int Left, IReadOnlyList<LeftCase> LeftCases, int StillOpen)
    {
        public static AcceptedProposals Example => new(24, 2, 1, [new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), WhyNotAccepted.Changed)], 15);
    }

    private static async Task<Results<Ok<AcceptedProposals>, Problem>> HandleAsync(
        Guid vacancyId, Acceptance request, Caller caller, ScreeningDb db, IClock clock, CancellationToken ct)
    {
        while (true)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var vacancy = await db.ShareVacancyAsync(vacancyId, ct);
            if (vacancy is null or { Rules: null }) return Problem.NotFound();
            if (vacancy.CancelledAt is not null) return Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict);
            if (!await db.AcceptancePreviews.AnyAsync(p => p.PreviewId == request.PreviewId && p.VacancyId == vacancyId && p.MadeBy == caller.Subject, ct))
                return Problem.Refused("R23", "preview-gone");

            var now = clock.GetCurrentInstant();
            var shown = await TakeAsync(db, request.PreviewId, caller.Subject, now, ct);
            if (shown.Count == 0) return TypedResults.Ok(await AnswerAsync(db, vacancyId, request.PreviewId, caller.Subject, now, ct));
            var decisions = shown.ConvertAll(c => DecisionActs.Of(
                vacancy, c, c.Version + 1, c.Proposal.Outcome, c.Proposal.Reservation, officer: null, request.PreviewId, caller.Subject, now));
            await SaveAsync(db, decisions, ct);
            await db.PublishManyAsync([.. decisions.Zip(shown, (decision, c) => DecisionActs.EventOf(decision, c.ClosingDate))], ct);
            await db.RecordManyAsync(decisions.ConvertAll(DecisionActs.EntryOf), now, ct);
            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>An undisputed case is ruled on by nobody, so that the system's own proposal is the one that stands.</summary>
    private static Task<List<DecisionActs.OpenCase>> TakeAsync(ScreeningDb db, Guid previewId, string officer, Instant now, CancellationToken ct) =>
        db.Cases.FromSql(
            $"""
            select c.* from previewed_cases p join cases c on c.candidacy_id = p.candidacy_id and c.version = p.case_version
            where p.preview_id = {previewId} and c.undisputed and (c.claimed_by is null or c.claimed_by = {officer} or c.claimed_until <= {now})
            order by c.candidacy_id limit {ChunkSize} for update of c skip locked
            """)
            .AsNoTracking()
            .Select(c => new DecisionActs.OpenCase(c.CandidacyId, c.VacancyId, c.PersonId, c.Version, c.ClosingDate!.Value, c.Proposal!))
            .ToListAsync(ct);

    private static async Task SaveAsync(ScreeningDb db, List<Decision> decisions, CancellationToken ct)
    {
        var first = decisions[0];
        var candidacyIds = decisions.Select(d => d.CandidacyId).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            update cases set state = 'Decided', version = version + 1, outcome = proposed_outcome, reservation = proposed_reservation,
                lifted = 'None', confirmed = 'None', decided_at = {first.DecidedAt}, claimed_by = null, claimed_until = null
            where candidacy_id = any ({candidacyIds})
            """, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into decisions (decision_id, candidacy_id, vacancy_id, person_id, case_version, outcome, reservation, proposed_outcome,
                proposed_reservation, all_at_once, preview_id, motivation, officer_motivation, rule_version, decided_by, decided_at)
            select d.decision_id, c.candidacy_id, c.vacancy_id, c.person_id, c.version, c.outcome, c.reservation, c.proposed_outcome,
                c.proposed_reservation, true, {first.PreviewId}, d.motivation, null, {first.RuleVersion}, {first.DecidedBy}, {first.DecidedAt}
            from unnest({decisions.Select(d => d.DecisionId).ToArray()}, {candidacyIds}, {decisions.Select(d => d.Motivation).ToArray()})
                as d (decision_id, candidacy_id, motivation)
            join cases c using (candidacy_id)
            """, ct);
    }

    /// <summary>What became of the whole preview, also of what an earlier call with it had accepted.</summary>
    private static async Task<AcceptedProposals> AnswerAsync(ScreeningDb db, Guid vacancyId, Guid previewId, string officer, Instant now, CancellationToken ct)
    {
        var accepted = await db.Decisions.Where(d => d.PreviewId == previewId).GroupBy(d => d.Outcome).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var left =
            from p in db.PreviewedCases
            where p.PreviewId == previewId && !db.Decisions.Any(d => d.PreviewId == previewId && d.CandidacyId == p.CandidacyId)
            join c in db.Cases on p.CandidacyId equals c.CandidacyId
            orderby p.CandidacyId
            select new { c.CandidacyId, c.State, Changed = c.Version != p.CaseVersion, IsClaimed = c.ClaimedBy != null && c.ClaimedBy != officer && c.ClaimedUntil > now };
        var told = await left.Take(MostTold).ToListAsync(ct);
        var stillOpen = await db.Cases.CountAsync(c => c.VacancyId == vacancyId && c.State == CaseState.Open && c.LodgedVersion > 0, ct);
        return new AcceptedProposals(
            accepted.GetValueOrDefault(Outcome.Admit), accepted.GetValueOrDefault(Outcome.AdmitUnderReservation),
            told.Count < MostTold ? told.Count : await left.CountAsync(ct),
            told.ConvertAll(c => new LeftCase(c.CandidacyId, Why(c.State, c.Changed, c.IsClaimed))), stillOpen);
    }

    private static WhyNotAccepted Why(CaseState state, bool changed, bool isClaimed) => (state, changed, isClaimed) switch
    {
        (CaseState.Decided, _, _) => WhyNotAccepted.Decided,
        (CaseState.Withdrawn, _, _) => WhyNotAccepted.Withdrawn,
        (CaseState.Open, true, _) => WhyNotAccepted.Changed,
        (CaseState.Open, false, true) => WhyNotAccepted.ClaimedByAnother,
        (CaseState.Open, false, false) => WhyNotAccepted.InUse,
    };
}
