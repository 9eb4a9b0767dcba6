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
        });
        modelBuilder.Entity<Case>(row =>
        {
            row.ToTable("cases");
            row.HasKey(c => c.CandidacyId);
            row.Property(c => c.CandidacyId).ValueGeneratedNever();
            row.Property(c => c.Dossier).HasJson();
            row.Property(c => c.Proposal).HasJson();
            row.HasIndex(c => new { c.VacancyId, c.State, c.CandidacyId });
            // What still waits for its vacancy.
            row.HasIndex(c => c.VacancyId).HasFilter("proposal is null and dossier is not null").HasDatabaseName("ix_cases_without_proposal");
        });
        modelBuilder.Entity<Decision>(row =>
        {
            row.ToTable("decisions");
            row.HasKey(d => d.DecisionId);
            row.Property(d => d.DecisionId).ValueGeneratedNever();
            // A case is decided once in each of its versions, whatever the race.
            row.HasIndex(d => new { d.CandidacyId, d.CaseVersion }).IsUnique();
            row.HasIndex(d => d.VacancyId);
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
        });
        base.OnModelCreating(modelBuilder);
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
