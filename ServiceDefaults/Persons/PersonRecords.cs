using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Persons;

/// <summary>An entry of the record as the person it concerns may have it (R55): who acted is told by role, not by name.</summary>
/// <param name="At">When.</param>
/// <param name="Action">What.</param>
/// <param name="EntityType">To what kind of thing.</param>
/// <param name="EntityId">To which one.</param>
/// <param name="By"><c>you</c>, <c>the platform</c> or <c>an official</c>.</param>
public sealed record PersonRecordLine(Instant At, string Action, string EntityType, Guid EntityId, string By);

/// <summary>What every service tells and forgets of a person in the same way.</summary>
public static class PersonRecords
{
    /// <summary>The service's record about a person, the oldest entry first.</summary>
    /// <param name="db">The service's database.</param>
    /// <param name="persons">The person, and those merged into them.</param>
    /// <param name="subjects">The person's accounts.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<IReadOnlyList<PersonRecordLine>> RecordOfAsync(
        this ServiceDbContext db, Guid[] persons, IReadOnlyCollection<string> subjects, CancellationToken ct)
    {
        var entries = await db.Records.AsNoTracking().Where(r => persons.Contains(r.PersonId!.Value)).OrderBy(r => r.Id)
            .Select(r => new { r.At, r.Action, r.EntityType, r.EntityId, r.Actor }).ToListAsync(ct);
        return [.. entries.Select(e => new PersonRecordLine(e.At, e.Action, e.EntityType, e.EntityId, By(e.Actor)))];

        string By(string actor) => actor == RecordEntry.SystemActor ? "the platform" : subjects.Contains(actor) ? "you" : "an official";
    }

    /// <summary>
    /// Forgets what every service keeps of a person beside its own tables, in the surrounding transaction: accounts that stood
    /// for them, events about them that could not be sent, and the record's personal texts, whose chain stays as it is (R54).
    /// </summary>
    public static async Task ForgetTracesAsync(this ServiceDbContext db, Guid[] persons, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"update merged_persons set subject = null where person_id = any({persons})", ct);
        foreach (var person in persons)
        {
            await db.Database.ExecuteSqlAsync($"delete from outbox_failed where strpos(body, {person.ToString()}) > 0", ct);
            await db.ForgetPersonAsync(person, ct);
        }
    }
}
