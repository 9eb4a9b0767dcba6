using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using Selection.ServiceDefaults.Database;

namespace Selection.Assessment.Data;

/// <summary>Assessment's database.</summary>
public sealed class AssessmentDb(DbContextOptions<AssessmentDb> options) : ServiceDbContext(options)
{
    public DbSet<VacancyRow> Vacancies => Set<VacancyRow>();

    public DbSet<CancelledVacancyRow> CancelledVacancies => Set<CancelledVacancyRow>();

    public DbSet<PersonRow> Persons => Set<PersonRow>();

    public DbSet<CandidacyRow> Candidacies => Set<CandidacyRow>();

    public DbSet<RegistrationPeriodRow> RegistrationPeriods => Set<RegistrationPeriodRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<BookingRow> Bookings => Set<BookingRow>();

    public DbSet<LedgerRow> Ledger => Set<LedgerRow>();

    public DbSet<SubmissionRow> Submissions => Set<SubmissionRow>();

    public DbSet<SettlementRow> Settlements => Set<SettlementRow>();

    public DbSet<CorrectionRow> Corrections => Set<CorrectionRow>();

    public DbSet<ExemptionReviewRow> ExemptionReviews => Set<ExemptionReviewRow>();

    public DbSet<HelpRequestRow> HelpRequests => Set<HelpRequestRow>();

    public DbSet<AccommodationRow> Accommodations => Set<AccommodationRow>();

    public DbSet<AccommodationDecisionRow> AccommodationDecisions => Set<AccommodationDecisionRow>();

    public DbSet<MeasuresInForceRow> MeasuresInForce => Set<MeasuresInForceRow>();

    public DbSet<ExemptionClaimRow> ExemptionClaims => Set<ExemptionClaimRow>();

