using MassTransit;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Consumers;

internal sealed class OnAssessmentPassed(OralTestDb db, IClock clock) : IConsumer<AssessmentPassed>
{
    public Task Consume(ConsumeContext<AssessmentPassed> context) => AssessmentWord.TakeAsync(
        db, clock, context.Message.CandidacyId, context.Message.VacancyId, context.Message.PersonId, context.Message.Version, passedOrExempt: true, context.CancellationToken);
}

internal sealed class OnAssessmentExempted(OralTestDb db, IClock clock) : IConsumer<AssessmentExempted>
{
    public Task Consume(ConsumeContext<AssessmentExempted> context) => AssessmentWord.TakeAsync(
        db, clock, context.Message.CandidacyId, context.Message.VacancyId, context.Message.PersonId, context.Message.Version, passedOrExempt: true, context.CancellationToken);
}

internal sealed class OnAssessmentCorrected(OralTestDb db, IClock clock) : IConsumer<AssessmentCorrected>
{
    public Task Consume(ConsumeContext<AssessmentCorrected> context) => AssessmentWord.TakeAsync(
        db, clock, context.Message.CandidacyId, context.Message.VacancyId, context.Message.PersonId, context.Message.Version, context.Message.Passed, context.CancellationToken);
}

internal sealed class OnAssessmentExemptionWithdrawn(OralTestDb db, IClock clock) : IConsumer<AssessmentExemptionWithdrawn>
{
    public Task Consume(ConsumeContext<AssessmentExemptionWithdrawn> context) => AssessmentWord.TakeAsync(
        db, clock, context.Message.CandidacyId, context.Message.VacancyId, context.Message.PersonId, context.Message.Version, passedOrExempt: false, context.CancellationToken);
}

/// <summary>The assessment's newest word on a candidacy (R36, R40), whatever the order in which its words arrive.</summary>
internal static class AssessmentWord
{
    public static async Task TakeAsync(
        OralTestDb db, IClock clock, Guid candidacyId, Guid vacancyId, Guid personId, long version, bool passedOrExempt, CancellationToken ct)
    {
        var vacancy = await db.MeetAndHoldVacancyAsync(vacancyId, ct);
        var candidacy = await db.MeetCandidacyAsync(candidacyId, vacancyId, personId, ct);
        if (version <= candidacy.AssessmentSeen) return;
        candidacy.AssessmentSeen = version;
        var next = CandidacyProgress.AfterAssessment(candidacy.State, passedOrExempt, vacancy.Cancelled);
        if (next == candidacy.State) return;

        var now = clock.GetCurrentInstant();
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
        db.Record(new RecordEntry(RecordEntry.SystemActor, action, "candidacy", candidacyId, candidacy.PersonId, ruleVersion), now);
    }
}
