using System.Globalization;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Domain;

namespace Selection.Results.Features;

/// <summary>A part of the page.</summary>
/// <param name="Kind">Decision, Correction, Reservation, LegalGrounds, Facts, Competencies, Overall or Remedies; the lines of Competencies stand beside the sections.</param>
/// <param name="Heading">In the reader's language.</param>
/// <param name="Paragraphs">Of the act itself in the procedure's language; remedies and the reservation in the reader's.</param>
internal sealed record DecisionSection(string Kind, string Heading, IReadOnlyList<string> Paragraphs);

/// <summary>A competency's result and why; <c>ShortOfEssential</c>: below the half that this essential competency asks for.</summary>
internal sealed record CompetencyLine(string Code, string Name, decimal Result, int Scale, string Motivation, bool ShortOfEssential);

/// <summary>A decision about the candidate; <c>ReplacedBy</c>, and why, where a correction took another one or lists the candidate no longer.</summary>
internal sealed record DecisionVersion(int Version, Instant PublishedAt, string? CorrectionReason, int? ReplacedBy, Instant? ReplacedAt, string? ReplacedBecause);

/// <summary>
/// A final decision as a page (R46, R48): the act in the procedure's language, the frame around it in the reader's. The act
/// speaks to the candidate, whom only <c>FirstName</c> and <c>LastName</c> name; null while the person is not known here.
/// </summary>
internal sealed record DecisionPage(
    Guid CandidacyId, Guid VacancyId, string? FirstName, string? LastName, string SelectionCode, string Title, string Reference, int Version, string ListHash, string Language,
    FinalGroup Group, int? Rank, int SuitableCount, decimal TotalPercent, decimal ThresholdPercent,
    IReadOnlyList<DecisionSection> Sections, IReadOnlyList<CompetencyLine> Competencies, string Motivation,
    Reservation OpenReservation, IReadOnlyList<Remedy> Remedies, Instant PublishedAt, bool Stands, IReadOnlyList<DecisionVersion> Versions)
{
    public static DecisionPage Example { get; } = new(
        new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "Jo", "Peeters", "ANG25001", "Adjunct-administrateur-generaal", "ANG25001-1-0C6B7D9E1F25", 1,
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "nl", FinalGroup.Suitable, 1, 3, 72.5m, 60m,
        [new("Decision", "Decision", ["U bent geschikt bevonden en staat op rang 1 van 3."])],
        [new("change-management", "Verandermanagement", 15m, 20, "Overtuigend, met eigen voorbeelden.", false)], "U bent geschikt bevonden.",
        Reservation.None, [], Instant.FromUtc(2025, 12, 17, 8, 0), true, [new(1, Instant.FromUtc(2025, 12, 17, 8, 0), null, null, null, null)]);

    /// <summary>Headings and remedies are in the language the request asks for.</summary>
    public static DecisionPage Of(TakenDecision decision)
    {
        var reader = CultureInfo.CurrentUICulture;
        var (entry, frame, act, list) = (decision.Entry, decision.Frame, decision.Act, decision.List);
        var open = decision.Candidacy.OpenReservation();
        var remedies = Remedy.Of(decision.PublishedAt, reader);
        DecisionSection[] sections =
        [
            Section("Decision", [act.Decision]),
            Section("Correction", [frame.Correction]),
            Section("Reservation", [open is Reservation.None || entry.Group is FinalGroup.NotSuitable ? null : Texts.In(reader, "page-reservation-open", Motivations.NamesOf(open, reader))]),
            Section("LegalGrounds", [.. frame.LegalGrounds]),
            Section("Facts", [.. act.Facts]),
            new("Competencies", Texts.In(reader, "page-Competencies"), []),
            Section("Overall", [act.Committee]),
            Section("Remedies", [.. remedies.Select(r => r.Text)]),
        ];
        return new DecisionPage(
            entry.CandidacyId, list.VacancyId, decision.Person?.FirstName, decision.Person?.LastName, frame.SelectionCode, frame.Title, decision.Reference, list.Version, list.Hash, frame.Language,
            entry.Group, entry.Rank, list.Suitable, entry.TotalPercent, frame.ThresholdPercent,
            [.. sections.Where(s => s.Paragraphs.Count > 0 || s.Kind == "Competencies")],
            [.. entry.Results.Select(r => new CompetencyLine(r.Code, frame.NameOf(r.Code), r.Result, frame.Scale, r.Motivation, frame.IsShortOfEssential(r)))],
            entry.Motivation, open, remedies, decision.PublishedAt, decision.ReplacedBy is null,
            [.. decision.All.Select(d => new DecisionVersion(d.List.Version, d.List.PublishAt!.Value, d.List.Reason, d.ReplacedBy?.Version, d.ReplacedBy?.PublishAt, d.ReplacedBy?.Reason))]);

        DecisionSection Section(string kind, IEnumerable<string?> paragraphs) =>
            new(kind, Texts.In(reader, $"page-{kind}"), [.. paragraphs.OfType<string>().Where(p => p.Length > 0)]);
    }
}
