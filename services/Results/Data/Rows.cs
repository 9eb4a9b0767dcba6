using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Results.Domain;

namespace Selection.Results.Data;

/// <summary>What results need of a vacancy. A cancellation that came first has no rules yet.</summary>
public sealed class Vacancy
{
    public required Guid VacancyId { get; init; }

    /// <summary>Of the sender's aggregate; 0 while only the cancellation is known.</summary>
    public required long Version { get; set; }

    /// <summary>The notice's own version: 1 for the first publication.</summary>
    public int RuleVersion { get; set; }

    public string? SelectionCode { get; set; }

    public LocalizedText? Title { get; set; }

    public string? Language { get; set; }

    public RuleSet? Rules { get; set; }

    public CompetencyModel? Competencies { get; set; }

    /// <summary>How long the mandate lasts; six years by law, until the notice is known.</summary>
    public int MandateYears { get; set; } = 6;

    public Instant? CancelledAt { get; set; }

    /// <summary>The procedure, once it is known.</summary>
    public Procedure Procedure() => new(SelectionCode!, Title!, RuleVersion, Rules!, Competencies!);
}

/// <summary>A person: names for the officers' lists, the subject to find a candidate's own result by (R56).</summary>
public sealed class Person
{
    /// <summary>The version of somebody who was erased (R55): the highest there is, so that no later event brings the name back.</summary>
    public const long Erased = long.MaxValue;

    public required Guid PersonId { get; init; }

    public required long Version { get; set; }

    public required string Subject { get; set; }

    public required string FirstName { get; set; }

    public required string LastName { get; set; }
}

/// <summary>
/// What the other services said about a candidacy: a group of columns for each, with the version of what was heard last,
/// so that no order of arrival loses anything.
/// </summary>
public sealed class Candidacy
{
    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    public Instant? WithdrawnAt { get; init; }

    public required ScreeningState ScreeningState { get; init; }

    public required long ScreeningVersion { get; init; }

    /// <summary>As admitted under; what of it still stands is <see cref="OpenReservation"/>.</summary>
    public required Reservation Reservation { get; init; }

    public required long EquivalenceVersion { get; init; }

    public required bool EquivalenceLifted { get; init; }

    public required long LanguageTestVersion { get; init; }

    public required bool LanguageTestLifted { get; init; }

    public required AssessmentState AssessmentState { get; init; }

    public required long AssessmentVersion { get; init; }

    public required OralTestState OralTestState { get; init; }

    public required long OralTestVersion { get; init; }

    public decimal? TotalPercent { get; init; }

    public bool? Suitable { get; init; }

    public IReadOnlyList<CompetencyResult>? Results { get; init; }

    /// <summary>The committee's, of the whole.</summary>
    public string? Motivation { get; init; }

    public int? MeritPlace { get; init; }

    /// <summary>Counts what was said of the candidacy after its result: the version of those events, higher than any list's.</summary>
    public long ToldVersion { get; init; }

    public Reservation OpenReservation() => Reservations.Open(
        Reservation, ScreeningVersion, EquivalenceVersion, EquivalenceLifted, LanguageTestVersion, LanguageTestLifted);

    public Stage Stage() => Stages.Of(WithdrawnAt is not null, ScreeningState, AssessmentState, OralTestState);
}

/// <summary>Where a list stands (R47).</summary>
public enum ListState
{
    /// <summary>Proposed by one officer.</summary>
    Proposed,

    /// <summary>Approved by another; visible from its publication instant on.</summary>
    Approved,

    /// <summary>Every candidate has been told.</summary>
    Published,

    /// <summary>Outcomes changed after the proposal, or another was made: it will never be published.</summary>
    Stale,

    /// <summary>Taken back by who proposed it.</summary>
    TakenBack,

    /// <summary>Refused by another officer.</summary>
    Rejected,

    /// <summary>What is in the database is not what was proposed: it will never be published.</summary>
    Altered,
}

/// <summary>A list as it was proposed; its entries never change. A correction is another list, and the old one stays.</summary>
public sealed class ResultList
{
    public required Guid ListId { get; init; }

    public required Guid VacancyId { get; init; }

    /// <summary>1 for a vacancy's first proposal.</summary>
    public required int Version { get; init; }

    public required ListState State { get; set; }

    /// <summary>SHA-256 over every entry, lower-case hexadecimal: what was approved is what was proposed.</summary>
    public required string Hash { get; init; }

    public required int RuleVersion { get; init; }

    public required int Suitable { get; init; }

    public required int NotSuitable { get; init; }

    public required string ProposedBy { get; init; }

    public required Instant ProposedAt { get; init; }

    public string? ApprovedBy { get; set; }

    public Instant? ApprovedAt { get; set; }

    /// <summary>The publication instant: nothing is visible before it.</summary>
    public Instant? PublishAt { get; set; }

    /// <summary>The last candidacy whose result was announced, in the entries' order.</summary>
    public Guid? AnnouncedTo { get; set; }

    /// <summary>When, from the publication instant on, its hash was found to be that of its entries; before, nobody is shown it.</summary>
    public Instant? CheckedAt { get; set; }

    /// <summary>Who took it back or rejected it.</summary>
    public string? EndedBy { get; set; }

    public Instant? EndedAt { get; set; }

    /// <summary>Why it, or the last approval of it, was taken back or rejected.</summary>
    public string? EndReason { get; set; }

    /// <summary>The version of the published list it corrects; null for a first list.</summary>
    public int? Corrects { get; init; }

    public CorrectionGround? Ground { get; init; }

    /// <summary>Why it corrects, in the language of the procedure.</summary>
    public string? Reason { get; init; }

    /// <summary>The Council of State's judgment, with an annulment.</summary>
    public string? Ruling { get; init; }

    /// <summary>How many decisions it takes itself; the others it carries over. Null in lists of before corrections.</summary>
    public int? Decided { get; init; }

    /// <summary>What its decisions have in common; null in lists of before there were frames.</summary>
    public ActFrame? Frame { get; init; }
}

/// <summary>One candidate's place in a list. Written once.</summary>
public sealed class ListEntry
{
    public required Guid ListId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid PersonId { get; init; }

    public required FinalGroup Group { get; init; }

    public int? Rank { get; init; }

    public required decimal TotalPercent { get; init; }

    public int? MeritPlace { get; init; }

    public required IReadOnlyList<CompetencyResult> Results { get; init; }

    /// <summary>The decision's text, in the language of the procedure.</summary>
    public required string Motivation { get; init; }

    /// <summary>The version of the list whose decision still holds, unchanged; null where this list decides.</summary>
    public int? CarriedFrom { get; init; }

    /// <summary>The decision in parts; null in lists of before there were parts.</summary>
    public Act? Act { get; init; }
}
