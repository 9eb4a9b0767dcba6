using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Database;

namespace Selection.Assessment.Data;

/// <summary>A request for an accommodation (R39). Why it is asked can be read with the person's key only.</summary>
public sealed class AccommodationRow : IVersioned
{
    public required Guid RequestId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Whose key the reason and the motivations are kept under: the person's as it was then, also after a merge (R56).</summary>
    public required Guid KeyPersonId { get; init; }

    public required AccommodationState State { get; set; }

    /// <summary>An <see cref="AccommodationReason"/>, encrypted; none since it was withdrawn or forgotten.</summary>
    public byte[]? Reason { get; set; }

    /// <summary>Codes of the measures asked for.</summary>
    public required string[] Asked { get; set; }

    /// <summary>Whether it came, or was changed, too late to be sure of (R29).</summary>
    public required bool Late { get; set; }

    public required Instant AskedAt { get; init; }

    /// <summary>Who decides, and alone may know the reason: the subject of an officer.</summary>
    public string? DecidingOfficer { get; set; }

    /// <summary>When it was last decided.</summary>
    public Instant? DecidedAt { get; set; }

    public Instant? WithdrawnAt { get; set; }

    public long Version { get; set; }
}

/// <summary>What only the candidate and whoever decides may know.</summary>
/// <param name="Ground">Why it is asked.</param>
/// <param name="Text">What the list of measures could not say.</param>
public sealed record AccommodationReason(AccommodationGround Ground, string? Text);

/// <summary>A decision on a request; a later one takes its place and leaves it there. Never changed.</summary>
public sealed class AccommodationDecisionRow
{
    public required Guid RequestId { get; init; }

    /// <summary>1 for the first on its request.</summary>
    public required int Number { get; init; }

    public required Guid PersonId { get; init; }

    public required AccommodationOutcome Outcome { get; init; }

    /// <summary>Codes of what is granted.</summary>
    public required string[] Measures { get; init; }

    /// <summary>Why, encrypted: it may tell the reason.</summary>
    public byte[]? Motivation { get; init; }

    /// <summary>Why it was decided anew, encrypted.</summary>
    public byte[]? RevisionReason { get; init; }

    public required string DecidedBy { get; init; }

    public required Instant DecidedAt { get; init; }
}

/// <summary>What is in force for a candidacy: what the vendor and the committee are told.</summary>
public sealed class MeasuresInForceRow
{
    public required Guid CandidacyId { get; init; }

    /// <summary>Codes.</summary>
    public required string[] Measures { get; init; }
}

/// <summary>Maps the tables of requests.</summary>
internal static class AccommodationTables
{
    public static void MapAccommodations(this ModelBuilder model)
    {
        model.Entity<AccommodationRow>(row =>
        {
            row.ToTable("accommodations");
            row.HasKey(r => r.RequestId);
            row.Property(r => r.RequestId).ValueGeneratedNever();
            row.HasOne<CandidacyRow>().WithMany().HasForeignKey(r => r.CandidacyId);
            row.HasIndex(r => r.PersonId);
            row.HasIndex(r => new { r.VacancyId, r.State });
            row.HasIndex(r => new { r.CandidacyId, r.AskedAt });
            row.HasIndex(r => r.CandidacyId).IsUnique().HasFilter("state in ('Asked', 'Taken')").HasDatabaseName("ix_accommodations_one_open");
        });
        model.Entity<AccommodationDecisionRow>(row =>
        {
            row.ToTable("accommodation_decisions");
            row.HasKey(d => new { d.RequestId, d.Number });
            row.HasOne<AccommodationRow>().WithMany().HasForeignKey(d => d.RequestId);
            row.HasIndex(d => d.PersonId);
        });
        model.Entity<MeasuresInForceRow>(row =>
        {
            row.ToTable("measures_in_force");
            row.HasKey(m => m.CandidacyId);
            row.Property(m => m.CandidacyId).ValueGeneratedNever();
            row.HasOne<CandidacyRow>().WithMany().HasForeignKey(m => m.CandidacyId);
        });
    }
}
