using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Persons;

namespace Selection.Results.Data;

/// <summary>Results' database: what was heard of every candidacy, and the lists made from it.</summary>
public sealed partial class ResultsDb(DbContextOptions<ResultsDb> options) : ServiceDbContext(options)
{
    public DbSet<Vacancy> Vacancies => Set<Vacancy>();

    public DbSet<Person> Persons => Set<Person>();

    public DbSet<Candidacy> Candidacies => Set<Candidacy>();

    public DbSet<ResultList> Lists => Set<ResultList>();

    public DbSet<ListEntry> Entries => Set<ListEntry>();

    public DbSet<Register> Registers => Set<Register>();

    public DbSet<RegisterPart> RegisterParts => Set<RegisterPart>();

    public DbSet<RegisterLineRow> RegisterLines => Set<RegisterLineRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapRegisters(modelBuilder);
        modelBuilder.Entity<Vacancy>(row =>
        {
            row.ToTable("vacancies");
            row.HasKey(v => v.VacancyId);
            row.Property(v => v.VacancyId).ValueGeneratedNever();
            row.Property(v => v.Title).HasJson();
            row.Property(v => v.Rules).HasJson();
            row.Property(v => v.Competencies).HasJson();
            row.Property(v => v.MandateYears).HasDefaultValueSql("6");
        });
        modelBuilder.Entity<Person>(row =>
        {
            row.ToTable("persons");
            row.HasKey(p => p.PersonId);
            row.Property(p => p.PersonId).ValueGeneratedNever();
            row.HasIndex(p => p.Subject);
        });
        modelBuilder.Entity<Candidacy>(row =>
        {
            row.ToTable("candidacies");
            row.HasKey(c => c.CandidacyId);
            row.Property(c => c.CandidacyId).ValueGeneratedNever();
            row.Property(c => c.Results).HasJson();
            row.HasIndex(c => new { c.VacancyId, c.CandidacyId });
            // What a set-based statement does not name is not heard of yet.
            row.Property(c => c.ScreeningState).HasDefaultValueSql("'None'");
            row.Property(c => c.ScreeningVersion).HasDefaultValueSql("0");
            row.Property(c => c.Reservation).HasDefaultValueSql("'None'");
            row.Property(c => c.EquivalenceVersion).HasDefaultValueSql("0");
            row.Property(c => c.EquivalenceLifted).HasDefaultValueSql("false");
            row.Property(c => c.LanguageTestVersion).HasDefaultValueSql("0");
            row.Property(c => c.LanguageTestLifted).HasDefaultValueSql("false");
            row.Property(c => c.AssessmentState).HasDefaultValueSql("'None'");
            row.Property(c => c.AssessmentVersion).HasDefaultValueSql("0");
            row.Property(c => c.OralTestState).HasDefaultValueSql("'None'");
            row.Property(c => c.OralTestVersion).HasDefaultValueSql("0");
            row.Property(c => c.ToldVersion).HasDefaultValueSql("0");
        });
        modelBuilder.Entity<ResultList>(row =>
        {
            row.ToTable("lists");
            row.HasKey(l => l.ListId);
            row.Property(l => l.ListId).ValueGeneratedNever();
            row.HasIndex(l => new { l.VacancyId, l.Version }).IsUnique();
            // One list at a time can still be published.
            row.HasIndex(l => l.VacancyId).IsUnique().HasFilter("state in ('Proposed', 'Approved')").HasDatabaseName("ux_lists_live");
            row.HasIndex(l => l.PublishAt).HasFilter("state = 'Approved'").HasDatabaseName("ix_lists_to_publish");
            row.Property(l => l.Frame).HasJson();
        });
        modelBuilder.Entity<ListEntry>(row =>
        {
            // R46: no rank without "suitable".
            row.ToTable("list_entries", table => table.HasCheckConstraint("ck_list_entries_rank", "(rank is not null) = (\"group\" = 'Suitable')"));
            row.HasKey(e => new { e.ListId, e.CandidacyId });
            row.Property(e => e.Results).HasJson();
            row.Property(e => e.Act).HasJson();
            row.HasIndex(e => new { e.ListId, e.Rank });
            row.HasIndex(e => e.CandidacyId);
            row.KeepsPersonAsWritten();
        });
        MapAfterResults(modelBuilder);
        base.OnModelCreating(modelBuilder);
    }

    private static void MapRegisters(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Register>(row =>
        {
            row.ToTable("registers").HasKey(r => r.RegisterId);
            row.Property(r => r.RegisterId).ValueGeneratedNever();
            row.HasIndex(r => new { r.VacancyId, r.RequestedAt });
            // One at a time for a procedure, whoever asks.
            row.HasIndex(r => r.VacancyId).IsUnique().HasFilter("state = 'Collecting'").HasDatabaseName("ux_registers_collecting");
        });
        modelBuilder.Entity<RegisterPart>(row => row.ToTable("register_parts").HasKey(p => new { p.RegisterId, p.Service, p.Number }));
        modelBuilder.Entity<RegisterLineRow>(row =>
        {
            row.ToTable("register_lines").HasKey(l => new { l.RegisterId, l.Service, l.Part, l.Line });
            row.HasIndex(l => new { l.RegisterId, l.CandidacyId, l.At });
            row.HasIndex(l => l.PersonId);
            row.KeepsPersonAsWritten();
        });
    }
}

internal sealed class ResultsDbFactory : IDesignTimeDbContextFactory<ResultsDb>
{
    public ResultsDb CreateDbContext(string[] args)
    {
        var source = new NpgsqlDataSourceBuilder("Host=127.0.0.1");
        source.UseNodaTime();
        var options = new DbContextOptionsBuilder<ResultsDb>();
        options.UseServiceDatabase(source.Build());
        return new ResultsDb(options.Options);
    }
}
