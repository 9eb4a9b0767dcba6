using Selection.Results.Domain;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Pdf;

namespace Selection.Results.Features;

/// <summary>
/// A decision as a document, all of it in the language of the procedure. It says what was decided and published, and nothing of
/// what came later: the same version reads the same for ever.
/// </summary>
internal static class DecisionDocument
{
    public static byte[] Write(TakenDecision decision)
    {
        var (entry, frame, act) = (decision.Entry, decision.Frame, decision.Act);
        var culture = Motivations.CultureOf(frame.Language);
        var title = T("pdf-title");
        var report = new PdfReport(new PdfFrame($"{title} – {frame.SelectionCode}", culture.TwoLetterISOLanguageName, decision.Reference, T("pdf-page-of")));
        report.Heading(1, title).Facts(
            (T("pdf-procedure"), $"{frame.Title} ({frame.SelectionCode})"),
            (T("pdf-candidate"), $"{decision.Person?.FirstName} {decision.Person?.LastName}".Trim() is { Length: > 0 } name ? name : null),
            (T("pdf-reference"), decision.Reference),
            (T("pdf-published"), WrittenDay.Of(BrusselsTime.DateIn(decision.PublishedAt), culture)),
            (T("pdf-list"), Texts.In(culture, "pdf-list-value", decision.List.Version, decision.List.Hash)));
        report.Heading(2, T("page-Decision")).Text(act.Decision);
        if (frame.Correction is { } correction) report.Heading(2, T("page-Correction")).Text(correction);
        report.Heading(2, T("page-LegalGrounds")).Points(frame.LegalGrounds);
        if (act.Facts.Count > 0) report.Heading(2, T("page-Facts")).Points(act.Facts);
        report.Heading(2, T("page-Competencies")).Table(
            [new(T("pdf-competency"), 3), new(T("pdf-result"), 2), new(T("pdf-motivation"), 6)],
            [.. entry.Results.Select(r => (string[])
            [
                frame.NameOf(r.Code),
                Texts.In(culture, frame.IsShortOfEssential(r) ? "pdf-result-short" : "pdf-result-value", r.Result.ToString("0.##", culture), frame.Scale),
                r.Motivation,
            ])]);
        if (act.Committee.Length > 0) report.Heading(2, T("page-Overall")).Text(act.Committee);
        return report.Heading(2, T("page-Remedies")).Points([.. Remedy.Of(decision.PublishedAt, culture).Select(r => r.Text)]).Write();

        string T(string key) => Texts.In(culture, key);
    }
}
