using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Domain;

namespace Selection.Candidacies.Data;

/// <summary>What one version of a candidacy changed: kept so that a lost race can be told what it lost against (R17).</summary>
public sealed class CandidacyRevision
{
    public required Guid CandidacyId { get; init; }

    public required long Version { get; init; }

    public required IReadOnlyList<CandidacyChange> Changes { get; init; }

    public required Instant At { get; init; }
}

/// <summary>Versions of candidacies.</summary>
internal static class CandidacyRevisions
{
    /// <summary>Makes the next version, and notes what it changes.</summary>
    public static void Revise(this CandidacyDb db, Candidacy candidacy, IReadOnlyList<CandidacyChange> changes, Instant now)
    {
        candidacy.Version++;
        db.CandidacyRevisions.Add(new CandidacyRevision { CandidacyId = candidacy.CandidacyId, Version = candidacy.Version, Changes = changes, At = now });
    }

    /// <summary>What has changed since a version, as one.</summary>
    public static async Task<IReadOnlyList<CandidacyChange>> ChangesSinceAsync(this CandidacyDb db, Candidacy candidacy, long version, CancellationToken ct) =>
        CandidacyChange.Merge((await db.CandidacyRevisions.AsNoTracking()
            .Where(r => r.CandidacyId == candidacy.CandidacyId && r.Version > version && r.Version <= candidacy.Version)
            .OrderBy(r => r.Version).Select(r => r.Changes).ToListAsync(ct)).SelectMany(changes => changes));
}
