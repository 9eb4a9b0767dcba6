using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using Selection.Portal.Gateway;
using Selection.Portal.Languages;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Public;

/// <summary>What was corrected after publication, the newest first (R3).</summary>
public sealed partial class VacancyVersions
{
    private Reply<Vacancy> _vacancy = null!;
    private Reply<Page<NoticeVersion>> _versions = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task LoadAsync()
    {
        var (vacancy, versions) = (Gateway.ReadVacancyAsync(Id), Gateway.ReadVersionsAsync(Id));
        await Task.WhenAll(vacancy, versions);
        (_vacancy, _versions) = (await vacancy, await versions);
    }

    /// <summary>Those of the reader's language, and those that have none.</summary>
    private static List<NoticeChange> ChangesOf(NoticeVersion version) => [.. version.Changes.Where(c => c.Language is null || c.Language == LanguageSetup.Current)];

    private string Text(NoticeChange change, string value) =>
        change.Field == "closingDate" && LocalDatePattern.Iso.Parse(value).TryGetValue(default, out var date) ? Show.Date(date) : value;
}
