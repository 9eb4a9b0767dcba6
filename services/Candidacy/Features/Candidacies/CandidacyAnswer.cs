using System.Globalization;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>A candidacy as its owner sees it.</summary>
internal sealed record CandidacyAnswer(
    Guid CandidacyId, Guid VacancyId, string SelectionCode, LocalizedText Title, CandidacyState State, FunnelStep Step, IReadOnlyList<Place> Places, long Version,
    Instant AppliedAt, LocalDate AppliedOn, Instant? ValidatedAt, Instant? WithdrawnAt, Instant ClosesAt,
    IReadOnlyList<Experience> Experiences, FederalFunction? FederalLevelA, CountAnswer Count, IReadOnlyList<Warning> Warnings)
{
    public static CandidacyAnswer Example => new(
        new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001",
        new LocalizedText("Adjunct-administrateur-generaal", "Administrateur général adjoint", "Beigeordneter Generalverwalter", "Deputy administrator-general"),
        CandidacyState.Provisional, FunnelStep.Provisional, [], 3, Instant.FromUtc(2025, 10, 6, 13, 20), new LocalDate(2025, 10, 6), null, null, Instant.FromUtc(2025, 10, 22, 22, 0),
        [new Experience(new("01997f12-0c5a-7b16-94e3-7d8f9a0b1c2d"), ExperienceKind.Management, "Directeur", "Stad Gent", null, new LocalDate(2015, 3, 1), new LocalDate(2021, 8, 31), false, "Leidde de dienst en zijn personeel.")],
        null, CountAnswer.Example, []);

    public static CandidacyAnswer Of(Candidacy candidacy, ProcedureDefinition definition, Instant closesAt, Instant now)
    {
        var state = candidacy.State.At(closesAt, now);
        var count = CountAnswer.Of(candidacy.Rubric, definition, now);
        return new CandidacyAnswer(
            candidacy.CandidacyId, candidacy.VacancyId, definition.SelectionCode, definition.Title, state, candidacy.Step,
            Place.Of(candidacy.Step, candidacy.StepStage), candidacy.Version,
            candidacy.AppliedAt, candidacy.AppliedOn, candidacy.ValidatedAt, candidacy.WithdrawnAt, closesAt,
            candidacy.Rubric.Experiences, candidacy.Rubric.FederalLevelA, count, Warning.Of(candidacy.Rubric, state, definition, count.Enough));
    }
}

/// <summary>Something to look at; it blocks nothing.</summary>
internal sealed record Warning(string Code, string Text)
{
    public static Warning Of(string code, params object[] args) => new(
        code, string.Format(CultureInfo.CurrentUICulture, Texts.Resources.GetString($"warning-{code}", CultureInfo.CurrentUICulture)!, args));

    /// <summary>Text in another language than the procedure's (R12), and too little experience after all (R16).</summary>
    public static IReadOnlyList<Warning> Of(Rubric rubric, CandidacyState state, ProcedureDefinition definition, bool enough) =>
    [
        .. rubric.Experiences
            .Select((experience, i) => (Language: LanguageHint.Other(definition.Language, experience.Function, experience.Description), Number: i + 1))
            .Where(e => e.Language is not null)
            .Select(e => Of("other-language", e.Number, NameOf(e.Language!), NameOf(definition.Language))),
        .. state is CandidacyState.Validated && !enough ? (Warning[])[Of("not-enough")] : [],
    ];

    private static string NameOf(string language) => Texts.Resources.GetString($"language-{language}", CultureInfo.CurrentUICulture) ?? language;
}
