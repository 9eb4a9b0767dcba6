using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Assessment.Features;
using Selection.Contracts.Assessment.V1;

namespace Selection.Assessment.Vendor;

/// <summary>One message of the vendor, read: either a sitting with the hash of its content, or the reason why it is none.</summary>
internal sealed record Submission(SubmitResultRequest Message, Guid SessionId, Sitting? Sitting, byte[] Content, string? Refusal)
{
    private const int MaxIdLength = 100;
    private const int MaxParts = 50;

    /// <summary>Reads a message (R30, R35).</summary>
    public static Submission Read(SubmitResultRequest message)
    {
        if (FaultOfId(message.ResultId) is { } resultId) return Refuse(message, $"result_id {resultId}");
        if (message.Revision < 1) return Refuse(message, "revision must be 1 or higher");
        if (!Guid.TryParseExact(message.SessionId, "D", out var sessionId)) return Refuse(message, "session_id is not one of ours");
        if (FaultOfId(message.CandidateNumber) is { } number) return Refuse(message, $"candidate_number {number}");
        if (message.Parts.Count > MaxParts) return Refuse(message, $"there are {message.Parts.Count} parts, and at most {MaxParts} are taken");
        if (!TryOutcome(message.Outcome, out var outcome)) return Refuse(message, "outcome must be TAKEN, ABSENT or INCIDENT");
        if (message.TakenAt is { } taken && ProtoTime.Read(taken) is null) return Refuse(message, "taken_at is not a time in the years 1 to 9999");

        decimal? score = null;
        if (outcome == SittingOutcome.Taken)
        {
            switch (Scores.Read(message.Score))
            {
                case ScoreReading.Value value: score = value.Score; break;
                case ScoreReading.Refused refused: return Refuse(message, $"score {refused.Reason}");
            }
        }
        else if (message.Score.Length > 0 || message.Parts.Count > 0)
        {
            return Refuse(message, "score and parts are only set when outcome is TAKEN");
        }

        var parts = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        for (var i = 0; i < message.Parts.Count; i++)
        {
            var part = message.Parts[i];
            if (FaultOfId(part.Part) is { } name) return Refuse(message, $"parts[{i}].part {name}");
            switch (Scores.Read(part.Score))
            {
                case ScoreReading.Refused refused: return Refuse(message, $"parts[{i}].score {refused.Reason}");
                case ScoreReading.Value value when !parts.TryAdd(part.Part, value.Score): return Refuse(message, $"parts[{i}].part was there before");
            }
        }

        var sitting = new Sitting(message.ResultId, message.Revision, outcome, score, parts.Count == 0 ? null : parts);
        return new Submission(message, sessionId, sitting, Hash(message, sitting), null);
    }

    /// <summary>The same as a refusal, without what the database does not hold: so much of it as says whose it was.</summary>
    public Submission WithoutContent()
    {
        var kept = new SubmitResultRequest { ResultId = Cut(Message.ResultId), Revision = Message.Revision, SessionId = Cut(Message.SessionId), CandidateNumber = Cut(Message.CandidateNumber), Outcome = Message.Outcome };
        return Refuse(kept, "the content of this message cannot be stored");
    }

    /// <summary>When it was taken, as the vendor says: evidence only.</summary>
    public Instant? TakenAt() => Refusal is null && Message.TakenAt is { } taken ? ProtoTime.Read(taken) : null;

    /// <summary>The parts as received.</summary>
    public string PartsAsReceived() => JsonSerializer.Serialize(Message.Parts.Select(p => new { part = Storable(p.Part), score = Storable(p.Score) }));

    /// <summary>Text PostgreSQL can keep: its texts have no NUL.</summary>
    public static string Storable(string text) => text.Replace('\0', '\uFFFD');

    private static Submission Refuse(SubmitResultRequest message, string reason) => new(message, Guid.Empty, null, [], reason);

    private static string? FaultOfId(string text) => text switch
    {
        { Length: 0 } => "is missing",
        { Length: > MaxIdLength } => $"has more than {MaxIdLength} characters",
        _ => text.Any(char.IsControl) ? "has a control character" : null,
    };

    private static string Cut(string text) => text.Length <= MaxIdLength ? text : text[..(char.IsHighSurrogate(text[MaxIdLength - 1]) ? MaxIdLength - 1 : MaxIdLength)];

    private static bool TryOutcome(Outcome outcome, out SittingOutcome read)
    {
        read = outcome switch
        {
            Outcome.Taken => SittingOutcome.Taken,
            Outcome.Absent => SittingOutcome.Absent,
            Outcome.Incident => SittingOutcome.Incident,
            _ => default,
        };
        return outcome is Outcome.Taken or Outcome.Absent or Outcome.Incident;
    }

    /// <summary>Over everything it says but its name: 60 and 60.0 are the same, and so are parts in another order (R35).</summary>
    private static byte[] Hash(SubmitResultRequest message, Sitting sitting)
    {
        var text = JsonSerializer.Serialize(new
        {
            message.SessionId,
            message.CandidateNumber,
            sitting.Outcome,
            Score = sitting.Score is { } score ? Scores.Write(score) : null,
            Parts = sitting.Parts?.Select(p => new { p.Key, Value = Scores.Write(p.Value) }),
            TakenAt = message.TakenAt is { } at ? (long[])[at.Seconds, at.Nanos] : null,
        });
        return SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }
}
