using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Background;

namespace Selection.Candidacies.Mails;

/// <summary>
/// Sends the copies that wait. A batch is claimed by moving its due time on, which is committed before anything is sent:
/// no transaction waits for a mail server, replicas skip each other's, and what a dead one had claimed comes due again. A crash
/// between sending and noting it sends again, under the same Message-ID.
/// </summary>
internal sealed partial class MailSender(IServiceScopeFactory scopes, MailSettings settings, ILogger<MailSender> logger) : RepeatedWork(TimeSpan.FromSeconds(1), logger)
{
    private const int BatchSize = 100;
    private static readonly Duration Lease = Duration.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>How many rounds in a row found no mail server.</summary>
    private int _unreachable;

    protected override TimeSpan Pause => _unreachable == 0 ? base.Pause : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, settings.RetryAfter.TotalSeconds * _unreachable));

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Leaves) return base.StartAsync(cancellationToken);
        LogWaitsForGood();
        return Task.CompletedTask;
    }

    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        var round = await SendBatchAsync(ct);
        _unreachable = round.Unreachable ? _unreachable + 1 : 0;
        if (_unreachable == 1) LogUnreachable();
        return _unreachable == 0 && round.Claimed == BatchSize;
    }

    private async Task<(int Claimed, bool Unreachable)> SendBatchAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CandidacyDb>();
        var claimed = await ClaimAsync(db, ct);
        if (claimed.Count == 0) return (0, false);
        var letters = (await ReadAsync(db, [.. claimed.Select(c => c.MessageId)], ct)).ToDictionary(l => l.MessageId);

        var waiting = Channel.CreateUnbounded<Claimed>();
        foreach (var mail in claimed) waiting.Writer.TryWrite(mail);
        waiting.Writer.Complete();
        var outcomes = (await Task.WhenAll(Enumerable.Range(0, Math.Min(settings.Connections, claimed.Count)).Select(_ => SendAsync(waiting.Reader, letters, ct)))).SelectMany(o => o).ToList();
        // Also when the process is stopping: what was sent is not to be sent again.
        await NoteAsync(db, outcomes, CancellationToken.None);
        return (claimed.Count, outcomes.Any(o => o.Delivery is Delivery.Unreachable));
    }

    /// <summary>One connection's share; once there is nobody to talk to, the rest is put back untried.</summary>
    private async Task<List<Outcome>> SendAsync(ChannelReader<Claimed> waiting, Dictionary<Guid, LetterFacts> letters, CancellationToken ct)
    {
        var outcomes = new List<Outcome>();
        var unreachable = false;
        await using var courier = new Courier(settings);
        while (waiting.TryRead(out var mail))
        {
            if (!letters.TryGetValue(mail.MessageId, out var facts)) outcomes.Add(new(mail, null, null));
            else if (unreachable || ct.IsCancellationRequested) outcomes.Add(new(mail, Delivery.Unreachable, null));
            else
            {
                var (delivery, error) = await DeliverAsync(courier, facts, ct);
                unreachable = delivery is Delivery.Unreachable;
                outcomes.Add(new(mail, delivery, error));
            }
        }

        return outcomes;
    }

    private async Task<(Delivery Delivery, string? Error)> DeliverAsync(Courier courier, LetterFacts facts, CancellationToken ct)
    {
        try
        {
            using var letter = Letter.Write(facts, settings, SystemClock.Instance.GetCurrentInstant());
            return await courier.DeliverAsync(letter, ct);
        }
        catch (ParseException)
        {
            return (Delivery.Refused, "The address is none an e-mail could be sent to.");
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return (Delivery.Unreachable, null);
        }
    }

    private static Task<List<Claimed>> ClaimAsync(CandidacyDb db, CancellationToken ct) => db.Database.SqlQuery<Claimed>($"""
        with next as materialized (
            select message_id from mails where state = 'Waiting' and due_at <= clock_timestamp()
            order by due_at limit {BatchSize} for update skip locked)
        update mails m set due_at = clock_timestamp() + {Lease}, attempts = attempts + 1
        from next where m.message_id = next.message_id
        returning m.message_id, m.attempts, m.waiting_since
        """).ToListAsync(ct);

    /// <summary>What is needed to write them; a person who is gone, or wants no copies any more, is not among them.</summary>
    private static Task<List<LetterFacts>> ReadAsync(CandidacyDb db, Guid[] messageIds, CancellationToken ct) => (
        from m in db.Messages.AsNoTracking()
        where messageIds.Contains(m.MessageId)
        join p in db.Persons on m.PersonId equals p.PersonId
        where p.MailCopies
        from v in db.Vacancies.Where(v => v.VacancyId == m.VacancyId).DefaultIfEmpty()
        select new LetterFacts(
            m.MessageId, m.SourceId, m.SourceVersion, m.Kind, m.Args,
            db.Messages.Where(e => m.Stage == ProcedureStage.OralTest && e.SourceId == m.SourceId && (e.Kind == "oral-test-planned" || e.Kind == "oral-test-moved") && e.SourceVersion < m.SourceVersion)
                .OrderByDescending(e => e.SourceVersion).Select(e => e.Args).FirstOrDefault(),
            m.Stage, m.CandidacyId, p.Email, p.Language, v.SelectionCode)).ToListAsync(ct);

    private async Task NoteAsync(CandidacyDb db, List<Outcome> outcomes, CancellationToken ct)
    {
        var unwanted = outcomes.Where(o => o.Delivery is null).Select(o => o.Mail.MessageId).ToArray();
        if (unwanted.Length > 0) await db.Database.ExecuteSqlAsync($"delete from mails where message_id = any({unwanted})", ct);
        var now = SystemClock.Instance.GetCurrentInstant();
        var notes = outcomes.Where(o => o.Delivery is not null).Select(o => (o.Mail.MessageId, Note: NoteOf(o, now), o.Error)).ToList();
        var failed = notes.Count(n => n.Note.State is MailState.Failed);
        if (failed > 0) LogFailed(failed);
        await db.Database.ExecuteSqlAsync($"""
            update mails m set state = n.state, attempts = n.attempts, error = n.error,
                due_at = case when n.wait is null then m.due_at else clock_timestamp() + n.wait end,
                sent_at = case when n.state = 'Sent' then clock_timestamp() end
            from unnest(
                {notes.Select(n => n.MessageId).ToArray()}, {notes.Select(n => n.Note.State.ToString()).ToArray()}, {notes.Select(n => n.Note.Attempts).ToArray()},
                {notes.Select(n => n.Note.Wait).ToArray()}, {notes.Select(n => n.Error).ToArray()}) as n (message_id, state, attempts, wait, error)
            where m.message_id = n.message_id
            """, ct);
    }

    private (MailState State, int Attempts, Duration? Wait) NoteOf(Outcome outcome, Instant now)
    {
        var mail = outcome.Mail;
        var wait = MailRetries.Wait(mail.Attempts, settings.RetryAfter, now - mail.WaitingSince, settings.GiveUpAfter);
        return outcome.Delivery switch
        {
            Delivery.HandedOver => (MailState.Sent, mail.Attempts, null),
            Delivery.Refused => (MailState.Failed, mail.Attempts, null),
            _ when wait is null => (MailState.Failed, mail.Attempts, null),
            // Nobody was there: it was no try of this e-mail.
            Delivery.Unreachable => (MailState.Waiting, mail.Attempts - 1, settings.RetryAfter),
            _ => (MailState.Waiting, mail.Attempts, wait),
        };
    }

    private sealed record Claimed(Guid MessageId, int Attempts, Instant WaitingSince);

    /// <summary>Delivery is null where there is nobody to send to.</summary>
    private sealed record Outcome(Claimed Mail, Delivery? Delivery, string? Error);

    [LoggerMessage(LogLevel.Warning, "No mail server and no pick-up folder is set: e-mail copies wait.")]
    private partial void LogWaitsForGood();

    [LoggerMessage(LogLevel.Warning, "The mail server cannot be reached; e-mail copies wait.")]
    private partial void LogUnreachable();

    [LoggerMessage(LogLevel.Warning, "{Count} e-mail copies were refused for good or given up; operators find them under operations/mails.")]
    private partial void LogFailed(int count);
}
