using NodaTime;

namespace Selection.OralTest.Domain;

/// <summary>A competency of a member's sheet as it stands, with the save it came from (R43).</summary>
/// <param name="Code">The competency.</param>
/// <param name="Score">From 0 to the scale, in halves; null while the member has not decided.</param>
/// <param name="Notes">The member's notes.</param>
/// <param name="MadeAt">When the member made it, by the clock of the device it was made on.</param>
/// <param name="SaveId">Names the save, and tells saves of one moment apart.</param>
public sealed record SheetLine(string Code, decimal? Score, string? Notes, Instant MadeAt, Guid SaveId)
{
    /// <summary>The line without its save.</summary>
    public ScoreLine Content => new(Code, Score, Notes);

    /// <summary>Whether a save is newer than the one this came from: made later, or at the same moment under a higher id.</summary>
    public bool IsOlderThan(SheetSave save) => (MadeAt, SaveId).CompareTo((save.MadeAt, save.SaveId)) < 0;
}

/// <summary>A member's save of some lines of their sheet: those that changed, and no others.</summary>
/// <param name="SaveId">Names it: the same one again is a repetition.</param>
/// <param name="MadeAt">When the member made it, which is not when it arrives.</param>
/// <param name="Lines">The lines, at most one for each competency.</param>
public sealed record SheetSave(Guid SaveId, Instant MadeAt, IReadOnlyList<ScoreLine> Lines)
{
    /// <summary>How far ahead of the platform's a device's clock may be: more is a clock that is wrong.</summary>
    public static readonly Duration MostAhead = Duration.FromDays(1);

    /// <summary>A save of which nothing is known but that it arrives now: newer than all before it.</summary>
    public static SheetSave Arrived(Guid saveId, Instant now, IReadOnlyList<SheetLine> sheet, IReadOnlyList<ScoreLine> lines) => new(
        saveId, sheet.Select(line => line.MadeAt + Duration.FromMilliseconds(1)).Append(now).Max(), lines);
}

/// <summary>A sheet after a save.</summary>
/// <param name="Lines">All lines, in the published order of their competencies.</param>
/// <param name="Taken">The competencies the save changed.</param>
/// <param name="Superseded">The competencies it came too late for: they hold something newer.</param>
public sealed record MergedSheet(IReadOnlyList<SheetLine> Lines, IReadOnlyList<string> Taken, IReadOnlyList<string> Superseded);

/// <summary>
/// Saving a sheet in parts, from devices that lose their connection and repeat themselves (R43): for each competency the
/// newest save counts, whatever the order and however often saves arrive.
/// </summary>
public static class SheetMerge
{
    /// <summary>Takes a save in.</summary>
    /// <param name="sheet">The sheet as it stands.</param>
    /// <param name="save">A save whose lines were checked.</param>
    /// <param name="codes">The competencies, in the published order.</param>
    public static MergedSheet Take(IReadOnlyList<SheetLine> sheet, SheetSave save, IReadOnlyList<string> codes)
    {
        var lines = sheet.ToDictionary(line => line.Code);
        var (taken, superseded) = (new List<string>(), new List<string>());
        foreach (var line in save.Lines)
        {
            var known = lines.GetValueOrDefault(line.Code);
            if (known is null || known.IsOlderThan(save))
            {
                lines[line.Code] = new SheetLine(line.Code, line.Score, line.Notes, save.MadeAt, save.SaveId);
                taken.Add(line.Code);
            }
            else if (known.SaveId != save.SaveId)
            {
                superseded.Add(line.Code);
            }
        }

        return new MergedSheet([.. codes.Where(lines.ContainsKey).Select(code => lines[code])], taken, superseded);
    }
}
