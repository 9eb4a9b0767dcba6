using Selection.Contracts.Dossiers;

namespace Selection.Candidacies.Domain;

/// <summary>What a new version of a candidacy changed, without the contents: enough to tell whoever lost a race (R17).</summary>
/// <param name="Kind">What was done.</param>
/// <param name="ExperienceId">To which experience; null where it is none's.</param>
/// <param name="Fields">Of a changed experience: which of its fields.</param>
public sealed record CandidacyChange(CandidacyChangeKind Kind, Guid? ExperienceId = null, IReadOnlyList<string>? Fields = null)
{
    /// <summary>What turns one rubric into the other.</summary>
    public static IReadOnlyList<CandidacyChange> Between(Rubric before, Rubric after)
    {
        var was = before.Experiences.ToDictionary(e => e.ExperienceId);
        var stays = after.Experiences.Select(e => e.ExperienceId).ToHashSet();
        List<CandidacyChange> changes =
        [
            .. before.Experiences.Where(e => !stays.Contains(e.ExperienceId)).Select(e => new CandidacyChange(CandidacyChangeKind.ExperienceRemoved, e.ExperienceId)),
            .. after.Experiences.Where(e => !was.ContainsKey(e.ExperienceId)).Select(e => new CandidacyChange(CandidacyChangeKind.ExperienceAdded, e.ExperienceId)),
            .. after.Experiences.Where(e => was.TryGetValue(e.ExperienceId, out var old) && old != e)
                .Select(e => new CandidacyChange(CandidacyChangeKind.ExperienceChanged, e.ExperienceId, FieldsOf(was[e.ExperienceId], e))),
        ];
        var common = before.Experiences.Select(e => e.ExperienceId).Where(stays.Contains);
        if (!common.SequenceEqual(after.Experiences.Select(e => e.ExperienceId).Where(was.ContainsKey))) changes.Add(new(CandidacyChangeKind.ExperiencesReordered));
        if (before.FederalLevelA != after.FederalLevelA) changes.Add(new(CandidacyChangeKind.FederalFunctionChanged));
        return changes;
    }

    /// <summary>Several versions' changes as one: what came and went again is left out, fields changed twice are named once.</summary>
    public static IReadOnlyList<CandidacyChange> Merge(IEnumerable<CandidacyChange> inOrder)
    {
        var experiences = new Dictionary<Guid, CandidacyChange>();
        var others = new List<CandidacyChange>();
        foreach (var change in inOrder)
        {
            if (change.ExperienceId is not { } id)
            {
                if (!others.Contains(change)) others.Add(change);
            }
            else if (!experiences.TryGetValue(id, out var earlier)) experiences.Add(id, change);
            else if (change.Kind is CandidacyChangeKind.ExperienceRemoved && earlier.Kind is CandidacyChangeKind.ExperienceAdded) experiences.Remove(id);
            else if (change.Kind is CandidacyChangeKind.ExperienceRemoved) experiences[id] = change;
            else if (earlier.Kind is CandidacyChangeKind.ExperienceChanged) experiences[id] = earlier with { Fields = [.. (earlier.Fields ?? []).Union(change.Fields ?? [])] };
        }

        return [.. experiences.Values, .. others];
    }

    private static string[] FieldsOf(Experience before, Experience after)
    {
        (string Name, bool Differs)[] fields =
        [
            ("kind", before.Kind != after.Kind), ("function", before.Function != after.Function), ("organisation", before.Organisation != after.Organisation),
            ("domain", before.Domain != after.Domain), ("begin", before.Begin != after.Begin), ("end", before.End != after.End),
            ("isCurrent", before.IsCurrent != after.IsCurrent), ("description", before.Description != after.Description),
        ];
        return [.. fields.Where(field => field.Differs).Select(field => field.Name)];
    }
}

/// <summary>What can happen to a candidacy.</summary>
public enum CandidacyChangeKind
{
    ExperienceAdded,
    ExperienceChanged,
    ExperienceRemoved,
    ExperiencesReordered,
    FederalFunctionChanged,
    Validated,
    Withdrawn,

    /// <summary>Frozen, or lapsed (R18).</summary>
    Closed,
}
