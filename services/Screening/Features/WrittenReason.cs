using Selection.Screening.Domain;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>A reason an officer must write.</summary>
internal static class WrittenReason
{
    /// <summary>The longest, in characters.</summary>
    public const int Longest = 10_000;

    public static Problem? Check(string field, string text) => ProblemOf([.. WrittenText.Faults(field, text, Longest)]);

    /// <summary>The problem of fields that are wrong; null where none is.</summary>
    public static Problem? ProblemOf(IReadOnlyCollection<FieldError> faults) => faults.Count > 0 ? Problem.Invalid(faults) : null;
}
