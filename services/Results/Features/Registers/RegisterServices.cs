using Microsoft.EntityFrameworkCore;
using Selection.Results.Data;

namespace Selection.Results.Features.Registers;

/// <summary>The services a register is put together from.</summary>
internal static class RegisterServices
{
    public static readonly IReadOnlyList<string> All = ["candidacy", "screening", "assessment", "oraltest", "results"];

    /// <summary>Those that have not said everything yet.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(ResultsDb db, Guid registerId, CancellationToken ct)
    {
        var complete = await db.RegisterParts.Where(p => p.RegisterId == registerId)
            .GroupBy(p => p.Service)
            .Where(parts => parts.Count() == parts.Max(p => p.IsLast ? p.Number : 0))
            .Select(parts => parts.Key).ToListAsync(ct);
        return [.. All.Except(complete)];
    }
}
