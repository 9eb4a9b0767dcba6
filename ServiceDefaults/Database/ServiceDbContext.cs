using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Database;

/// <summary>
/// A service's database: its own tables plus what every service keeps beside them, the outbox, the inbox and the
/// record, so that an event and an entry of the record are written in the same transaction as the change they tell of.
/// </summary>
public abstract class ServiceDbContext : DbContext
{
    /// <param name="options">Of the service's database.</param>
    // A transaction here is committed or dropped as a whole; savepoints would be two more round trips at each save.
    protected ServiceDbContext(DbContextOptions options) : base(options) => Database.AutoSavepointsEnabled = false;

    /// <summary>Events not yet confirmed by the broker.</summary>
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    /// <summary>Events the broker or the serializer refused when sent alone; an operator replays them.</summary>
    public DbSet<OutboxFailedRow> OutboxFailed => Set<OutboxFailedRow>();

    /// <summary>What each consumer has had already.</summary>
    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    /// <summary>The append-only record (R54).</summary>
    public DbSet<RecordRow> Records => Set<RecordRow>();

    /// <summary>Persons who were found to be others (R56).</summary>
    public DbSet<MergedPersonRow> MergedPersons => Set<MergedPersonRow>();

    /// <summary>Whether this context has written to the outbox since it last told the dispatcher.</summary>
    internal bool HasUnsignalledEvents { get; private set; }

    /// <summary>
    /// Tells the other services, as soon as the surrounding change is committed. Nothing leaves before that, and
    /// nothing is lost after it.
    /// </summary>
    /// <param name="event">An event of Contracts.</param>
    public void Publish(IIntegrationEvent @event)
    {
        Outbox.Add(new OutboxRow
        {
            MessageId = Guid.CreateVersion7(),
            Type = EventTypes.NameOf(@event.GetType()),
            Body = JsonSerializer.Serialize(@event, @event.GetType(), ContractsJson.Options),
            Traceparent = Activity.Current?.Id,
        });
        HasUnsignalledEvents = true;
    }

    /// <summary>Says that set-based SQL has put rows into the outbox, so that the dispatcher is woken after the commit.</summary>
    public void OutboxWritten() => HasUnsignalledEvents = true;

    /// <summary>Adds an entry to the record, in the transaction of the change it tells of (R54).</summary>
    /// <param name="entry">Who did what to what, and by which version of the rules.</param>
    /// <param name="now">When, on the platform's clock.</param>
    public void Record(RecordEntry entry, Instant now) => Records.Add(RecordRow.From(entry, now));

    /// <summary>Saves; the personal texts of the record are encrypted on the way.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var entries = ChangeTracker.Entries<RecordRow>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
        await this.EncryptTextsAsync(entries, cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    internal void Signalled() => HasUnsignalledEvents = false;

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>();

    /// <summary>Maps outbox, inbox and record, and makes every <see cref="IVersioned.Version"/> a concurrency token: a service maps its own tables first, then calls this.</summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OutboxRow>(row =>
        {
            row.ToTable("outbox");
            row.HasKey(o => o.Id);
            row.Property(o => o.Id).UseIdentityAlwaysColumn();
            row.Property(o => o.Body).HasColumnType("text");
            row.Property(o => o.CreatedAt).HasDefaultValueSql("clock_timestamp()");
        });
        modelBuilder.Entity<OutboxFailedRow>(row =>
        {
            row.ToTable("outbox_failed");
            row.HasKey(o => o.Id);
            row.Property(o => o.Id).ValueGeneratedNever();
            row.Property(o => o.Body).HasColumnType("text");
        });
        modelBuilder.Entity<InboxRow>(row =>
        {
            row.ToTable("inbox");
            row.HasKey(i => new { i.MessageId, i.Consumer });
            row.HasIndex(i => i.ReceivedAt);
            row.Property(i => i.ReceivedAt).HasDefaultValueSql("clock_timestamp()");
        });
        modelBuilder.MapRecord();
        modelBuilder.Entity<MergedPersonRow>(row =>
        {
            row.ToTable("merged_persons");
            row.HasKey(m => m.MergedPersonId);
            row.Property(m => m.MergedPersonId).ValueGeneratedNever();
            row.HasIndex(m => m.PersonId);
            row.Property(m => m.HeardAt).HasDefaultValueSql("clock_timestamp()");
        });
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(IVersioned))))
            entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
    }
}
