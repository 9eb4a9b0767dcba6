using System.Globalization;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Features;

/// <summary>Something missing, in words of the caller's language.</summary>
internal sealed record MissingPart(Guid? CandidacyId, LackKind Kind, string? Competency, string Text)
{
    public static MissingPart Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), LackKind.MotivationMissing, "change-management", "A motivation is missing.");

    public static MissingPart Of(Lack lack) =>
        new(lack.CandidacyId, lack.Kind, lack.Competency, Texts.In(CultureInfo.CurrentUICulture, $"lack-{lack.Kind}"));
}

/// <summary>A list and who proposed and approved it (R47).</summary>
internal sealed record ListSummary(
    Guid ListId, int Version, ListState State, string Hash, int RuleVersion, int Suitable, int NotSuitable,
    string ProposedBy, Instant ProposedAt, string? ApprovedBy, Instant? ApprovedAt, Instant? PublishAt)
{
    public static ListSummary Example => new(
        new("019ac0f8-2d64-7a3e-9e57-6b4c8d1f0a23"), 1, ListState.Proposed, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 1, 3, 2,
        "officer1", Instant.FromUtc(2025, 12, 15, 9, 0), null, null, null);

    public static ListSummary Of(ResultList list) => new(
        list.ListId, list.Version, list.State, list.Hash, list.RuleVersion, list.Suitable, list.NotSuitable,
        list.ProposedBy, list.ProposedAt, list.ApprovedBy, list.ApprovedAt, list.PublishAt);
}

/// <summary>One candidate of a list, as the officers see it.</summary>
internal sealed record ListedCandidate(
    Guid CandidacyId, Guid PersonId, string? FirstName, string? LastName, FinalGroup Group, int? Rank,
    decimal TotalPercent, int? MeritPlace, Reservation OpenReservation, string? Motivation)
{
    public static ListedCandidate Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", FinalGroup.Suitable, 1, 72.5m, null, Reservation.None, "Geschikt: de kandidaat leidt met een heldere visie.");
}
