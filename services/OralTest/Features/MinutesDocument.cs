using System.Globalization;
using NodaTime;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Pdf;

namespace Selection.OralTest.Features;

/// <summary>Minutes as a document, in the language of the procedure, with room for the signatures of those who were there throughout.</summary>
internal sealed class MinutesDocument
{
    private readonly Minutes _minutes;
    private readonly CultureInfo _culture;
    private readonly PdfReport _report;

    private MinutesDocument(Minutes minutes)
    {
        (_minutes, _culture) = (minutes, CultureInfo.GetCultureInfo(minutes.Language));
        _report = new PdfReport(new PdfFrame(
            $"{Text(minutes.Draft ? "minutes-title-draft" : "minutes-title")} – {minutes.SelectionCode}", minutes.Language,
            Text(minutes.Draft ? "minutes-footer-draft" : "minutes-footer", minutes.SelectionCode, minutes.Version), Text("minutes-page", "{0}", "{1}")));
    }

    /// <summary>The file's content.</summary>
    public static byte[] Write(Minutes minutes)
    {
        var document = new MinutesDocument(minutes);
        document.AddHead();
        document.AddCommittee();
        document.AddCourse();
        document.AddResults();
        document.AddJudgement();
        document.AddSheets();
        document.AddRecord();
        if (!minutes.Draft) document.AddSignatures();
        return document._report.Write();
    }

    private void AddHead()
    {
        _report.Heading(1, Text(_minutes.Draft ? "minutes-title-draft" : "minutes-title"));
        if (_minutes.Draft) _report.Text(Text("minutes-draft"));
        _report.Facts(
            (Text("minutes-procedure"), $"{_minutes.SelectionCode} – {_minutes.Title}"),
            (Text("minutes-candidate"), Dashed($"{_minutes.FirstName} {_minutes.LastName}")),
            (Text("minutes-version"), Text("minutes-version-value", _minutes.Version, _minutes.RuleVersion)));
    }

    private void AddCommittee()
    {
        var stays = _minutes.Course.Members.ToLookup(m => m.Subject, m => m.Stays);
        _report.Heading(2, Text("minutes-committee")).Table(
            [new(Text("minutes-name"), 3), new(Text("minutes-role"), 2.4), new(Text("minutes-field"), 3), new(Text("minutes-presence"), 3)],
            [.. _minutes.Committee.Select(m => (string[])[m.Name, Text($"minutes-role-{m.Role}"), m.Field, PresenceOf(m, stays[m.Subject].SelectMany(s => s))])]);
    }

    private string PresenceOf(MinutesMember member, IEnumerable<Stay> stays)
    {
        string[] times = [.. stays.Select(stay => Span(stay.From, stay.Until))];
        string[] parts =
        [
            .. member.Recused ? (string[])[Text("minutes-recused")] : [],
            .. times.Length == 0 && !member.Recused ? (string[])[Text("minutes-absent")] : times,
            .. member.Throughout && !_minutes.Draft ? (string[])[Text("minutes-throughout")] : [],
        ];
        return string.Join("; ", parts);
    }

    private void AddCourse()
    {
        var (course, times) = (_minutes.Course, _minutes.Times);
        _report.Heading(2, Text("minutes-course")).Facts(
            (Text("minutes-preparation"), times is null ? null : Moment(times.PreparationAt)),
            (Text("minutes-planned"), times is null ? null : Moment(times.HearingAt)),
            (Text("minutes-place"), times?.Place),
            (Text("minutes-opened"), Moment(course.OpenedAt)),
            (Text("minutes-closed"), course.EndedAt is { } ended ? Moment(ended) : Text("minutes-not-yet")),
            (Text("minutes-chaired"), string.Join(", ", course.Chairs.Select(chair => Text("minutes-chaired-value", chair.Name ?? chair.Subject, Time(chair.Since))))),
            (Text("minutes-measures"), _minutes.Measures.Count == 0 ? Text("minutes-none") : string.Join(", ", _minutes.Measures)));
        AddPoints("minutes-interruptions", [.. course.Interruptions.Select(i => $"{Span(i.From, i.Until)}: {Dashed(i.Reason)}")]);
        AddPoints("minutes-incidents", [.. course.Incidents.Select(i => $"{Time(i.At)}: {Dashed(i.Text)}")]);
        AddPoints("minutes-broken-off",
            [.. _minutes.BrokenOff.Select(h => $"{Moment(h.OpenedAt)} – {(h.EndedAt is { } ended ? Time(ended) : "")}: {Text($"minutes-cause-{h.SuspendedFor ?? SuspensionCause.TooFew}")}")]);
    }

