using Microsoft.AspNetCore.Http.Extensions;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway.Operations;
using Selection.ServiceDefaults.Clock;

namespace Selection.Portal.Pages.Auditor;

/// <summary>Which entries of a record are asked for.</summary>
public sealed class RecordFilter
{
    public static IReadOnlyList<string> Services => OperationsCalls.Services;

    public string? Service { get; set; } = "candidacy";

    public string? Action { get; set; }

    public string? Actor { get; set; }

    public string? EntityType { get; set; }

    public string? EntityId { get; set; }

    public string? PersonId { get; set; }

    /// <summary>The first day, in Brussels.</summary>
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    public string? To { get; set; }

    public string? Before { get; set; }

    /// <summary>What is typed, by its name.</summary>
    public IEnumerable<(string Name, string? Value)> Named => [("Action", Action), ("Actor", Actor), ("EntityType", EntityType), ("EntityId", EntityId), ("PersonId", PersonId)];

    /// <summary>What should be an id and is none.</summary>
    public IEnumerable<(string Name, string? Value)> WrongIds => Named.Where(n => n.Name.EndsWith("Id", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(n.Value) && !Guid.TryParse(n.Value, out _));

    /// <summary>The API's address; only what is filled in.</summary>
    public string Path(string below, params (string Name, string? Value)[] more)
    {
        var service = Services.Contains(Service) ? Service! : Services[0];
        var query = new QueryBuilder();
        IEnumerable<(string Name, string? Value)> all =
        [
            .. Named.Except(WrongIds).Select(n => (char.ToLowerInvariant(n.Name[0]) + n.Name[1..], n.Value?.Trim())),
            ("from", LocalDatePattern.Iso.Parse(From ?? "") is { Success: true } first ? Show.Machine(BrusselsTime.StartOf(first.Value)) : null),
            ("to", LocalDatePattern.Iso.Parse(To ?? "") is { Success: true } last ? Show.Machine(BrusselsTime.EndOf(last.Value)) : null),
            .. more,
        ];
        foreach (var (name, value) in all.Where(a => !string.IsNullOrWhiteSpace(a.Value))) query.Add(name, value!);
        return $"/api/{service}/record{below}{query}";
    }
}
