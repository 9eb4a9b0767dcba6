using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>
/// Writes a draft, a part at a time. Another officer's work on other parts is never in the way: what is saved is this part, on
/// what stands now; only where both changed this part, the page shows the other's words and asks again (R17).
/// </summary>
public sealed partial class EditPage
{
    private Reply<Vacancy> _vacancy = null!;
    private Reply<DraftCheck>? _check;
    private NoticeTree? _tree;
    private string? _base;
    private string? _deed;
    private bool _rowsChanged;
    private FormErrors _errors = new();
    private IReadOnlyList<(string Where, string Text)>? _conflicts;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public string? PartName { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    private NoticePart? Part => PartName is null ? NoticePart.All[0] : NoticePart.Of(PartName);

    /// <summary>What the fields show: what was typed, else what stands.</summary>
    private NoticeTree Tree => _tree ?? NoticeTree.Of(_vacancy.Value!.Definition);

    protected override async Task LoadAsync()
    {
        var (vacancy, check) = (Gateway.ReadVacancyAsync(Id), Gateway.CheckDraftAsync(Id));
        await Task.WhenAll(vacancy, check);
        (_vacancy, _check) = (await vacancy, await check);
        if (!_vacancy.Done || Part is not { } part) return;
        _base = Tree.Only(part).ToString();
        if (!Http.Request.HasFormContentType) return;

        var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
        _base = form["Base"];
        _deed = form["Do"];
        var (input, tree) = (new NoticeInput(form, T), Tree);
        input.Read(part, tree, published: false);
        _rowsChanged = NoticeInput.DoWithRows(_deed, part, tree);
        _tree = tree;
        // A row that moved takes its words with it, not the fault that stood at its place.
        if (!_rowsChanged) _errors = input.Errors;
    }

    private async Task SaveAsync()
    {
        if (_rowsChanged || !_errors.None || _tree is not { } typed || Part is not { } part || _vacancy.Value is not { State: VacancyState.Draft }) return;
        // Read between the two calls, it may have changed once more.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (!_vacancy.Done) return;
            var stands = NoticeTree.Of(_vacancy.Value.Definition);
            var (began, now) = (NoticeTree.Parse(_base), stands.Only(part));
            if (!began.Same(now) && _base is { Length: > 0 })
            {
                var mine = typed.Only(part);
                var conflicts = mine.Merge(began, now);
                typed.Take(part, mine);
                _base = now.ToString();
                if (conflicts.Count > 0)
                {
                    _conflicts = [.. conflicts.Select(path => (NoticePart.FullNameOf(path, T), now.Text(path)))];
                    return;
                }
            }

            stands.Take(part, typed);
            stands.Tidy();
            var reply = await Gateway.SaveDraftAsync(Id, stands.Root, _vacancy.ETag);
            if (reply.Done)
            {
                Navigation.NavigateTo(_deed != "next" ? $"/officer/vacancies/{Id}/edit/{part.Name}?done=saved"
                    : part.Next is { } next ? $"/officer/vacancies/{Id}/edit/{next.Name}?done=saved" : $"/officer/vacancies/{Id}/publish");
                return;
            }

            _errors = reply.Refusal.Code == "selection-code-taken" ? new FormErrors().Add("Form.selectionCode", reply.Refusal.Detail ?? "") : FormErrors.Of(reply.Refusal);
            if (!reply.Refusal.IsStale) return;
            _vacancy = await Gateway.ReadVacancyAsync(Id);
        }
    }

    private List<(string Path, string Where, string Text)> LacksHere(NoticePart part) =>
        [.. NoticePart.Lines((_check?.Value?.Errors ?? []).Where(e => NoticePart.OfPath(e.Path) == part), T)];
}
