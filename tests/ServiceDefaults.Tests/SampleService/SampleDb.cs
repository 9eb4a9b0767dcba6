using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using Selection.ServiceDefaults.Database;

namespace Selection.ServiceDefaults.Tests.SampleService;

public sealed class SampleDb(DbContextOptions<SampleDb> options) : ServiceDbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    /// <summary>One row for each effect: counting them shows whether a message had its effect once.</summary>
    public DbSet<Effect> Effects => Set<Effect>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Note>().ToTable("notes");
        modelBuilder.Entity<Effect>(effect =>
        {
            effect.ToTable("effects");
            effect.Property(e => e.Id).UseIdentityAlwaysColumn();
        });
        base.OnModelCreating(modelBuilder);
    }
}

public enum Mood
{
    Calm,
    Cross,
}

public sealed class Note : IVersioned
{
    public required Guid Id { get; init; }

    public required string Text { get; set; }

    public Mood Mood { get; set; }

    public long Version { get; set; } = 1;
}

public sealed class Effect
{
    public long Id { get; init; }

    public required string Consumer { get; init; }

    public required Guid Subject { get; init; }

    /// <summary>How many messages were handled together with this one.</summary>
    public int Together { get; init; } = 1;

    public string? TraceId { get; init; }
}

internal sealed class SampleDbFactory : IDesignTimeDbContextFactory<SampleDb>
{
    public SampleDb CreateDbContext(string[] args)
    {
        var source = new NpgsqlDataSourceBuilder("Host=localhost");
        source.UseNodaTime();
        var options = new DbContextOptionsBuilder<SampleDb>();
        options.UseServiceDatabase(source.Build());
        return new SampleDb(options.Options);
    }
}
