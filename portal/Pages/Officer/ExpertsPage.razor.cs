using Microsoft.AspNetCore.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>The register of experts that committees are composed from (R41). A name is sent in a form: addresses are logged.</summary>
public sealed partial class ExpertsPage
{
    internal static readonly string[] LanguageRoles = ["nl", "fr"];

    private const int OnOnePage = 25;

    private Reply<Page<Expert>> _experts = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private ExpertOrder Order => Enum.TryParse<ExpertOrder>(Sort, out var asked) && Enum.IsDefined(asked) ? asked : ExpertOrder.Name;

    protected override async Task LoadAsync()
    {
        var number = Form is null ? Math.Max(1, PageNumber ?? 1) : 1;
        var active = Form?.Active is "true" or "false" ? $"&active={Form.Active}" : null;
        _experts = await Gateway.ListExpertsAsync(
            $"?sort={Order}&page={number}&pageSize={(Form is null ? OnOnePage : Paging.MaxPageSize)}{active}&search={Uri.EscapeDataString(Form?.Search ?? "")}&languageRole={LanguageRoles.FirstOrDefault(r => r == Form?.Role)}");
    }

    /// <summary>The list is read with what was typed already.</summary>
    private static Task FindAsync() => Task.CompletedTask;

    private sealed class Input
    {
        public string? Search { get; set; }

        public string? Role { get; set; }

        public string? Active { get; set; }
    }
}
