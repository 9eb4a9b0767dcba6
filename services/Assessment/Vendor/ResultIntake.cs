using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features;
using Selection.Contracts.Assessment.V1;
using Selection.ServiceDefaults.Database;

namespace Selection.Assessment.Vendor;

/// <summary>What became of one message: its receipt, or the fault that kept it from being taken in.</summary>
internal readonly record struct Taken(ResultReceipt? Receipt, Exception? Fault);

/// <summary>
/// Takes results in (R35): a batch is one transaction, and its receipts are given once that is committed. Two connections
/// that send the same at once meet at the person's lock, or at the ledger's unique index; the later one judges again.
/// </summary>
internal sealed partial class ResultIntake(IServiceScopeFactory scopes, IClock clock, ILogger<ResultIntake> logger)
{
    private const int Attempts = 5;

    /// <summary>
    /// Judges and applies results in their order; the answers are in the same order. Where the database refuses a batch,
    /// each is taken alone, so that none of them costs a neighbour its receipt.
    /// </summary>
    /// <exception cref="Exception">The database is away: nothing has a receipt.</exception>
    public async Task<IReadOnlyList<Taken>> TakeAsync(IReadOnlyList<SubmitResultRequest> messages, string vendor, CancellationToken ct)
    {
        var submissions = messages.Select(Submission.Read).ToList();
        if (submissions.Count == 1) return [await TakeAloneAsync(submissions[0], vendor, ct)];
        try
        {
            return [.. (await TakeTogetherAsync(submissions, vendor, ct)).Select(receipt => new Taken(receipt, null))];
        }
        catch (Exception e) when (e is not OperationCanceledException && (IsLostRace(e) || !DatabaseFaults.WillPass(e)))
        {
            LogAlone(submissions.Count, e.GetType().Name);
        }

        var taken = new List<Taken>(submissions.Count);
        foreach (var submission in submissions) taken.Add(await TakeAloneAsync(submission, vendor, ct));
        return taken;
    }

