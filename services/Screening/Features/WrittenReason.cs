using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>A reason an officer must write.</summary>
internal static class WrittenReason
{
    public static Problem? Check(string field, string text) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => Problem.Invalid(new FieldError(field, "required")),
        { Length: > DecideCase.LongestMotivation } => Problem.Invalid(new FieldError(field, "too-long", DecideCase.LongestMotivation)),
        _ => null,
    };
}
