using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Database;

namespace Selection.Candidacies.Data;

/// <summary>A vacancy (R1): a draft, then what was published; each published version stays in <see cref="VacancyVersion"/>.</summary>
public sealed class Vacancy : IVersioned
{
    public required Guid VacancyId { get; init; }

    public required string SelectionCode { get; set; }

    public required VacancyState State { get; set; }

    /// <summary>What stands now.</summary>
    public required ProcedureDefinition Definition { get; set; }

    /// <summary>What a list shows, so that it need not read whole definitions.</summary>
    public required VacancyCard Card { get; set; }

    /// <summary>What a search goes through: the texts in all languages, without accents and in lower case.</summary>
    public required string SearchText { get; set; }

    /// <summary>The place of work likewise.</summary>
    public string PlaceText { get; set; } = "";

    public required string Language { get; set; }

    /// <summary>Null while a draft has no weighing class of 1 to 7.</summary>
    public required LevelGroup? LevelGroup { get; set; }

    public required LocalDate ClosingDate { get; set; }

    /// <summary>The first instant that is too late (T1).</summary>
    public required Instant ClosesAt { get; set; }

    public Instant? PublishedAt { get; set; }

    public Instant? CancelledAt { get; set; }

    /// <summary>Why it was cancelled, for the candidates and everybody.</summary>
    public LocalizedText? CancelReason { get; set; }

    public long Version { get; set; }

    /// <summary>A new draft.</summary>
    public static Vacancy Draft(Guid vacancyId, ProcedureDefinition definition)
    {
        var vacancy = new Vacancy
        {
            VacancyId = vacancyId,
            SelectionCode = "",
            State = VacancyState.Draft,
            Definition = definition,
            Card = new VacancyCard(definition.Title, definition.Employer.Name, definition.Place, definition.Summary, "", 0),
            SearchText = "",
            Language = "",
            LevelGroup = null,
            ClosingDate = default,
            ClosesAt = default,
        };
        vacancy.Take(definition with { Version = 0 });
        return vacancy;
    }

    /// <summary>Opens it to candidates, as the first version of its notice.</summary>
    public void Publish(Instant now)
    {
        Definition = Definition with { Version = 1 };
        State = VacancyState.Open;
        PublishedAt = now;
        Version++;
    }

    /// <summary>Takes another wording: what lists and searches need is written beside it.</summary>
    public void Take(ProcedureDefinition definition)
    {
        SelectionCode = definition.SelectionCode;
        Definition = definition;
        Card = new VacancyCard(definition.Title, definition.Employer.Name, definition.Place, definition.Summary, definition.Function.Class, definition.Function.WeighingClass);
        Language = definition.Language;
        LevelGroup = LevelGroups.Of(definition.Function.WeighingClass);
        ClosingDate = definition.ClosingDate;
        ClosesAt = BrusselsTime.EndOf(definition.ClosingDate);
        SearchText = Domain.SearchText.Of(definition);
        PlaceText = Domain.SearchText.Of(definition.Place);
        Version++;
    }
}

/// <summary>How far a vacancy is, in the database. Whether one may still apply is decided on the clock (T3), not by this.</summary>
public enum VacancyState
{
    Draft,
    Open,

    /// <summary>Its dossiers are frozen.</summary>
    Closed,

    /// <summary>Over for everybody, before or after closing.</summary>
    Cancelled,
}

/// <summary>What a list shows of a vacancy.</summary>
public sealed record VacancyCard(LocalizedText Title, LocalizedText Employer, LocalizedText Place, LocalizedText Summary, string Class, int WeighingClass);

/// <summary>A version as it was published (R3); never changed.</summary>
public sealed class VacancyVersion
{
    public required Guid VacancyId { get; init; }

    /// <summary>1 for the publication.</summary>
    public required int DefinitionVersion { get; init; }

    public required ProcedureDefinition Definition { get; init; }

    /// <summary>Against the version before; nothing for the first.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    public required Instant PublishedAt { get; init; }
}
