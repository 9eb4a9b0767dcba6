using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>A text block of the officers' own: a new one, or one that is changed (R23).</summary>
public sealed partial class BlockPage
{
    /// <summary>What stands for the facts of a case.</summary>
    private static readonly string[] Facts =
    [
        "title", "selectionCode", "closingDate", "management", "requiredManagement", "useful", "requiredUseful", "domains",
        "minimumLevel", "diploma", "diplomaLevel", "diplomaInstitution", "diplomaCountry", "function", "service", "experience", "organisation", "begin", "end",
    ];

    private Reply<Page<WrittenBlock>>? _blocks;
    private WrittenBlock? _block;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid? Id { get; set; }

    /// <summary>Where the block is to be found: the API lists blocks by language and use.</summary>
    [SupplyParameterFromQuery]
    public string? Language { get; set; }

    [SupplyParameterFromQuery]
    public string? Use { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    /// <summary>A block's page.</summary>
    public static string PathOf(Guid id, WrittenBlock block, string below = "") => $"/officer/blocks/{id}{below}?language={block.Language}&use={block.Use}";

    protected override async Task LoadAsync()
    {
        if (Id is not { } id) return;
        (_blocks, _block) = await Gateway.FindBlockAsync(id, Language, Use);
    }

    private async Task SaveAsync()
    {
        var form = Form ?? new Input();
        var body = new { language = form.Language, use = form.Use, title = form.Title ?? "", text = form.Text ?? "" };
        var reply = Id is { } id
            ? await Gateway.PutAsync<Nothing>($"/api/screening/text-blocks/{id}", body, $"\"{form.Version}\"")
            : await Gateway.PostAsync("/api/screening/text-blocks", body);
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal);
        else Navigation.NavigateTo($"/officer/blocks?language={form.Language}&use={form.Use}&done={(Id is null ? "added" : "changed")}");
    }

    private sealed class Input
    {
        public string? Version { get; set; }

        public string? Language { get; set; }

        public string? Use { get; set; }

        public string? Title { get; set; }

        public string? Text { get; set; }
    }
}
