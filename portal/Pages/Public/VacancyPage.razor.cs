using Microsoft.AspNetCore.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Public;

/// <summary>A notice of ten screens, made easy to read: what matters first, then where the procedure stands, then the rest by heading.</summary>
public sealed partial class VacancyPage
{
    private Reply<Vacancy> _vacancy = null!;
    private Reply<Funnel> _funnel = null!;
    private Reply<Page<NoticeVersion>> _versions = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task LoadAsync()
    {
        var (vacancy, funnel, versions) = (Gateway.ReadVacancyAsync(Id), Gateway.ReadFunnelAsync(Id), Gateway.ReadVersionsAsync(Id));
        await Task.WhenAll(vacancy, funnel, versions);
        (_vacancy, _funnel, _versions) = (await vacancy, await funnel, await versions);
    }

    private IReadOnlyList<NoticeVersion> Corrections => _versions.Value is { } versions ? [.. versions.Items.Where(v => v.Changes.Count > 0)] : [];
}
