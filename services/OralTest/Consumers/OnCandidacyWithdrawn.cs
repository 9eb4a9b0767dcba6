using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Consumers;

/// <summary>R19: final. It stands also where the assessment's outcome is heard after it.</summary>
internal sealed class OnCandidacyWithdrawn(OralTestDb db, IClock clock) : IConsumer<CandidacyWithdrawn>
{
    public async Task Consume(ConsumeContext<CandidacyWithdrawn> context)
    {
        var (message, ct) = (context.Message, context.CancellationToken);
        var candidacy = await db.MeetCandidacyAsync(message.CandidacyId, message.VacancyId, message.PersonId, ct);
        if (candidacy.State == CandidacyState.Withdrawn) return;
        var now = clock.GetCurrentInstant();
        var ruleVersion = await db.Vacancies.Where(v => v.VacancyId == candidacy.VacancyId).Select(v => (int?)v.RuleVersion).SingleOrDefaultAsync(ct);
        await Departure.ClearAsync(db, candidacy, ruleVersion, now, ct);
        candidacy.State = CandidacyState.Withdrawn;
        candidacy.Version++;
        db.Record(new RecordEntry(RecordEntry.SystemActor, "candidacy.withdrawn", "candidacy", candidacy.CandidacyId, candidacy.PersonId, ruleVersion), now);
    }
}
