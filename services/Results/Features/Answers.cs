using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Features;

/// <summary>Something missing, in words of the caller's language: of which candidate, and of which competency.</summary>
internal sealed record MissingPart(
    Guid? CandidacyId, LackKind Kind, string? Competency, string Text, string? FirstName, string? LastName, string? CompetencyName)
{
    public static MissingPart Example => new(
        new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), LackKind.MotivationMissing, "change-management", "A motivation is missing.", "Jo", "Peeters", "Change management");

    /// <summary>Puts names to what is missing, with one query for all of it.</summary>
    public static async Task<MissingPart[]> OfAsync(ResultsDb db, IReadOnlyList<Lack> lacks, Procedure procedure, CancellationToken ct)
    {
        var culture = CultureInfo.CurrentUICulture;
        var names = await db.NamesAsync([.. lacks.Select(l => l.CandidacyId).OfType<Guid>().Distinct()], ct);
        return [.. lacks.Select(lack =>
        {
            var person = lack.CandidacyId is { } id ? names.GetValueOrDefault(id) : null;
            return new MissingPart(
                lack.CandidacyId, lack.Kind, lack.Competency, Texts.In(culture, $"lack-{lack.Kind}"), person?.FirstName, person?.LastName,
                lack.Competency is { } code ? Motivations.NameOf(code, procedure.Competencies, culture.TwoLetterISOLanguageName) : null);
        })];
    }
}

/// <summary>In what one candidate's outcome differs from the published list, in words of the caller's language.</summary>
internal sealed record DifferingCandidate(Guid CandidacyId, DifferenceKind Kind, string Text, string? FirstName, string? LastName)
{
    public static DifferingCandidate Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), DifferenceKind.Rank, "The rank would be another one.", "Jo", "Peeters");

    public static async Task<DifferingCandidate[]> OfAsync(ResultsDb db, IReadOnlyList<Difference> differences, CancellationToken ct)
    {
        var names = await db.NamesAsync([.. differences.Select(d => d.CandidacyId)], ct);
        return [.. differences.Select(d =>
        {
            var person = names.GetValueOrDefault(d.CandidacyId);
            return new DifferingCandidate(d.CandidacyId, d.Kind, Texts.In(CultureInfo.CurrentUICulture, $"difference-{d.Kind}"), person?.FirstName, person?.LastName);
        })];
    }
}

/// <summary>A list, who proposed and approved it (R47), how it ended, and what it corrects.</summary>
internal sealed record ListSummary(
    Guid ListId, int Version, ListState State, string Hash, int RuleVersion, int Suitable, int NotSuitable,
    string ProposedBy, Instant ProposedAt, string? ApprovedBy, Instant? ApprovedAt, Instant? PublishAt,
    string? EndedBy, Instant? EndedAt, string? EndReason, int? Corrects, CorrectionGround? Ground, string? Reason, string? Ruling, int? Decided)
{
    public static ListSummary Example => new(
        new("019ac0f8-2d64-7a3e-9e57-6b4c8d1f0a23"), 1, ListState.Proposed, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 1, 3, 2,
        "officer1", Instant.FromUtc(2025, 12, 15, 9, 0), null, null, null, null, null, null, null, null, null, null, 5);

    public static ListSummary Of(ResultList list) => new(
        list.ListId, list.Version, list.State, list.Hash, list.RuleVersion, list.Suitable, list.NotSuitable,
        list.ProposedBy, list.ProposedAt, list.ApprovedBy, list.ApprovedAt, list.PublishAt,
        list.EndedBy, list.EndedAt, list.EndReason, list.Corrects, list.Ground, list.Reason, list.Ruling, list.Decided);
}

/// <summary>One candidate of a list, as the officers see it. <c>CarriedFrom</c>: the version whose decision a correction leaves as it is.</summary>
internal sealed record ListedCandidate(
    Guid CandidacyId, Guid PersonId, string? FirstName, string? LastName, FinalGroup Group, int? Rank,
    decimal TotalPercent, int? MeritPlace, Reservation OpenReservation, string? Motivation, int? CarriedFrom = null)
{
    public static ListedCandidate Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", FinalGroup.Suitable, 1, 72.5m, null, Reservation.None, "Geschikt: de kandidaat leidt met een heldere visie.");
}

internal static class CandidateNames
{
    /// <summary>The persons behind candidacies, by candidacy.</summary>
    public static Task<Dictionary<Guid, Person>> NamesAsync(this ResultsDb db, Guid[] candidacies, CancellationToken ct) => (
        from c in db.Candidacies.AsNoTracking()
        join p in db.Persons.AsNoTracking() on c.PersonId equals p.PersonId
        where candidacies.Contains(c.CandidacyId)
        select new { c.CandidacyId, Person = p }).ToDictionaryAsync(r => r.CandidacyId, r => r.Person, ct);
}
