using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Features;

/// <summary>A case locked for a decision, together with its vacancy.</summary>
internal sealed record LockedCase(Case Case, Vacancy? Vacancy);

/// <summary>Who has a case from now on; the ETag is the version to work on.</summary>
internal sealed record ClaimedCase(Guid CandidacyId, string ClaimedBy, Instant ClaimedUntil, long Version)
{
    public static ClaimedCase Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), "officer1", Instant.FromUtc(2025, 10, 27, 12, 30), 1);

    public static ClaimedCase Of(Case row) => new(row.CandidacyId, row.ClaimedBy!, row.ClaimedUntil!.Value, row.Version);
}

internal static class CaseLocks
{
    /// <summary>
    /// Takes the case for the rest of the transaction: whoever comes second waits, then sees the version of the first.
    /// Null where there is no such case.
    /// </summary>
    public static async Task<LockedCase?> LockCaseAsync(this ScreeningDb db, Guid candidacyId, CancellationToken ct)
    {
        var row = await db.Cases.FromSql($"select * from cases where candidacy_id = {candidacyId} and lodged_version > 0 for update").SingleOrDefaultAsync(ct);
        return row is null ? null : new LockedCase(row, await db.ShareVacancyAsync(row.VacancyId, ct));
    }

    /// <summary>The vacancy, so that it is not cancelled while something is decided.</summary>
    public static Task<Vacancy?> ShareVacancyAsync(this ScreeningDb db, Guid vacancyId, CancellationToken ct) =>
        db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for share").AsNoTracking().SingleOrDefaultAsync(ct);

    /// <summary>Why nothing can be done on this case; null when something can.</summary>
    public static Problem? WhyStopped(this LockedCase locked) => locked switch
    {
        { Case.State: CaseState.Withdrawn } => Problem.Refused("R19", "case-withdrawn"),
        { Case.Dossier: null } => Problem.Refused("R55", "person-erased"),
        { Vacancy.CancelledAt: not null } => Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict),
        { Vacancy: null or { Rules: null } } => Problem.Of("vacancy-unknown", StatusCodes.Status409Conflict),
        _ => null,
    };

    /// <summary>Why the case is not to be worked on, which has to be open for that (R23); null when it is.</summary>
    public static Problem? WhyNotOpen(this LockedCase locked) =>
        locked.WhyStopped() ?? (locked.Case.State is CaseState.Decided ? Problem.Refused("R23", "case-decided") : null);

    /// <summary>Who else has the case, and until when; null when nobody has.</summary>
    public static Problem? WhyClaimed(this LockedCase locked, string officer, Instant now) => locked.Case.LastClaim switch
    {
        { } claim when Claims.HolderOf(claim, officer, now) is ClaimHolder.Others => Problem.Refused("R23", "case-claimed", claim.By, WrittenDay.At(claim.Until, CultureInfo.CurrentUICulture))
            .With("claimedBy", claim.By).With("claimedUntil", InstantPattern.ExtendedIso.Format(claim.Until)),
        _ => null,
    };

    /// <summary>The officer has the case, for so long from now.</summary>
    public static void HoldBy(this Case row, string officer, Instant until) => (row.ClaimedBy, row.ClaimedUntil) = (officer, until);

    /// <summary>Nobody has the case any more.</summary>
    public static void Release(this Case row) => (row.ClaimedBy, row.ClaimedUntil) = (null, null);

    /// <summary>An entry of the record about who has the case.</summary>
    public static RecordEntry ClaimEntry(this LockedCase locked, string action, Caller caller) =>
        new(caller.Subject, action, "case", locked.Case.CandidacyId, locked.Case.PersonId, locked.Vacancy?.RuleVersion);
}
