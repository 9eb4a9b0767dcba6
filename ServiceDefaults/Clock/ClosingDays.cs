using Microsoft.Extensions.Configuration;
using NodaTime;
using NodaTime.Text;

namespace Selection.ServiceDefaults.Clock;

/// <summary>
/// The days on which the authority is closed beside weekends and the ten public holidays (T5): <c>WorkingDays:Closed</c>, a list
/// of dates or one text with commas between them. A singleton of every process.
/// </summary>
/// <param name="Days">The dates in Brussels; none where nothing is set.</param>
public sealed record ClosingDays(IReadOnlySet<LocalDate> Days)
{
    private const string Setting = "WorkingDays:Closed";

    /// <summary>No further days.</summary>
    public static ClosingDays None { get; } = new(new HashSet<LocalDate>());

    /// <summary>As they are configured.</summary>
    /// <exception cref="StartupException">One of them is no date.</exception>
    public static ClosingDays Of(IConfiguration configuration)
    {
        var texts = configuration.GetSection(Setting).GetChildren().Select(day => day.Value ?? "")
            .Concat((configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries));
        return new ClosingDays(texts.Select(text => Read(text.Trim())).ToHashSet());
    }

    private static LocalDate Read(string text) => LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day)
        ? day
        : throw new StartupException($"The setting '{Setting}' holds '{text}', which is no date. Write the days on which the authority is closed as 2025-12-26, one each or with commas between them.");
}
