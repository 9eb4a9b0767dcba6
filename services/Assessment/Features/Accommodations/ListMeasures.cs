using System.Globalization;
using Selection.Contracts.Accommodations;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Measures;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>The closed list of measures (R39), for whoever asks or decides.</summary>
internal static class ListMeasures
{
    /// <param name="Kind">Which kind.</param>
    /// <param name="Name">What its codes begin with.</param>
    /// <param name="Pattern">How its codes are written, such as <c>break:5..60:1..6</c>.</param>
    /// <param name="FewestMinutes">The fewest minutes; null where it takes none.</param>
    /// <param name="MostMinutes">The most minutes.</param>
    /// <param name="MostTimes">How many there may be; null where there is one only.</param>
    /// <param name="Options">What there is to choose from, in the reader's language.</param>
    internal sealed record Item(MeasureKind Kind, string Name, string Pattern, int? FewestMinutes, int? MostMinutes, int? MostTimes, IReadOnlyList<MeasureAnswer> Options)
    {
        public static Item Example => new(MeasureKind.ExtraTime, "extra-time", "extra-time:5..240", 5, 240, null, []);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/accommodations/measures", Handle)
            .RequireAuthorization(Policies.CandidateOrOfficer)
            .WithSummary("The measures that can be asked for and granted, with how their codes are written (R39).");

    private static IReadOnlyList<Item> Handle() =>
    [
        .. Measure.Forms.Select(form => new Item(
            form.Kind, form.Name, form.Pattern, form.FewestMinutes, form.MostMinutes, form.MostTimes,
            [.. form.Options.Select(option => new MeasureAnswer($"{form.Name}:{option}", MeasureWords.Of($"{form.Name}:{option}", CultureInfo.CurrentUICulture)))])),
    ];
}
