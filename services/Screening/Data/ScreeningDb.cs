using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using Selection.ServiceDefaults.Database;

namespace Selection.Screening.Data;

/// <summary>Screening's database: cases with their proposals, and the decisions taken on them.</summary>
public sealed class ScreeningDb(DbContextOptions<ScreeningDb> options) : ServiceDbContext(options)
{
    public DbSet<Vacancy> Vacancies => Set<Vacancy>();

    public DbSet<Person> Persons => Set<Person>();

    public DbSet<Case> Cases => Set<Case>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<Reopening> Reopenings => Set<Reopening>();

    public DbSet<ReservationDecision> ReservationDecisions => Set<ReservationDecision>();

    public DbSet<ExperienceRuling> ExperienceRulings => Set<ExperienceRuling>();

    public DbSet<ClaimTakeover> ClaimTakeovers => Set<ClaimTakeover>();

    public DbSet<AcceptancePreview> AcceptancePreviews => Set<AcceptancePreview>();

    public DbSet<PreviewedCase> PreviewedCases => Set<PreviewedCase>();

    public DbSet<OwnBlock> TextBlocks => Set<OwnBlock>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Vacancy>(row =>
        {
            row.ToTable("vacancies");
            row.HasKey(v => v.VacancyId);
            row.Property(v => v.VacancyId).ValueGeneratedNever();
            row.Property(v => v.Title).HasJson();
            row.Property(v => v.Rules).HasJson();
        });
        modelBuilder.Entity<Person>(row =>
        {
            row.ToTable("persons");
            row.HasKey(p => p.PersonId);
            row.Property(p => p.PersonId).ValueGeneratedNever();
            row.Property(p => p.SearchName).HasComputedColumnSql(
                "lower(regexp_replace(normalize(first_name || ' ' || last_name, NFD), '[\\u0300-\\u036f]', '', 'g'))", stored: true);
        });
        modelBuilder.Entity<Case>(row =>
        {
            row.ToTable("cases");
            row.HasKey(c => c.CandidacyId);
            row.Property(c => c.CandidacyId).ValueGeneratedNever();
            row.Property(c => c.Dossier).HasJson();
            row.Property(c => c.Proposal).HasJson();
            row.Property(c => c.RuledProposal).HasJson();
            row.Ignore(c => c.StandingProposal);
            row.Ignore(c => c.LastClaim);
            row.PrimitiveCollection(c => c.Flags).HasDefaultValueSql("'{}'").ElementType(flag => flag.HasConversion<string>());
            row.Property(c => c.Undisputed).HasComputedColumnSql(
                "state = 'Open' and proposal is not null and coalesce(proposed_outcome, '') in ('Admit', 'AdmitUnderReservation') and cardinality(flags) = 0", stored: true);
            row.HasIndex(c => new { c.VacancyId, c.State, c.CandidacyId });
            // What still waits for its vacancy.
            row.HasIndex(c => c.VacancyId).HasFilter("proposal is null and dossier is not null").HasDatabaseName("ix_cases_without_proposal");
            row.HasIndex(c => new { c.VacancyId, c.CandidacyId }).HasFilter("undisputed").HasDatabaseName("ix_cases_undisputed");
            row.HasIndex(c => c.ClaimedBy).HasFilter("claimed_by is not null");
            row.HasIndex(c => c.PersonId);
        });
        modelBuilder.Entity<Decision>(row =>
        {
            row.ToTable("decisions");
            row.HasKey(d => d.DecisionId);
            row.Property(d => d.DecisionId).ValueGeneratedNever();
            // A case is decided once in each of its versions, whatever the race.
            row.HasIndex(d => new { d.CandidacyId, d.CaseVersion }).IsUnique();
            // In the order a register is read.
            row.HasIndex(d => new { d.VacancyId, d.DecidedAt, d.DecisionId });
            row.HasIndex(d => d.PreviewId).HasFilter("preview_id is not null");
        });
        modelBuilder.Entity<Reopening>(row =>
        {
            row.ToTable("reopenings");
            row.HasKey(r => new { r.CandidacyId, r.CaseVersion });
        });
        modelBuilder.Entity<ReservationDecision>(row =>
        {
            row.ToTable("reservation_decisions");
            row.HasKey(r => new { r.CandidacyId, r.CaseVersion });
            row.Ignore(r => r.Proof);
        });
        MapWorkbench(modelBuilder);
        base.OnModelCreating(modelBuilder);
    }

    private static void MapWorkbench(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ExperienceRuling>(row =>
        {
            row.ToTable("experience_rulings");
            row.HasKey(r => new { r.CandidacyId, r.CaseVersion, r.ExperienceId });
        });
        modelBuilder.Entity<ClaimTakeover>(row =>
        {
            row.ToTable("claim_takeovers");
            row.HasKey(t => t.TakeoverId);
            row.Property(t => t.TakeoverId).ValueGeneratedNever();
            row.HasIndex(t => t.CandidacyId);
        });
        modelBuilder.Entity<AcceptancePreview>(row =>
        {
            row.ToTable("acceptance_previews");
            row.HasKey(p => p.PreviewId);
            row.Property(p => p.PreviewId).ValueGeneratedNever();
            row.HasIndex(p => new { p.VacancyId, p.MadeBy });
        });
        modelBuilder.Entity<PreviewedCase>(row =>
        {
            row.ToTable("previewed_cases");
            row.HasKey(p => new { p.PreviewId, p.CandidacyId });
            row.HasOne<AcceptancePreview>().WithMany().HasForeignKey(p => p.PreviewId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<OwnBlock>(row =>
        {
            row.ToTable("text_blocks");
            row.HasKey(b => b.BlockId);
            row.Property(b => b.BlockId).ValueGeneratedNever();
            row.HasIndex(b => new { b.Language, b.Use });
        });
    }
}

internal sealed class ScreeningDbFactory : IDesignTimeDbContextFactory<ScreeningDb>
{
    public ScreeningDb CreateDbContext(string[] args)
    {
        var source = new NpgsqlDataSourceBuilder("Host=127.0.0.1");
        source.UseNodaTime();
        var options = new DbContextOptionsBuilder<ScreeningDb>();
        options.UseServiceDatabase(source.Build());
        return new ScreeningDb(options.Options);
    }
}