    private async Task<Taken> TakeAloneAsync(Submission submission, string vendor, CancellationToken ct)
    {
        try
        {
            return new Taken(await TakeOrRefuseAsync(submission, vendor, ct), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new Taken(null, e);
        }
    }

    private async Task<ResultReceipt> TakeOrRefuseAsync(Submission submission, string vendor, CancellationToken ct)
    {
        try
        {
            return (await TakeTogetherAsync([submission], vendor, ct))[0];
        }
        catch (Exception e) when (IsRefused(e))
        {
            LogRefused(VendorErrors.Find<PostgresException>(e)!.SqlState);
        }

        var kept = submission.WithoutContent();
        await TakeTogetherAsync([kept], vendor, ct);
        return Receipt(submission, Judgement.Rejected(kept.Refusal!));
    }

    private async Task<IReadOnlyList<ResultReceipt>> TakeTogetherAsync(List<Submission> submissions, string vendor, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var judgements = await TryTakeAsync(submissions, vendor, ct);
                return [.. submissions.Zip(judgements, Receipt)];
            }
            catch (Exception e) when (attempt < Attempts && IsLostRace(e))
            {
                LogAgain(attempt, e.GetType().Name);
            }
        }
    }

    private async Task<IReadOnlyList<Judgement>> TryTakeAsync(List<Submission> submissions, string vendor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AssessmentDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        var readable = submissions.Where(s => s.Sitting is not null).ToList();
        var numbers = readable.Select(s => Submission.Storable(s.Message.CandidateNumber)).Distinct().ToArray();
        var resultIds = readable.Select(s => s.Message.ResultId).Distinct().ToArray();
        var persons = await db.Bookings.Where(b => numbers.Contains(b.CandidateNumber)).Select(b => b.PersonId).Distinct().ToListAsync(ct);
        var files = await PersonFiles.LockAsync(db, persons, [], ct);
        var standing = await StandingAsync(db, vendor, resultIds, ct);
        var corrections = await db.Corrections.Where(c => c.State == CorrectionState.Waiting
            && db.Candidacies.Any(k => k.CandidacyId == c.CandidacyId && persons.Contains(k.PersonId))).ToDictionaryAsync(c => c.CandidacyId, ct);

        var now = clock.GetCurrentInstant();
        var apply = new ApplyResult(db, files, corrections, now);
        var judgements = new List<Judgement>(submissions.Count);
        foreach (var submission in submissions)
        {
            var booking = submission.Sitting is null ? null : files.ByNumber(submission.Message.CandidateNumber);
            var judgement = Judge(submission, vendor, files, booking, standing, now);
            judgements.Add(judgement);
            db.Submissions.Add(RowOf(submission, vendor, judgement, booking, now));
            if (judgement.Verdict is Verdict.Accepted or Verdict.Superseded)
                standing[submission.Message.ResultId] = [.. standing.GetValueOrDefault(submission.Message.ResultId, []), new StandingResult(submission.Message.ResultId, submission.Message.Revision, booking!.BookingId, submission.Content)];
            if (judgement.Verdict == Verdict.Accepted) apply.Accept(booking!, submission.Sitting!);
        }

        await files.SaveSeatsAsync(ct);
        await db.SaveManyAsync(ct);
        await transaction.CommitAsync(ct);
        Tell(submissions, judgements, vendor);
        return judgements;
    }

    private void Tell(List<Submission> submissions, List<Judgement> judgements, string vendor)
    {
        foreach (var verdicts in judgements.GroupBy(j => j.Verdict))
            VendorMeters.Results.Add(verdicts.Count(), new KeyValuePair<string, object?>("disposition", verdicts.Key.ToString()));
        foreach (var (submission, judgement) in submissions.Zip(judgements))
        {
            if (judgement.Verdict == Verdict.Conflict) LogConflict(submission.Message.ResultId, submission.Message.Revision, vendor, judgement.Reason);
        }
    }

    private static Judgement Judge(
        Submission submission,
        string vendor,
        PersonFiles files,
        BookingRow? booking,
        Dictionary<string, IReadOnlyList<StandingResult>> standing,
        Instant now)
    {
        if (submission.Refusal is { } refusal) return Judgement.Rejected(refusal);
        var facts = booking is null ? null : FactsOf(files, booking, now);
        var message = submission.Message;
        return Submissions.Judge(message.ResultId, message.Revision, submission.Content, submission.SessionId, vendor, standing.GetValueOrDefault(message.ResultId, []), facts, now);
    }

    private static BookingFacts FactsOf(PersonFiles files, BookingRow booking, Instant now)
    {
        var session = files.Session(booking.SessionId);
        return new BookingFacts(
            booking.BookingId,
            session.SessionId,
            session.VendorClientId,
            session.StartsAt,
            booking.State is BookingState.Cancelled or BookingState.Released,
            files.Candidacy(booking.CandidacyId)!.Standing == Standing.Ended,
            booking.ResultId,
            files.BookingsOf(booking.CandidacyId).Any(b => b.BookedAt > booking.BookedAt && b.State is BookingState.Booked or BookingState.Closed && files.Session(b.SessionId).StartsAt <= now && b != booking));
    }

    private static async Task<Dictionary<string, IReadOnlyList<StandingResult>>> StandingAsync(AssessmentDb db, string vendor, string[] resultIds, CancellationToken ct)
    {
        var rows = await db.Submissions.AsNoTracking()
            .Where(s => s.Vendor == vendor && resultIds.Contains(s.ResultId) && (s.Verdict == Verdict.Accepted || s.Verdict == Verdict.Superseded))
            .Select(s => new { s.ResultId, s.Revision, s.BookingId, s.Content }).ToListAsync(ct);
        return rows.GroupBy(s => s.ResultId).ToDictionary(
            g => g.Key,
            g => (IReadOnlyList<StandingResult>)[.. g.Select(s => new StandingResult(s.ResultId, s.Revision, s.BookingId!.Value, s.Content))]);
    }

    private static SubmissionRow RowOf(Submission submission, string vendor, Judgement judgement, BookingRow? booking, Instant now) => new()
    {
        Vendor = vendor,
        ResultId = Submission.Storable(submission.Message.ResultId),
        Revision = submission.Message.Revision,
        SessionId = Submission.Storable(submission.Message.SessionId),
        CandidateNumber = Submission.Storable(submission.Message.CandidateNumber),
        Outcome = submission.Message.Outcome.ToString(),
        Score = Submission.Storable(submission.Message.Score),
        Parts = submission.PartsAsReceived(),
        TakenAt = submission.TakenAt(),
        Content = submission.Content,
        Verdict = judgement.Verdict,
        Reason = judgement.Reason,
        BookingId = booking?.BookingId,
        ReceivedAt = now,
    };

    private static ResultReceipt Receipt(Submission submission, Judgement judgement) => new()
    {
        ResultId = submission.Message.ResultId,
        Revision = submission.Message.Revision,
        Reason = judgement.Reason,
        Disposition = judgement.Verdict switch
        {
            Verdict.Accepted => Disposition.Accepted,
            Verdict.Duplicate => Disposition.Duplicate,
            Verdict.Superseded => Disposition.Superseded,
            Verdict.Conflict => Disposition.Conflict,
            Verdict.Rejected => Disposition.Rejected,
        },
    };

    private static bool IsLostRace(Exception e) => e is DbUpdateConcurrencyException || VendorErrors.Find<PostgresException>(e) is
    {
        SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    /// <summary>What no second attempt changes: values the database cannot hold, or that one of its constraints or limits refuses.</summary>
    private static bool IsRefused(Exception e) =>
        !IsLostRace(e) && VendorErrors.Find<PostgresException>(e) is { SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] };

    [LoggerMessage(LogLevel.Warning, "Result {ResultId}, revision {Revision}, of vendor {Vendor} is in conflict: {Reason}.")]
    private partial void LogConflict(string resultId, int revision, string vendor, string reason);

    [LoggerMessage(LogLevel.Information, "A batch of results is judged again after attempt {Attempt}: {Why}.")]
    private partial void LogAgain(int attempt, string why);

    [LoggerMessage(LogLevel.Warning, "A batch of {Count} results could not be taken as one ({Why}); each is taken alone.")]
    private partial void LogAlone(int count, string why);

    [LoggerMessage(LogLevel.Error, "The database refuses a result (SQL state {SqlState}); it is kept as rejected, without its content.")]
    private partial void LogRefused(string sqlState);
}