    public DbSet<FiledDocumentRow> FiledDocuments => Set<FiledDocumentRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<VacancyRow>(row =>
        {
            row.ToTable("vacancies");
            row.HasKey(v => v.VacancyId);
            row.Property(v => v.VacancyId).ValueGeneratedNever();
            row.Property(v => v.Title).HasJson();
            row.Property(v => v.Rule).HasJson();
        });
        modelBuilder.Entity<CancelledVacancyRow>(row =>
        {
            row.ToTable("cancelled_vacancies");
            row.HasKey(v => v.VacancyId);
            row.Property(v => v.VacancyId).ValueGeneratedNever();
        });
        modelBuilder.Entity<PersonRow>(row =>
        {
            row.ToTable("persons");
            row.HasKey(p => p.PersonId);
            row.Property(p => p.PersonId).ValueGeneratedNever();
            row.HasIndex(p => p.Subject).IsUnique();
        });
        modelBuilder.Entity<CandidacyRow>(row =>
        {
            row.ToTable("candidacies");
            row.HasKey(c => c.CandidacyId);
            row.Property(c => c.CandidacyId).ValueGeneratedNever();
            row.HasIndex(c => c.PersonId);
            row.HasIndex(c => new { c.VacancyId, c.Standing });
            row.HasIndex(c => c.ExemptionEntryId).HasFilter("exemption_entry_id is not null");
        });
        modelBuilder.Entity<RegistrationPeriodRow>(row =>
        {
            row.ToTable("registration_periods");
            row.HasKey(p => p.RegistrationPeriodId);
            row.Property(p => p.RegistrationPeriodId).ValueGeneratedNever();
            row.HasOne<VacancyRow>().WithMany().HasForeignKey(p => p.VacancyId);
            row.HasIndex(p => p.ClosesAt).HasFilter("ended_at is null");
        });
        modelBuilder.Entity<SessionRow>(row =>
        {
            // The database itself never lets a session hold more than its seats (R26).
            row.ToTable("sessions", table => table.HasCheckConstraint("ck_sessions_seats", "booked between 0 and capacity"));
            row.HasKey(s => s.SessionId);
            row.Property(s => s.SessionId).ValueGeneratedNever();
            row.HasOne<RegistrationPeriodRow>().WithMany().HasForeignKey(s => s.RegistrationPeriodId);
            row.Property(s => s.CancelReason).HasJson();
            row.HasIndex(s => new { s.VacancyId, s.StartsAt });
            row.HasIndex(s => new { s.VendorClientId, s.StartsAt });
        });
        modelBuilder.Entity<BookingRow>(row =>
        {
            row.ToTable("bookings");
            row.HasKey(b => b.BookingId);
            row.Property(b => b.BookingId).ValueGeneratedNever();
            row.Property(b => b.Score).HasPrecision(6, 3);
            row.Property(b => b.Parts).HasJson();
            row.HasOne<CandidacyRow>().WithMany().HasForeignKey(b => b.CandidacyId);
            row.HasOne<SessionRow>().WithMany().HasForeignKey(b => b.SessionId);
            row.HasIndex(b => b.CandidateNumber).IsUnique();
            row.HasIndex(b => b.PersonId);
            row.HasIndex(b => new { b.SessionId, b.State });
            row.HasIndex(b => b.CandidacyId).IsUnique().HasFilter("state = 'Booked'").HasDatabaseName("ix_bookings_one_seat");
        });
        modelBuilder.Entity<LedgerRow>(row =>
        {
            row.ToTable("ledger");
            row.HasKey(e => e.EntryId);
            row.Property(e => e.EntryId).ValueGeneratedNever();
            row.HasIndex(e => e.PersonId);
            row.HasIndex(e => e.Voids).IsUnique();
        });
        modelBuilder.Entity<SubmissionRow>(row =>
        {
            row.ToTable("submissions");
            row.HasKey(s => s.Id);
            row.Property(s => s.Id).UseIdentityAlwaysColumn();
            row.Property(s => s.Parts).HasColumnType("jsonb");
            // What stands under one revision is one thing, whoever sends it on however many connections (R35).
            row.HasIndex(s => new { s.Vendor, s.ResultId, s.Revision }).IsUnique()
                .HasFilter("verdict in ('Accepted', 'Superseded')").HasDatabaseName("ix_submissions_standing");
            row.HasIndex(s => s.BookingId);
            row.HasIndex(s => s.Id).HasFilter("verdict = 'Conflict'").HasDatabaseName("ix_submissions_conflicts");
            // Written in order of time, near enough: a few pages of index for all of it.
            row.HasIndex(s => s.ReceivedAt).HasMethod("brin");
            // What is longer is refused and kept as received, and an index has no room for it.
            row.HasIndex(s => s.ResultId).HasFilter("length(result_id) <= 100");
            row.HasIndex(s => s.SessionId).HasFilter("length(session_id) <= 100");
            row.HasIndex(s => s.CandidateNumber).HasFilter("length(candidate_number) <= 100");
        });
        modelBuilder.Entity<SettlementRow>(row =>
        {
            row.ToTable("conflict_settlements");
            row.HasKey(s => s.SubmissionId);
            row.Property(s => s.SubmissionId).ValueGeneratedNever();
            row.HasOne<SubmissionRow>().WithMany().HasForeignKey(s => s.SubmissionId);
            row.HasIndex(s => s.BookingId);
        });
        modelBuilder.Entity<CorrectionRow>(row =>
        {
            row.ToTable("corrections");
            row.HasKey(c => c.CorrectionId);
            row.Property(c => c.CorrectionId).ValueGeneratedNever();
            row.Property(c => c.Score).HasPrecision(6, 3);
            row.Property(c => c.Parts).HasJson();
            row.HasOne<BookingRow>().WithMany().HasForeignKey(c => c.BookingId);
            row.HasIndex(c => c.CandidacyId).IsUnique().HasFilter("state = 'Waiting'");
        });
        modelBuilder.Entity<ExemptionReviewRow>(row =>
        {
            row.ToTable("exemption_reviews");
            row.HasKey(r => new { r.CandidacyId, r.EntryId });
            row.HasOne<CandidacyRow>().WithMany().HasForeignKey(r => r.CandidacyId);
            row.HasIndex(r => r.OpenedAt).HasFilter("state = 'Waiting'");
        });
        modelBuilder.Entity<HelpRequestRow>(row =>
        {
            row.ToTable("help_requests");
            row.HasKey(h => h.HelpRequestId);
            row.Property(h => h.HelpRequestId).ValueGeneratedNever();
            row.HasOne<CandidacyRow>().WithMany().HasForeignKey(h => h.CandidacyId);
            row.HasIndex(h => h.PersonId);
            row.HasIndex(h => h.AskedAt).HasFilter("answered_at is null");
        });
        modelBuilder.MapAccommodations();
        modelBuilder.MapExemptionClaims();
        modelBuilder.MapFiledDocuments();
        base.OnModelCreating(modelBuilder);
    }
}

/// <summary>For the migrations' tool, which never connects.</summary>
internal sealed class AssessmentDbDesign : IDesignTimeDbContextFactory<AssessmentDb>
{
    public AssessmentDb CreateDbContext(string[] args)
    {
        var source = new NpgsqlDataSourceBuilder("Host=design");
        source.UseNodaTime();
        return new AssessmentDb((DbContextOptions<AssessmentDb>)new DbContextOptionsBuilder<AssessmentDb>().UseServiceDatabase(source.Build()).Options);
    }
}
