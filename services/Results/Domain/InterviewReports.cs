namespace Selection.Results.Domain;

/// <summary>Where a supplementary interview stands.</summary>
public enum InterviewState
{
    /// <summary>It has a date and a place.</summary>
    Planned,

    /// <summary>Its report is final.</summary>
    Reported,

    /// <summary>It will not take place under this plan.</summary>
    Cancelled,
}

/// <summary>What the supplementary interview looks at (R51).</summary>
public enum InterviewCriterion
{
    /// <summary>The specific competencies of the function.</summary>
    SpecificCompetencies,

    /// <summary>Relational skills.</summary>
    RelationalSkills,

    /// <summary>Leadership.</summary>
    Leadership,

    /// <summary>All of it compared with the function's description and competency profile.</summary>
    ProfileComparison,
}

/// <summary>How a criterion was met.</summary>
public enum Appreciation
{
    Insufficient,
    Sufficient,
    Good,
    VeryGood,
}

/// <summary>What the interview showed of one criterion.</summary>
/// <param name="Criterion">Which.</param>
/// <param name="Appreciation">How it was met.</param>
/// <param name="Text">In words.</param>
public sealed record Finding(InterviewCriterion Criterion, Appreciation Appreciation, string Text);

/// <summary>When a report of an interview is complete (R51).</summary>
public static class InterviewReports
{
    /// <summary>Criteria of which there is no finding.</summary>
    public static IReadOnlyList<InterviewCriterion> Missing(IEnumerable<Finding> findings)
    {
        var there = findings.Where(f => !string.IsNullOrWhiteSpace(f.Text)).Select(f => f.Criterion).ToHashSet();
        return [.. Enum.GetValues<InterviewCriterion>().Where(c => !there.Contains(c))];
    }

    /// <summary>Whether a criterion has more than one finding: nobody could say which counts.</summary>
    public static bool HasTwice(IEnumerable<Finding> findings) => findings.CountBy(f => f.Criterion).Any(c => c.Value > 1);
}
