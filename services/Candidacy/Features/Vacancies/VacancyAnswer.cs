using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Features.Questions;
using Selection.Contracts;
using Selection.Contracts.Vacancies;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>A vacancy in full, with the first hundred of its published questions; a list of its own pages through all.</summary>
internal sealed record VacancyAnswer(
    Guid VacancyId, VacancyState State, long Version, ProcedureDefinition Definition, Instant? ClosesAt, Instant? PublishedAt,
    Instant? CancelledAt, LocalizedText? CancelReason, IReadOnlyList<PublishedQuestion> Questions)
{
    public static VacancyAnswer Of(Vacancy vacancy, Instant now, IReadOnlyList<PublishedQuestion>? questions = null) => new(
        vacancy.VacancyId, StateAt(vacancy.State, vacancy.ClosesAt, now), vacancy.Version, vacancy.Definition,
        vacancy.State is VacancyState.Draft ? null : vacancy.ClosesAt, vacancy.PublishedAt,
        vacancy.CancelledAt, vacancy.CancelReason, questions ?? []);

    /// <summary>Open or closed as the clock has it (T3).</summary>
    public static VacancyState StateAt(VacancyState state, Instant closesAt, Instant now) => state switch
    {
        VacancyState.Open when now >= closesAt => VacancyState.Closed,
        _ => state,
    };
}

/// <summary>What a change of a vacancy answers.</summary>
internal sealed record VacancySaved(Guid VacancyId, long Version, VacancyState State)
{
    public static VacancySaved Example => new(new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), 1, VacancyState.Draft);
}
