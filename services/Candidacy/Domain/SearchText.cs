using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Search;

namespace Selection.Candidacies.Domain;

/// <summary>What a search in the vacancies goes through, and what is looked for: without accents, in lower case.</summary>
internal static class SearchText
{
    private const int MostWords = 10;

    /// <summary>The texts of a notice one would look for, in all languages, once each.</summary>
    public static string Of(ProcedureDefinition d) => Fold(
    [
        d.Title, d.Employer.Name, d.Place, d.Summary, d.Diploma, d.ContractType, d.RecruitmentType, .. d.Purpose,
        .. d.ResultAreas.SelectMany(area => (LocalizedText[])[area.Title, .. area.Items]),
        .. d.Competencies.Specific.Select(c => c.Domain), .. d.Rules.Experience.UsefulDomains.Select(u => u.Name),
    ], d.SelectionCode);

    /// <summary>A place, in all languages.</summary>
    public static string Of(LocalizedText place) => Fold([place]);

    /// <summary>Words as a query of PostgreSQL's full text search: each the beginning of a word of the text, all of them there.</summary>
    /// <returns>Null where nothing in it can be looked for.</returns>
    public static string? Query(string text)
    {
        var words = new string([.. Folding.Fold(text).Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(" & ", words.Distinct().Take(MostWords).Select(word => $"{word}:*"));
    }

    private static string Fold(IEnumerable<LocalizedText> texts, params IEnumerable<string> more) =>
        string.Join('\n', more.Concat(texts.SelectMany(t => new[] { t.Nl, t.Fr, t.De, t.En })).Select(Folding.Fold).Distinct());
}
