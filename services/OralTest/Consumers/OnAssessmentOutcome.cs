using MassTransit;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Consumers;

internal sealed class OnAssessmentPassed(OralTestDb db, IClock clock, Inbox inbox) : IConsumer<Batch<AssessmentPassed>>
{
    public Task Consume(ConsumeContext<Batch<AssessmentPassed>> context) => AssessmentWords.TakeAsync(
        db, clock, inbox.FreshOf(context.Message).Select(m => new AssessmentWord(m.CandidacyId, m.VacancyId, m.PersonId, m.Version, PassedOrExempt: true)), context.CancellationToken);
}

internal sealed class OnAssessmentExempted(OralTestDb db, IClock clock, Inbox inbox) : IConsumer<Batch<AssessmentExempted>>
{
    public Task Consume(ConsumeContext<Batch<AssessmentExempted>> context) => AssessmentWords.TakeAsync(
        db, clock, inbox.FreshOf(context.Message).Select(m => new AssessmentWord(m.CandidacyId, m.VacancyId, m.PersonId, m.Version, PassedOrExempt: true)), context.CancellationToken);
}

internal sealed class OnAssessmentCorrected(OralTestDb db, IClock clock, Inbox inbox) : IConsumer<Batch<AssessmentCorrected>>
{
    public Task Consume(ConsumeContext<Batch<AssessmentCorrected>> context) => AssessmentWords.TakeAsync(
        db, clock, inbox.FreshOf(context.Message).Select(m => new AssessmentWord(m.CandidacyId, m.VacancyId, m.PersonId, m.Version, m.Passed)), context.CancellationToken);
}

internal sealed class OnAssessmentExemptionWithdrawn(OralTestDb db, IClock clock, Inbox inbox) : IConsumer<Batch<AssessmentExemptionWithdrawn>>
{
    public Task Consume(ConsumeContext<Batch<AssessmentExemptionWithdrawn>> context) => AssessmentWords.TakeAsync(
        db, clock, inbox.FreshOf(context.Message).Select(m => new AssessmentWord(m.CandidacyId, m.VacancyId, m.PersonId, m.Version, PassedOrExempt: false)), context.CancellationToken);
}

/// <summary>
/// The assessment's newest words on candidacies (R36, R40), whatever the order in which they arrive. A session's results come in
/// bursts of thousands: a batch reads and writes all its candidacies together.
/// </summary>
internal static class AssessmentWords
{
    public static async Task TakeAsync(OralTestDb db, IClock clock, IEnumerable<AssessmentWord> words, CancellationToken ct)
    {
        // Always in the same order, so that two batches that meet wait for each other instead of dying.
        var newest = words.GroupBy(w => w.CandidacyId).Select(same => same.MaxBy(w => w.Version)!).OrderBy(w => w.CandidacyId).ToArray();
        var vacancies = await db.MeetAndHoldVacanciesAsync([.. newest.Select(w => w.VacancyId).Distinct().Order()], ct);
        var candidacies = await db.MeetCandidaciesAsync(newest, ct);
        var now = clock.GetCurrentInstant();
        foreach (var word in newest) await TakeAsync(db, word, vacancies[word.VacancyId], candidacies[word.CandidacyId], now, ct);
    }

    private static async Task TakeAsync(OralTestDb db, AssessmentWord word, Vacancy vacancy, Candidacy candidacy, Instant now, CancellationToken ct)
    {
        if (word.Version <= candidacy.AssessmentSeen) return;
        candidacy.AssessmentSeen = word.Version;
        var next = CandidacyProgress.AfterAssessment(candidacy.State, word.PassedOrExempt, vacancy.Cancelled);
        if (next == candidacy.State) return;

        int? ruleVersion = vacancy.Competencies is null ? null : vacancy.RuleVersion;
        if (next == CandidacyState.AssessmentLost) await Departure.ClearAsync(db, candidacy, ruleVersion, now, ct);
        candidacy.State = next;
        candidacy.InvitedUntil = null;
        candidacy.Version++;
        var action = next switch
        {
            CandidacyState.Reached => "oral-test.reached",
            CandidacyState.Cancelled => "oral-test.cancelled",
            _ => "oral-test.lost",
        };
        db.Record(new RecordEntry(RecordEntry.SystemActor, action, "candidacy", candidacy.CandidacyId, candidacy.PersonId, ruleVersion), now);
    }
}
