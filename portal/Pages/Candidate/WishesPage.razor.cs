using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>The days that do not suit a candidate for the oral test, as periods (R45): officers see them when they plan, and they bind nobody.</summary>
public sealed partial class WishesPage
{
    /// <summary>How many days can be said.</summary>
    private const int MostDays = 60;

    private const int FewestRows = 3;

    private Reply<OwnWishes> _wishes = null!;
    private FormErrors _errors = new();

    [Inject]
    public required NavigationManager Nav { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private string Back => $"/candidacies/{Id}/oral-test";

    protected override async Task LoadPartAsync() => _wishes = await Gateway.ReadWishesAsync(Id);

    /// <summary>What was typed; else what is saved, with room for more.</summary>
    private IReadOnlyList<Row> Rows(OwnWishes wishes)
    {
        if (Form is { } form) return form.Rows;
        var saved = Periods(wishes.Days).ToList();
        return [.. saved, .. Enumerable.Range(0, Math.Max(1, FewestRows - saved.Count)).Select(_ => new Row())];
    }

    /// <summary>Days that follow each other are one period.</summary>
    private static IEnumerable<Row> Periods(IReadOnlyList<LocalDate> days)
    {
        for (var i = 0; i < days.Count;)
        {
            var last = i;
            while (last + 1 < days.Count && days[last + 1] == days[last].PlusDays(1)) last++;
            yield return new Row { From = LocalDatePattern.Iso.Format(days[i]), Until = last > i ? LocalDatePattern.Iso.Format(days[last]) : null };
            i = last + 1;
        }
    }

    private async Task SaveAsync()
    {
        if (Form is not { } form) return;
        // Which row a day came from: what the API says of a day stands there.
        var days = new List<(LocalDate Day, int Row)>();
        foreach (var (i, row) in form.Rows.Index())
        {
            var (from, until) = (_errors.ReadDate($"Form.Rows[{i}].From", row.From, T["MyForm_NoDate"]), _errors.ReadDate($"Form.Rows[{i}].Until", row.Until, T["MyForm_NoDate"]));
            if (from is null && until is not null) _errors.Add($"Form.Rows[{i}].From", T["MyForm_DateMissing"]);
            if (from is not { } first) continue;
            var length = Period.DaysBetween(first, until ?? first);
            if (length < 0) _errors.Add($"Form.Rows[{i}].Until", T["MyWishes_Order"]);
            else if (days.Count + length >= MostDays) _errors.Add($"Form.Rows[{i}].Until", T["MyWishes_TooMany", MostDays]);
            else days.AddRange(Enumerable.Range(0, length + 1).Select(d => (first.PlusDays(d), i)));
        }

        if (days.Count > 0 && string.IsNullOrWhiteSpace(form.Reason)) _errors.Add("Form.Reason", T["MyWishes_Reason_Missing"]);
        if (!_errors.None) return;
        var reply = await Gateway.KeepWishesAsync(Id, [.. days.Select(d => d.Day)], form.Reason);
        if (reply.Done) Nav.NavigateTo($"{Back}?done=wishes");
        else _errors = FormErrors.Of(reply.Refusal, fields: days.Index().ToDictionary(d => $"days[{d.Index}]", d => $"Form.Rows[{d.Item.Row}].From"));
    }

    private sealed class Input
    {
        public List<Row> Rows { get; set; } = [];

        public string? Reason { get; set; }
    }

    private sealed class Row
    {
        public string? From { get; set; }

        public string? Until { get; set; }
    }
}
