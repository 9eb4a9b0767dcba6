using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Records;

namespace Selection.Portal.Pages.Auditor;

/// <summary>The record of every service (R54): filtered, paged and downloaded. What is filtered by may name a person, and so is sent with the form.</summary>
public sealed partial class Home
{
    private Reply<RecordPage> _record = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [SupplyParameterFromForm]
    private RecordFilter? Form { get; set; }

    private RecordFilter Filter => Form ?? new RecordFilter();

    protected override async Task LoadAsync() => _record = await Gateway.GetAsync<RecordPage>(Filter.Path("", ("size", "25"), ("before", Filter.Before)));

    /// <summary>It is read already.</summary>
    private void ShowAsync()
    {
        foreach (var (name, _) in Filter.WrongIds) _errors.Add($"Form.{name}", T["Auditor_Id_Wrong"]);
        if (_errors.None && _record.Refusal is { } refusal) _errors = FormErrors.Of(refusal);
    }
}
