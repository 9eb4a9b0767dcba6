using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Resources;

namespace Selection.Portal.Pages.Candidate;

/// <summary>A page below a candidacy's own, whose trail names the procedure: that is got side by side with what the page shows.</summary>
public abstract class PartOfCandidacy : LoadedPage
{
    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The vacancy's title in the page's language; other words for it where it cannot be had.</summary>
    protected string Procedure { get; private set; } = "";

    // Private: every page has its own T and Show, which these would hide.
    [Inject]
    private Texts Texts { get; set; } = null!;

    [Inject]
    private Show Show { get; set; } = null!;

    protected sealed override async Task LoadAsync()
    {
        var candidacy = Gateway.ReadOwnCandidacyAsync(Id);
        await Task.WhenAll(candidacy, LoadPartAsync());
        Procedure = (await candidacy).Value is { } found ? Show.Text(found.Title) : Texts["MyCandidacy_One"];
    }

    /// <summary>Gets what the page itself shows.</summary>
    protected abstract Task LoadPartAsync();
}
