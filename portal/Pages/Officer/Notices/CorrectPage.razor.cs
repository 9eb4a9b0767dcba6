using System.Globalization;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>
/// Corrects a published notice (R3), in as many parts as there are: what is being corrected goes along from part to part in the
/// form, is shown against what stands, and becomes one new version.
/// </summary>
public sealed partial class CorrectPage
{
    private Reply<Vacancy> _vacancy = null!;
    private NoticeTree _tree = new([]);
    private NoticePart? _shown;
    private bool _reviewing;
    private string? _deed;
    private FormErrors _errors = new();
    private IReadOnlyList<(string Where, string Text)>? _theirs;

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

    private string Heading => _reviewing ? T["Correct_Review"] : _shown is { } part ? T["Correct_Part", T[part.TitleKey]] : T["Correct_Title"];

    protected override async Task LoadAsync()
    {
        _vacancy = await Gateway.ReadVacancyAsync(Id);
        if (!_vacancy.Done) return;
        _tree = NoticeTree.Of(_vacancy.Value.Definition);
        _shown = NoticePart.Correctable.FirstOrDefault(p => p.Name == PartName);
        _reviewing = PartName == "review";
        if (!Http.Request.HasFormContentType) return;

        var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
        _deed = form["Do"];
        _tree = NoticeTree.Parse(form["Pending"]);
        var rowsChanged = false;
        if (NoticePart.Of(form["Part"]) is { } sent)
        {
            var input = new NoticeInput(form, T);
            input.Read(sent, _tree, published: true);
            rowsChanged = NoticeInput.DoWithRows(_deed, sent, _tree);
            if (!rowsChanged) _errors = input.Errors;
            if (rowsChanged || !_errors.None) (_shown, _reviewing) = (sent, false);
        }

        await CatchUpAsync(form["BasedOn"]);
    }

    /// <summary>Another correction may have been published since this one was begun: what it changed elsewhere is taken, what both changed is shown.</summary>
    private async Task CatchUpAsync(string? basedOn)
    {
        if (!int.TryParse(basedOn, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version == _vacancy.Value!.Definition.Version) return;
        if (await Gateway.ReadVersionAsync(Id, version) is not { Done: true, Value.Definition: var began }) return;
        var now = NoticeTree.Of(_vacancy.Value.Definition);
        _theirs = [.. _tree.Merge(NoticeTree.Of(began), now).Select(path => (NoticePart.FullNameOf(path, T), now.Text(path)))];
    }

    private async Task SendAsync()
    {
        if (_deed != "send" || !_errors.None || _theirs is { Count: > 0 }) return;
        var reply = await Gateway.CorrectVacancyAsync(Id, _tree.Root, _vacancy.ETag);
        if (reply.Done)
        {
            Navigation.NavigateTo($"/officer/vacancies/{Id}?done=corrected&told={reply.Value.Told}");
            return;
        }

        // What is wrong is put right where it is filled in.
        if (reply.Refusal.Errors?.Keys.Select(NoticePart.OfPath).FirstOrDefault(p => p is not null) is { } faulty) (_shown, _reviewing) = (faulty, false);
        _errors = FormErrors.Of(reply.Refusal);
    }

    private string Address(string part) => $"/officer/vacancies/{Id}/correct/{part}";

    private List<(string Where, string? Before, string? After)> Changes(Vacancy vacancy)
    {
        var (before, after) = (NoticeTree.Of(vacancy.Definition).Leaves(), _tree.Leaves());
        return
        [
            .. from path in before.Keys.Union(after.Keys)
               let old = before.GetValueOrDefault(path)
               let now = after.GetValueOrDefault(path)
               where old != now
               select (NoticePart.FullNameOf(path, T), Readable(path, old), Readable(path, now)),
        ];
    }

    private string? Readable(string path, string? value) => path == "closingDate" && DayOf(value) is { } day ? Show.Date(day) : value;

    private LocalDate? LaterClosing(Vacancy vacancy) => DayOf(_tree.Text("closingDate")) is { } day && day > vacancy.Definition.ClosingDate ? day : null;

    private static LocalDate? DayOf(string? text) => LocalDatePattern.Iso.Parse(text ?? "").TryGetValue(default, out var day) ? day : null;
}
