using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Database;

namespace Selection.Assessment.Data;

/// <summary>A claim to an exemption by a function held (R33).</summary>
public sealed class ExemptionClaimRow : IVersioned
{
    public required Guid ClaimId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    public required ClaimState State { get; set; }

    public string Function { get; set; } = "";

    public string Service { get; set; } = "";

    public int? WeighingClass { get; set; }

    public LevelGroup LevelGroup { get; set; }

    public LocalDate From { get; set; }

    /// <summary>The last day on which it is held.</summary>
    public LocalDate? Until { get; set; }

    public required Instant ClaimedAt { get; init; }

    public Instant? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    public string? Motivation { get; set; }

    /// <summary>The entry of the ledger an acceptance has made.</summary>
    public Guid? LedgerEntryId { get; set; }

    public Instant? WithdrawnAt { get; set; }

    public long Version { get; set; }
}

/// <summary>Maps the table of claims.</summary>
internal static class ExemptionClaimTable
{
    public static void MapExemptionClaims(this ModelBuilder model) =>
        model.Entity<ExemptionClaimRow>(row =>
        {
            row.ToTable("exemption_claims");
            row.HasKey(c => c.ClaimId);
            row.Property(c => c.ClaimId).ValueGeneratedNever();
            row.HasOne<CandidacyRow>().WithMany().HasForeignKey(c => c.CandidacyId);
            row.HasIndex(c => c.PersonId);
            row.HasIndex(c => new { c.VacancyId, c.State });
            row.HasIndex(c => new { c.CandidacyId, c.ClaimedAt });
            row.HasIndex(c => c.CandidacyId).IsUnique().HasFilter("state = 'Open'").HasDatabaseName("ix_exemption_claims_one_open");
        });
}
