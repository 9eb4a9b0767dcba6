using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Features;

/// <summary>
/// An officer accepts or rejects experiences of the frozen dossier, and the count is made again from what is accepted (R57).
/// All that is asked for at once is done, or none of it; whoever rules has the case from then on.
/// </summary>
internal static class RuleOnExperiences
{
    private const int MostAtOnce = 1000;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/cases/{candidacyId:guid}/rulings", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Accepts and rejects experiences of an open case, each rejection with a reason; the proposal is made again from what is accepted.");

    /// <param name="Rulings">One for each experience to be ruled on; the newest ruling on an experience stands.</param>
    internal sealed record RulingsRequest(IReadOnlyList<Ruling> Rulings)
    {
        public static RulingsRequest Example => new(
        [
            new Ruling(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f31"), false, "De beschreven taken omvatten geen leiding over een dienst: er is geen personeel en geen begroting."),
            new Ruling(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f32"), true),
        ]);
    }

    /// <summary>The proposal as it was, and as it is now.</summary>
    internal sealed record RuledCase(Guid CandidacyId, CaseProposal SystemProposal, CaseProposal Proposal, Instant ClaimedUntil, long Version)
    {
        public static RuledCase Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), CaseProposal.Example, CaseProposal.RefusedExample, Instant.FromUtc(2025, 10, 27, 12, 30), 2);
    }

    private static async Task<Results<Ok<RuledCase>, Problem>> HandleAsync(
        Guid candidacyId, RulingsRequest request, IfMatch ifMatch, Caller caller, ScreeningDb db, ClaimSettings settings, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (request.Rulings.Count > MostAtOnce) return Problem.Invalid(new FieldError("rulings", "between-counts", 1, MostAtOnce));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockCaseAsync(candidacyId, ct) is not { } locked) return Problem.NotFound();
        var (row, now) = (locked.Case, clock.GetCurrentInstant());
        if (ifMatch.Check(row.Version) is { } stale) return stale;
        if ((locked.WhyNotOpen() ?? locked.WhyClaimed(caller.Subject, now)) is { } refused) return refused;
        if (WrittenReason.ProblemOf([.. Rulings.Faults(row.Dossier!, request.Rulings)]) is { } invalid) return invalid;

        row.Version++;
        row.RuledAt = now;
        row.HoldBy(caller.Subject, now + settings.Lease);
        Ruling[] asked = [.. request.Rulings.Select(r => r with { Reason = string.IsNullOrWhiteSpace(r.Reason) ? null : r.Reason.Trim() })];
        db.ExperienceRulings.AddRange(asked.Select(r => new ExperienceRuling
        {
            CandidacyId = candidacyId,
            CaseVersion = row.Version,
            ExperienceId = r.ExperienceId,
            LodgedVersion = row.LodgedVersion,
            Accepted = r.Accepted,
            Reason = r.Reason,
            RuledBy = caller.Subject,
            RuledAt = now,
        }));
        var before = row.StandingProposal!;
        await ProposeAgainAsync(db, locked, asked, ct);
        db.Record(
            new RecordEntry(
                caller.Subject, "experiences.ruled", "case", candidacyId, row.PersonId, locked.Vacancy!.RuleVersion,
                new { Rulings = asked.Select(r => new { r.ExperienceId, r.Accepted }), Before = before.Outcome, After = row.StandingProposal!.Outcome },
                asked.Any(r => r.Reason is not null) ? string.Join('\n', asked.Where(r => r.Reason is not null).Select(r => $"{r.ExperienceId}: {r.Reason}")) : null),
            now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(row.Version);
        return TypedResults.Ok(new RuledCase(candidacyId, CaseProposal.Of(row.Proposal!), CaseProposal.Of(row.StandingProposal!), row.ClaimedUntil!.Value, row.Version));
    }

    /// <summary>Counts what is accepted now; while everything is, the system's own proposal stands.</summary>
    private static async Task ProposeAgainAsync(ScreeningDb db, LockedCase locked, IEnumerable<Ruling> asked, CancellationToken ct)
    {
        var (row, vacancy) = (locked.Case, locked.Vacancy!);
        var earlier = await db.ExperienceRulings.AsNoTracking()
            .Where(r => r.CandidacyId == row.CandidacyId && r.LodgedVersion == row.LodgedVersion).OrderBy(r => r.CaseVersion)
            .Select(r => new Ruling(r.ExperienceId, r.Accepted, r.Reason)).ToListAsync(ct);
        var rejected = Rulings.Rejected(row.Dossier!, Rulings.Standing(earlier.Concat(asked)));
        row.RuledProposal = rejected.Count == 0 ? null : Proposals.Make(vacancy.Rules!, row.Dossier!, vacancy.Language!, row.ClosingDate!.Value, rejected);
        var standing = row.StandingProposal!;
        (row.ProposedOutcome, row.ProposedReservation) = (standing.Outcome, standing.Reservation);
        // The officer has just looked at the experiences of this dossier.
        row.Flags = CaseFlags.KindsOf(row.FlagsOf(vacancy, rulingsSetAside: false));
    }
}
