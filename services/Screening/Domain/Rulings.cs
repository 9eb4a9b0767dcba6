using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Domain;

/// <summary>An officer's word on one experience of the frozen dossier (R57).</summary>
/// <param name="ExperienceId">Which experience.</param>
/// <param name="Accepted">Whether it is counted.</param>
/// <param name="Reason">Why; a rejection has one always.</param>
public sealed record Ruling(Guid ExperienceId, bool Accepted, string? Reason = null);

/// <summary>An experience that was not accepted (R57), and why.</summary>
/// <param name="Experience">As the candidate stated it.</param>
/// <param name="Reason">In the language of the procedure: it becomes part of the act.</param>
public sealed record RejectedExperience(Experience Experience, string Reason);

/// <summary>What officers accept and reject of a dossier (R57). The dossier itself stays as it was frozen.</summary>
public static class Rulings
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 2000;

    /// <summary>What stands of all that was ruled on a dossier: for each experience the newest.</summary>
    /// <param name="rulings">In the order they were made in.</param>
    public static IReadOnlyDictionary<Guid, Ruling> Standing(IEnumerable<Ruling> rulings)
    {
        var standing = new Dictionary<Guid, Ruling>();
        foreach (var ruling in rulings) standing[ruling.ExperienceId] = ruling;
        return standing;
    }

    /// <summary>The experiences that are not counted, in the dossier's order. What no ruling speaks of is accepted.</summary>
    public static IReadOnlyList<RejectedExperience> Rejected(Dossier dossier, IReadOnlyDictionary<Guid, Ruling> standing) =>
    [
        .. from experience in dossier.Experiences
           let ruling = standing.GetValueOrDefault(experience.ExperienceId)
           where ruling is { Accepted: false }
           select new RejectedExperience(experience, ruling.Reason!),
    ];

    /// <summary>What is wrong with rulings that are asked for: all of it at once.</summary>
    /// <param name="dossier">The dossier they are about.</param>
    /// <param name="asked">The rulings, as asked for.</param>
    public static IEnumerable<FieldError> Faults(Dossier dossier, IReadOnlyList<Ruling> asked)
    {
        if (asked.Count == 0) yield return new FieldError("rulings", "required");
        var seen = new HashSet<Guid>();
        for (var i = 0; i < asked.Count; i++)
        {
            var (field, ruling) = ($"rulings[{i}]", asked[i]);
            if (dossier.Experiences.All(e => e.ExperienceId != ruling.ExperienceId)) yield return new FieldError($"{field}.experienceId", "experience-unknown");
            else if (!seen.Add(ruling.ExperienceId)) yield return new FieldError($"{field}.experienceId", "experience-twice");
            foreach (var fault in WrittenText.Faults($"{field}.reason", ruling.Reason, LongestReason, isRequired: !ruling.Accepted)) yield return fault;
        }
    }
}
