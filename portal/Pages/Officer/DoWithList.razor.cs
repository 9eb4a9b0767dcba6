using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer;

/// <summary>Proposes, approves, rejects, takes back, moves or corrects a list: each says first what will happen (R47).</summary>
public sealed partial class DoWithList
{
    private Reply<Vacancy> _vacancy = null!;
    private Reply<ResultListPage>? _list;
    private ListDeed? _deed;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public string? Deed { get; set; }

    [Parameter]
    public int? Version { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private IEnumerable<(string Value, string Text)> Grounds => Enum.GetValues<ListCorrectionGround>().Select(g => ($"{g}", T.Of(g)));

    protected override async Task LoadAsync()
    {
        _deed = ListDeed.Of(Deed);
        var vacancy = Gateway.ReadVacancyAsync(Id);
        if (Version is { } version) _list = await Gateway.ReadListAsync(Id, version, 1, 1);
        _vacancy = await vacancy;
    }

    private async Task DoAsync()
    {
        if (_deed is not { } deed) return;
        var path = $"/api/results/vacancies/{Id}/list/{deed.Path}";
        var publishAt = string.IsNullOrWhiteSpace(Form?.PublishAt) ? null : Form.PublishAt;
        if (deed.Name == "move" && publishAt is null)
        {
            _errors = new FormErrors().Add("Form.PublishAt", T["List_PublishAt_Missing"]);
            return;
        }

        var reply = deed.Name switch
        {
            "propose" => await Gateway.PostAsync(path),
            "correct" => await Gateway.PostAsync(path, new { ground = Form?.Ground, reason = Form?.Reason ?? "", ruling = string.IsNullOrWhiteSpace(Form?.Ruling) ? null : Form.Ruling }),
            "approve" => await Gateway.PostAsync(path, new { listVersion = Version, publishAt }),
            "move" => await Gateway.PutAsync<Nothing>(path, new { listVersion = Version, publishAt }),
            _ => await Gateway.PostAsync(path, new { listVersion = Version, reason = Form?.Reason ?? "" }),
        };
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal);
        else Navigation.NavigateTo($"/officer/vacancies/{Id}/list?done={deed.Name}");
    }

    private sealed class Input
    {
        public string? Reason { get; set; }

        public string? PublishAt { get; set; }

        public ListCorrectionGround? Ground { get; set; }

        public string? Ruling { get; set; }
    }
}
