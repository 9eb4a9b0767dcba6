using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Domain;

/// <summary>What is said about a file that follows (R6).</summary>
internal sealed record DocumentMetadata
{
    public required DocumentKind Kind { get; init; }

    /// <summary>For a diploma that is not in the CV yet; it is put there.</summary>
    public DiplomaFacts? Diploma { get; init; }

    /// <summary>The diploma of the CV it belongs to.</summary>
    public Guid? DiplomaId { get; init; }

    /// <summary>The work experience of the CV it belongs to.</summary>
    public Guid? WorkExperienceId { get; init; }

    /// <summary>The document this is a newer content of, which stays where it is; none for a new one.</summary>
    public Guid? DocumentId { get; init; }

    public static DocumentMetadata Example => new() { Kind = DocumentKind.Diploma, Diploma = new DiplomaFacts(DiplomaLevel.Master, "Master in de rechten", "KU Leuven", "BE", "nl", 2005, false) };
}

/// <summary>Reads what is said about documents and diplomas (R6, R7).</summary>
internal static class DocumentCheck
{
    private const int MaxLine = 200;

    /// <summary>Everything wrong with what is said about a file; empty when nothing is.</summary>
    public static IEnumerable<FieldError> Faults(DocumentMetadata metadata, LocalDate today)
    {
        var isDiploma = metadata.Kind is DocumentKind.Diploma;
        var isNew = metadata.DocumentId is null;
        if (isDiploma && isNew && metadata.Diploma is null && metadata.DiplomaId is null) yield return new FieldError("metadata.diploma", "required");
        if (!isDiploma && metadata.Diploma is not null) yield return new FieldError("metadata.diploma", "diploma-only");
        if (metadata.Diploma is not null && metadata.DiplomaId is not null) yield return new FieldError("metadata.diplomaId", "diploma-or-id");
        if (!isNew && metadata.DiplomaId is not null) yield return new FieldError("metadata.diplomaId", "stays-where-it-is");
        if (!isNew && metadata.WorkExperienceId is not null) yield return new FieldError("metadata.workExperienceId", "stays-where-it-is");
        if (metadata.WorkExperienceId is not null && (isDiploma || metadata.DiplomaId is not null)) yield return new FieldError("metadata.workExperienceId", "one-place");
        if (metadata.DiplomaId is not null && metadata.Kind is DocumentKind.AppointmentDecision) yield return new FieldError("metadata.diplomaId", "one-place");
        if (isDiploma && metadata.Diploma is { } facts)
        {
            foreach (var fault in Faults(facts, "metadata.diploma.", today)) yield return fault;
        }
    }

    /// <summary>Everything wrong with a diploma's facts.</summary>
    public static IEnumerable<FieldError> Faults(DiplomaFacts diploma, string path, LocalDate today)
    {
        foreach (var (field, text) in new[] { ("title", diploma.Title), ("institution", diploma.Institution) })
        {
            if (string.IsNullOrWhiteSpace(text)) yield return new FieldError($"{path}{field}", "required");
            else if (text.Length > MaxLine) yield return new FieldError($"{path}{field}", "too-long", MaxLine);
            else if (!PlainText.IsShowable(text)) yield return new FieldError($"{path}{field}", "not-showable");
        }

        if (diploma.Field?.Length > MaxLine) yield return new FieldError($"{path}field", "too-long", MaxLine);
        else if (diploma.Field is { } field && !PlainText.IsShowable(field)) yield return new FieldError($"{path}field", "not-showable");
        if (!IsoCodes.IsCountry(diploma.Country)) yield return new FieldError($"{path}country", "country");
        if (!IsoCodes.IsLanguage(diploma.Language)) yield return new FieldError($"{path}language", "language-code");
        if (diploma.Year < 1940 || diploma.Year > today.Year) yield return new FieldError($"{path}year", "between", 1940, today.Year);
    }

    /// <summary>A diploma's facts without faults, composed and trimmed.</summary>
    public static DiplomaFacts Tidied(DiplomaFacts facts) => facts with
    {
        Title = PlainText.Tidy(facts.Title),
        Institution = PlainText.Tidy(facts.Institution),
        Field = string.IsNullOrWhiteSpace(facts.Field) ? null : PlainText.Tidy(facts.Field),
    };
}
