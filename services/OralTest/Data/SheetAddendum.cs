using NodaTime;
using Selection.OralTest.Domain;

namespace Selection.OralTest.Data;

/// <summary>A correction of a submitted sheet, beside the original (R43): the last one for a competency counts in the comparison.</summary>
public sealed class SheetAddendum
{
    public long Id { get; init; }

    public required Guid HearingId { get; init; }

    public required string Subject { get; init; }

    public required string Code { get; init; }

    public required decimal Score { get; init; }

    public required string Reason { get; init; }

    public required Instant MadeAt { get; init; }
}

/// <summary>Sheets with their corrections.</summary>
internal static class CorrectedSheets
{
    /// <summary>The lines as they count: notes stay, and a corrected score takes the place of the submitted one.</summary>
    /// <param name="sheet">The sheet as submitted.</param>
    /// <param name="addenda">Its corrections, the oldest first.</param>
    public static IReadOnlyList<ScoreLine> Corrected(this Sheet sheet, IEnumerable<SheetAddendum> addenda)
    {
        var scores = addenda.GroupBy(a => a.Code).ToDictionary(same => same.Key, same => same.Last().Score);
        return [.. sheet.Contents.Select(line => scores.TryGetValue(line.Code, out var corrected) ? line with { Score = corrected } : line)];
    }
}
