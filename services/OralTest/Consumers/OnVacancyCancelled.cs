using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Consumers;

/// <summary>
/// R3: cancelling is for good and ends what was still going: candidacies, hearings, and the slots to come are free. It stands
/// also where the publication or a candidacy is heard after it. Nobody is stopped by it: the candidates hear of it from Candidacy.
/// </summary>
internal sealed class OnVacancyCancelled(OralTestDb db, IClock clock) : IConsumer<VacancyCancelled>
{
    public async Task Consume(ConsumeContext<VacancyCancelled> context)
    {
        var ct = context.CancellationToken;
        var vacancy = await db.MeetVacancyAsync(context.Message.VacancyId, ct);
        if (vacancy.Cancelled) return;
        vacancy.Cancelled = true;
        int? ruleVersion = vacancy.Competencies is null ? null : vacancy.RuleVersion;

        var ended = await EndCandidaciesAsync(vacancy.VacancyId, ct);
        var now = clock.GetCurrentInstant();
        await AbandonHearingsAsync(vacancy.VacancyId, ruleVersion, now, ct);
        var slots = await ReleaseSlotsAsync(vacancy.VacancyId, now, ct);
        db.Record(new RecordEntry(RecordEntry.SystemActor, "vacancy.cancelled", "vacancy", vacancy.VacancyId, RuleVersion: ruleVersion,
            Details: new { candidacies = ended.Count, slots = slots.Count }), now);
        await db.RecordManyAsync(
            ended.ConvertAll(c => new RecordEntry(RecordEntry.SystemActor, "oral-test.cancelled", "candidacy", c.CandidacyId, c.PersonId, ruleVersion,
                slots.TryGetValue(c.CandidacyId, out var slotId) ? new { slotId } : null)),
            now, ct);
    }

    /// <summary>Locked in one order beforehand, as the commands that take several do.</summary>
    private Task<List<Ended>> EndCandidaciesAsync(Guid vacancyId, CancellationToken ct)
    {
        string[] going = [.. CandidacyProgress.Going.Select(state => state.ToString())];
        return db.Database.SqlQuery<Ended>(
            $"""
            with going as materialized (
                select candidacy_id from candidacies where vacancy_id = {vacancyId} and state = any({going})
                order by candidacy_id for update)
            update candidacies c set state = 'Cancelled', invited_until = null, version = c.version + 1
            from going where c.candidacy_id = going.candidacy_id
            returning c.candidacy_id, c.person_id
            """).ToListAsync(ct);
    }

    private async Task AbandonHearingsAsync(Guid vacancyId, int? ruleVersion, Instant now, CancellationToken ct)
    {
        var abandoned = await db.Database.SqlQuery<Abandoned>(
            $"""
            update hearings h set state = 'Abandoned', version = h.version + 1, paused_at = null, closed_at = coalesce(h.closed_at, {now})
            from candidacies c where h.vacancy_id = {vacancyId} and h.state in ('Open', 'Closed') and c.candidacy_id = h.candidacy_id
            returning h.hearing_id, c.candidacy_id, c.person_id
            """).ToListAsync(ct);
        await db.RecordManyAsync(
            abandoned.ConvertAll(h => new RecordEntry(RecordEntry.SystemActor, "hearing.abandoned", "hearing", h.HearingId, h.PersonId, ruleVersion, new { h.CandidacyId })),
            now, ct);
    }

    /// <returns>The slots that are free now, by the candidacy that had them.</returns>
    private async Task<Dictionary<Guid, Guid>> ReleaseSlotsAsync(Guid vacancyId, Instant now, CancellationToken ct)
    {
        var released = await db.Database.SqlQuery<Released>(
            $"""
            with held as materialized (
                select slot_id, candidacy_id from slots where vacancy_id = {vacancyId} and candidacy_id is not null and preparation_at > {now}
                order by slot_id for update)
            update slots s set candidacy_id = null, confirmed_at = null, version = s.version + 1
            from held where s.slot_id = held.slot_id
            returning held.candidacy_id, s.slot_id
            """).ToListAsync(ct);
        return released.ToDictionary(slot => slot.CandidacyId, slot => slot.SlotId);
    }

    private sealed record Ended(Guid CandidacyId, Guid PersonId);

    private sealed record Abandoned(Guid HearingId, Guid CandidacyId, Guid PersonId);

    private sealed record Released(Guid CandidacyId, Guid SlotId);
}
