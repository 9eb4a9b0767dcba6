using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Consumers;

/// <summary>
/// Forgets a person (R55): the name, the account, measures, wishes, and what was written of the person by the committee and its
/// members. That there was a hearing, who sat in it and its figures stay.
/// </summary>
internal sealed class OnPersonErased(OralTestDb db, IClock clock) : IConsumer<PersonErased>
{
    public async Task Consume(ConsumeContext<PersonErased> context)
    {
        var (erased, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(erased.PersonId, ct);
        await db.TouchPersonalDataAsync(ct);
        // The highest version there is: no event about the person that comes later brings the name back.
        await db.Database.ExecuteSqlAsync($"""
            insert into persons (person_id, subject, first_name, last_name, language, seen)
            select id, 'erased-' || id, '', '', '', {long.MaxValue} from unnest({persons}) as id
            on conflict (person_id) do update
            set subject = excluded.subject, first_name = '', last_name = '', language = '', seen = excluded.seen
            """, ct);
        var hearings = await db.Hearings.Where(h => db.Candidacies.Any(c => c.CandidacyId == h.CandidacyId && persons.Contains(c.PersonId))).ToListAsync(ct);
        foreach (var hearing in hearings)
        {
            hearing.Motivation = "";
            hearing.Results = [.. hearing.Results.Select(r => r with { Motivation = "" })];
            hearing.CorrectionReason = hearing.CorrectionReason is null ? null : "";
            hearing.Version++;
        }

        var ids = hearings.Select(h => h.HearingId).ToArray();
        foreach (var sheet in await db.Sheets.Where(s => ids.Contains(s.HearingId)).ToListAsync(ct))
        {
            sheet.Scores = [.. sheet.Scores.Select(s => s with { Notes = "" })];
            // The hash in the record stays, and tells nothing without it.
            sheet.Salt = null;
            sheet.Version++;
        }

        await ForgetCourseAsync(ids, ct);
        await db.Database.ExecuteSqlAsync($"""
            update merits set seen = {long.MaxValue}, diplomas = '[]', experiences = '[]' where person_id = any({persons})
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update candidacies set measures = array[]::text[], merit_reason = case when merit_reason is null then null else '' end where person_id = any({persons})
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update conflicts set reason = '' where candidacy_id in (select candidacy_id from candidacies where person_id = any({persons}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"delete from wishes where candidacy_id in (select candidacy_id from candidacies where person_id = any({persons}))", ct);
        await db.ForgetTracesAsync(persons, ct);
        db.Record(new RecordEntry(RecordEntry.SystemActor, "person.erased", "person", erased.PersonId, erased.PersonId), clock.GetCurrentInstant());
    }

    /// <summary>What was said in the hearings and of the judgements; times, scores and results stay.</summary>
    private async Task ForgetCourseAsync(Guid[] hearings, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"update hearing_course set text = null where hearing_id = any({hearings}) and text is not null", ct);
        await db.Database.ExecuteSqlAsync($"update sheet_addenda set reason = '' where hearing_id = any({hearings})", ct);
        await db.Database.ExecuteSqlAsync($"""
            update judgements set motivation = '', correction_reason = case when correction_reason is null then null else '' end,
                results = (select coalesce(jsonb_agg(r - 'motivation' order by n), '[]') from jsonb_array_elements(results) with ordinality as e (r, n))
            where hearing_id = any({hearings})
            """, ct);
    }
}
