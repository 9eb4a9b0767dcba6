using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Domain;

namespace Selection.Candidacies.Data;

/// <summary>Messages in bursts: one statement for many rows, in the surrounding transaction. What was told before is not told again.</summary>
internal static class MessageWrites
{
    /// <summary>Tells these people what each message says.</summary>
    public static async Task TellAsync(this CandidacyDb db, IReadOnlyCollection<Message> messages, CancellationToken ct)
    {
        if (messages.Count == 0) return;
        await db.Database.ExecuteSqlAsync($"""
            insert into messages (message_id, person_id, candidacy_id, vacancy_id, kind, args, stage, source_id, source_version, created_at)
            select message_id, person_id, candidacy_id, vacancy_id, kind, args::jsonb, stage, source_id, source_version, created_at
            from unnest(
                {messages.Select(m => m.MessageId).ToArray()}, {messages.Select(m => m.PersonId).ToArray()},
                {messages.Select(m => m.CandidacyId).ToArray()}, {messages.Select(m => m.VacancyId).ToArray()},
                {messages.Select(m => m.Kind).ToArray()}, {messages.Select(m => m.Args).ToArray()}, {messages.Select(m => m.Stage.ToString()).ToArray()},
                {messages.Select(m => m.SourceId).ToArray()}, {messages.Select(m => m.SourceVersion).ToArray()}, {messages.Select(m => m.CreatedAt).ToArray()})
                as m (message_id, person_id, candidacy_id, vacancy_id, kind, args, stage, source_id, source_version, created_at)
            order by source_id
            on conflict (source_id, kind, source_version) do nothing
            """, ct);
    }

    /// <summary>Tells everyone who takes part in a procedure the same, however many they are; whoever has withdrawn or lapsed is left in peace.</summary>
    /// <param name="db">The database.</param>
    /// <param name="vacancyId">Whose candidates.</param>
    /// <param name="vacancyVersion">The version of the vacancy that says it: the same again tells nothing.</param>
    /// <param name="kind">Names the text.</param>
    /// <param name="now">When.</param>
    /// <param name="args">What the text's placeholders stand for.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="only">Only those whose candidacy is this.</param>
    /// <returns>How many were told.</returns>
    public static Task<int> TellCandidatesAsync(
        this CandidacyDb db, Guid vacancyId, long vacancyVersion, string kind, Instant now, object? args, CancellationToken ct, CandidacyState? only = null) =>
        db.Database.ExecuteSqlAsync($"""
            insert into messages (message_id, person_id, candidacy_id, vacancy_id, kind, args, stage, source_id, source_version, created_at)
            select gen_random_uuid(), person_id, candidacy_id, vacancy_id, {kind}, {Message.JsonOf(args)}::jsonb, 'Candidacy', candidacy_id, {vacancyVersion}, {now}
            from candidacies where vacancy_id = {vacancyId} and state not in ('Withdrawn', 'Lapsed') and state = coalesce({only?.ToString()}, state)
            order by candidacy_id
            on conflict (source_id, kind, source_version) do nothing
            """, ct);
}
