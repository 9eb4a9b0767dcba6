using NodaTime;

namespace Selection.OralTest.Data;

/// <summary>Days that do not suit a candidate (R45). The reason is the candidate's own words, for officers.</summary>
public sealed class WishRow
{
    public required Guid CandidacyId { get; init; }

    public LocalDate[] Days { get; set; } = [];

    public string Reason { get; set; } = "";

    public required Instant ChangedAt { get; set; }
}
