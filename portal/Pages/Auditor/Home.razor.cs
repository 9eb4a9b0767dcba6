using System.Text.Json;
using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Records;

namespace Selection.Portal.Pages.Auditor;

/// <summary>The record of every service (R54): filtered, paged and downloaded. What is filtered by may name a person, and so is sent with the form.</summary>
public sealed partial class Home
{
    private const string ActionList = "actions";
    private const string SubjectList = "subjects";

    private Reply<RecordPage> _record = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [SupplyParameterFromForm]
    private RecordFilter? Form { get; set; }

    private RecordFilter Filter => Form ?? new RecordFilter();

    protected override async Task LoadAsync() => _record = await Gateway.GetAsync<RecordPage>(Filter.Path("", ("size", "25"), ("before", Filter.Before)));

    /// <summary>Actions and kinds of subjects are offered in words, and asked for by their code.</summary>
    private static string? ListOf(string field) => field switch { nameof(RecordFilter.Action) => ActionList, nameof(RecordFilter.EntityType) => SubjectList, _ => null };

    /// <summary>Each detail by its name, an inner one by the way to it, and what it says.</summary>
    private IEnumerable<(string Name, string Value)> Facts(JsonElement details, string name = "") => details.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Object => details.EnumerateObject().SelectMany(d => Facts(d.Value, name.Length == 0 ? d.Name : $"{name}.{d.Name}")),
        JsonValueKind.Array when details.EnumerateArray().Any(d => d.ValueKind is JsonValueKind.Object or JsonValueKind.Array) =>
            details.EnumerateArray().SelectMany((d, i) => Facts(d, $"{name}[{i}]")),
        JsonValueKind.Array => [(name, string.Join(", ", details.EnumerateArray().Select(Said)))],
        _ => [(name, Said(details))],
    };

    /// <summary>Instants, days and whether something is so as the page's language says them; all else as it was recorded.</summary>
    private string Said(JsonElement detail) => detail.ValueKind switch
    {
        JsonValueKind.True => T["Notice_Yes"],
        JsonValueKind.False => T["Notice_No"],
        JsonValueKind.String when InstantPattern.ExtendedIso.Parse(detail.GetString()!) is { Success: true } instant => Show.DateTime(instant.Value),
        JsonValueKind.String when LocalDatePattern.Iso.Parse(detail.GetString()!) is { Success: true } day => Show.Date(day.Value),
        _ => detail.ToString(),
    };

    /// <summary>It is read already.</summary>
    private void ShowAsync()
    {
        foreach (var (name, _) in Filter.WrongIds) _errors.Add($"Form.{name}", T["Auditor_Id_Wrong"]);
        if (_errors.None && _record.Refusal is { } refusal) _errors = FormErrors.Of(refusal);
    }
}
