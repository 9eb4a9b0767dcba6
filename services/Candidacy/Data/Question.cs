using NodaTime;
using Selection.Contracts;
using Selection.ServiceDefaults.Database;

namespace Selection.Candidacies.Data;

/// <summary>A question to the contact before closing (R3): answered to whoever asked, published with the vacancy, or both.</summary>
public sealed class Question : IVersioned
{
    public required Guid QuestionId { get; init; }

    public required Guid VacancyId { get; init; }

    /// <summary>Who asked; never shown with what is published.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>As it was asked.</summary>
    public required string Text { get; init; }

    public required Instant AskedAt { get; init; }

    /// <summary>For whoever asked only.</summary>
    public string? Answer { get; set; }

    public Instant? AnsweredAt { get; set; }

    /// <summary>For everybody, in the officer's words.</summary>
    public PublishedAnswer? Published { get; set; }

    public Instant? PublishedAt { get; set; }

    public long Version { get; set; }
}

/// <summary>A question of general use with its answer; empty in a language it is not available in.</summary>
public sealed record PublishedAnswer(LocalizedText Question, LocalizedText Answer)
{
    public static PublishedAnswer Example => new(
        new LocalizedText("Telt ervaring zonder personeel?", "", "", "Does experience without staff count?"), new LocalizedText("Neen.", "", "", "No."));
}
