using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;

namespace Selection.Assessment.Data;

/// <summary>
/// Applies a person's ledger to all their candidacies (R31 to R34): the one function behind an admission, an import, a pass, a
/// fail and an entry taken back.
/// </summary>
internal static class Reassessment
{
    /// <summary>Looks at every candidacy of a person again; what was decided stays, but for what R34 says of a pass.</summary>
    /// <param name="files">The person's files, locked.</param>
    /// <param name="personId">Whose.</param>
    /// <param name="now">When.</param>
    /// <param name="pass">
    /// A pass by a result that has just become known. Results of two procedures come in any order, and a pass counts from its test
    /// day on (R34): it exempts also where a later sitting of the person was decided before it was heard of.
    /// </param>
    public static void Reassess(this PersonFiles files, Guid personId, Instant now, LedgerEntry? pass = null)
    {
        personId = files.PersonOf(personId);
        var ledger = files.LedgerOf(personId);
        foreach (var candidacy in files.Candidacies.Where(c => c.PersonId == personId).OrderBy(c => c.CandidacyId))
        {
            if (files.Vacancy(candidacy.VacancyId) is not { } vacancy || candidacy.ClosingDate is not { } closingDate || files.IsCancelled(candidacy.VacancyId)) continue;
            var sat = files.SittingDay(candidacy.CandidacyId, now);
            switch (candidacy.Standing, candidacy.StopReason)
            {
                case (Standing.ToBook or Standing.Booked, _) or (Standing.Stopped, AssessmentStop.Barred):
                    files.Apply(ledger, candidacy, vacancy, Exemptions.Find(ledger, vacancy.LevelGroup, closingDate, sat), now);
                    break;
                case (Standing.Failed, _) or (Standing.Stopped, AssessmentStop.Absent) when pass is not null && Exemptions.Find([pass], vacancy.LevelGroup, closingDate, sat) is { } earlier:
                    files.Exempt(candidacy, earlier, now);
                    break;
                case (Standing.Exempted, _) when candidacy.ExemptionEntryId is { } entryId && ledger.All(e => e.EntryId != entryId):
                    files.RestElsewhere(candidacy, entryId, Exemptions.Find(ledger, vacancy.LevelGroup, closingDate, sat), now);
                    break;
            }
        }
    }

    /// <summary>One candidacy that is open, or stopped by a bar.</summary>
    private static void Apply(this PersonFiles files, IReadOnlyList<LedgerEntry> ledger, CandidacyRow candidacy, VacancyRow vacancy, Exemption? exemption, Instant now)
    {
        var seat = files.SeatOf(candidacy.CandidacyId) is { } taken && files.Session(taken.SessionId).StartsAt > now ? taken : null;
        if (exemption is not null)
        {
            if (seat is not null) files.Release(candidacy, seat, now);
            files.Exempt(candidacy, exemption, now);
        }
        else if (candidacy.Standing == Standing.Stopped)
        {
            // The bar has been taken back: a sitting is owed.
            if (ledger.Any(e => e.Kind == LedgerKind.DevelopmentPeriod && e.LevelGroup <= vacancy.LevelGroup && e.Until == candidacy.BarredUntil)) return;
            candidacy.NewSittingSince = now;
            files.Invite(candidacy, now);
        }
        else if (seat is not null && DevelopmentPeriods.BarredUntil(ledger, vacancy.LevelGroup, files.Session(seat.SessionId).Day) is { } until)
        {
            files.Release(candidacy, seat, now);
            candidacy.Standing = Standing.ToBook;
            // While registration runs, a session after the bar may still be chosen; its end decides otherwise.
            if (files.CurrentPeriod(candidacy.VacancyId, now) is null) files.Stop(candidacy, AssessmentStop.Barred, until, now);
        }
    }

    /// <summary>What an exemption rested on is gone: it rests on something else, or an officer looks at it (R36).</summary>
    private static void RestElsewhere(this PersonFiles files, CandidacyRow candidacy, Guid entryId, Exemption? other, Instant now)
    {
        if (other is not null)
        {
            (candidacy.ExemptionGround, candidacy.ExemptSince, candidacy.ExemptionEntryId) = (other.Ground, other.Since, other.EntryId);
            candidacy.Next();
            files.Record("exemption.rests-elsewhere", candidacy, now, new { Was = entryId, other.Ground, other.Since, other.EntryId });
        }
        else if (files.IsVoidedNow(entryId))
        {
            files.OpenReview(candidacy, entryId, now);
        }
    }
}