    private void AddResults()
    {
        _report.Heading(2, Text("minutes-results"));
        if (_minutes.Results is not { } results)
        {
            _report.Text(Text("minutes-results-closed"));
            return;
        }

        _report.Text(Text("scale-results", _minutes.Scale));
        foreach (var group in results.GroupBy(r => r.Group))
        {
            _report.Heading(3, group.Key ?? Text("minutes-specific")).Table(
                [new(Text("minutes-competency"), 3), new(Text("minutes-result"), 1.2), new(Text("minutes-motivation"), 5)],
                [.. group.Select(r => (string[])[NameOf(r), r.Result?.ToString("0.##", _culture) ?? "–", Dashed(r.Motivation)])]);
        }
    }

    private string NameOf(MinutesResult result)
    {
        string[] remarks =
        [
            .. result.Essential ? (string[])[Text("minutes-essential")] : [],
            .. result.Weight != 1m ? (string[])[Text("minutes-weight", result.Weight.ToString("0.##", _culture))] : [],
        ];
        return remarks.Length == 0 ? result.Name : $"{result.Name} ({string.Join(", ", remarks)})";
    }

    private void AddJudgement()
    {
        _report.Heading(2, Text("minutes-judgement"));
        if (_minutes.Draft)
        {
            _report.Text(Text("minutes-not-judged"));
        }
        else
        {
            var judgement = _minutes.Judgements[^1];
            string[] essentials = [.. _minutes.Results!.Where(r => r.Essential).Select(r =>
                Text(r.Result * 2 >= _minutes.Scale ? "minutes-essential-met" : "minutes-essential-short", r.Name, r.Result!.Value.ToString("0.##", _culture), _minutes.Scale))];
            _report.Facts(
                (Text("minutes-total"), Percent(judgement.TotalPercent)),
                (Text("minutes-threshold"), Percent(_minutes.ThresholdPercent)),
                (Text("minutes-essentials"), essentials.Length == 0 ? Text("minutes-none") : string.Join("\n", essentials)),
                (Text("minutes-outcome"), Outcome(judgement)),
                (Text("minutes-judged"), Text("minutes-judged-value", Moment(judgement.At), judgement.By)));
        }

        if (!string.IsNullOrWhiteSpace(_minutes.Motivation)) _report.Heading(3, Text("minutes-motivation-whole")).Text(_minutes.Motivation);
        AddPoints("minutes-corrections", [.. _minutes.Judgements.Zip(_minutes.Judgements.Skip(1), (before, after) =>
            Text("minutes-correction", Moment(before.At), Percent(before.TotalPercent), Outcome(before), Dashed(after.CorrectionReason)))]);
    }

    private void AddSheets() => _report.Heading(2, Text("minutes-sheets")).Text(Text("minutes-sheets-text")).Table(
        [new(Text("minutes-name"), 2), new(Text("minutes-submitted"), 2), new(Text("minutes-hash"), 4)],
        [.. _minutes.Committee.Where(m => m.Throughout).Select(m => (string[])
            [m.Name, m.SheetSubmittedAt is { } at ? Moment(at) : Text("minutes-not-yet"), m.SheetSha256 ?? "–"])]);

    private void AddRecord() => _report.Heading(2, Text("minutes-record")).Text(Text("minutes-record-text")).Table(
        [new(Text("minutes-entry"), 2), new(Text("minutes-when"), 2), new(Text("minutes-number"), 1), new(Text("minutes-hash"), 4)],
        [.. _minutes.Record.Select(e => (string[])
            [Text($"minutes-entry-{e.Action.Replace('.', '-')}"), Moment(e.At), e.Number?.ToString(CultureInfo.InvariantCulture) ?? Text("minutes-not-yet"), e.Sha256 ?? "–"])]);

    private void AddSignatures() => _report.Heading(2, Text("minutes-signatures")).Table(
        [new(Text("minutes-name"), 2), new(Text("minutes-role"), 2), new(Text("minutes-signature"), 4)],
        // The empty lines are the room to sign in.
        [.. _minutes.Committee.Where(m => m.Throughout).Select(m => (string[])[m.Name, Text($"minutes-role-{m.Role}"), "\n\n"])]);

    private void AddPoints(string heading, IReadOnlyList<string> points)
    {
        if (points.Count > 0) _report.Heading(3, Text(heading)).Points(points);
    }

    private string Outcome(MinutesJudgement judgement) => Text(judgement.Suitable ? "minutes-suitable" : "minutes-not-suitable");

    private string Percent(decimal value) => $"{value.ToString("0.00", _culture)} %";

    private string Moment(Instant at) => WrittenDay.At(at, _culture);

    private string Time(Instant at) => at.InZone(BrusselsTime.Zone).ToString("HH:mm", _culture);

    private string Span(Instant from, Instant? until) => until is { } end ? $"{Time(from)}–{Time(end)}" : Text("minutes-from", Time(from));

    /// <summary>What is not there, or was forgotten with the candidate (R55), is a dash.</summary>
    private static string Dashed(string? text) => string.IsNullOrWhiteSpace(text) ? "–" : text.Trim();

    private string Text(string key, params object[] args) => Texts.In(_culture, key, args);
}
