using Selection.Results.Data;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>Reasons that officers give for what they do with a list, and why a list cannot be dealt with any more.</summary>
internal static class ListReasons
{
    private const int MostCharacters = 2000;

    /// <summary>A reason is there, and no treatise.</summary>
    public static IEnumerable<FieldError> Check(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) yield return new FieldError("reason", "required");
        else if (reason.Length > MostCharacters) yield return new FieldError("reason", "too-long", MostCharacters);
    }

    /// <summary>Why a list is no open proposal; null when it is one.</summary>
    public static Problem? WhyNotProposed(this ResultList list) => list.State switch
    {
        ListState.Proposed => null,
        ListState.Approved or ListState.Published => Problem.Refused("R47", "list-approved"),
        _ => list.WhyEnded(),
    };

    /// <summary>Why a list waits for no publication; null when it does.</summary>
    public static Problem? WhyNotAwaitingPublication(this ResultList list, NodaTime.Instant now) => list.State switch
    {
        ListState.Proposed => Problem.Refused("R47", "list-not-approved"),
        ListState.Published => Problem.Refused("R47", "list-published"),
        ListState.Approved => list.PublishAt <= now ? Problem.Refused("R47", "list-published") : null,
        _ => list.WhyEnded(),
    };

    private static Problem? WhyEnded(this ResultList list) => list.State switch
    {
        ListState.Proposed or ListState.Approved or ListState.Published => null,
        ListState.Stale => Problem.Refused("R47", "list-stale"),
        ListState.TakenBack or ListState.Rejected => Problem.Refused("R47", "list-ended"),
        ListState.Altered => Problem.Refused("R47", "list-altered"),
    };
}
