using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Selection.ServiceDefaults.Record;

/// <summary>An entry that waits for its seal; a trigger of the database puts it here in the transaction that writes it.</summary>
public sealed class UnsealedRow
{
    /// <summary>The entry.</summary>
    public required long RecordId { get; init; }
}

/// <summary>The seal of an entry: its place in the chain and the hash over it and its predecessor. Never changed or deleted.</summary>
public sealed class SealRow
{
    /// <summary>1 for the first entry that was sealed, without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>The entry.</summary>
    public required long RecordId { get; init; }

    /// <summary>Which form of the entry was hashed: <see cref="RecordHash.Format"/>.</summary>
    public required short Format { get; init; }

    /// <summary>When it was sealed, real time.</summary>
    public required Instant SealedAt { get; init; }

    /// <summary>SHA-256, 32 bytes.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>
/// A hash that a service told of its record, as another keeps it; and, under the service's own name, what it has told
/// itself. Never changed or deleted. Two hashes for one number are kept both: one of them was made later.
/// </summary>
public sealed class WitnessRow
{
    /// <summary>Whose record.</summary>
    public required string Service { get; init; }

    /// <summary>The number of the entry that was the newest.</summary>
    public required long Number { get; init; }

    /// <summary>Its hash.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was told, on the platform's clock.</summary>
    public required Instant ToldAt { get; init; }

    /// <summary>When it was kept, real time.</summary>
    public Instant ReceivedAt { get; init; }
}

/// <summary>The key of a person's texts in the record.</summary>
public sealed class PersonKeyRow
{
    /// <summary>Whose.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The key, encrypted with the service's key (<c>Record:Key</c>); null since the person was forgotten.</summary>
    public byte[]? Key { get; init; }
}

/// <summary>Maps the tables around the record.</summary>
internal static class RecordTables
{
    public static void MapRecord(this ModelBuilder model)
    {
        model.Entity<RecordRow>(row =>
        {
            row.ToTable("record");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).UseIdentityAlwaysColumn();
            row.Property(r => r.Details).HasColumnType("jsonb");
            row.Ignore(r => r.PlainText);
            row.HasIndex(r => new { r.EntityType, r.EntityId });
            row.HasIndex(r => r.PersonId);
            // Written in order of time, near enough: a few pages of index for all of it.
            row.HasIndex(r => r.At).HasMethod("brin");
        });
        model.Entity<UnsealedRow>(row =>
        {
            row.ToTable("record_unsealed").HasKey(u => u.RecordId);
            row.Property(u => u.RecordId).ValueGeneratedNever();
        });
        model.Entity<SealRow>(row =>
        {
            row.ToTable("record_seals").HasKey(s => s.Number);
            row.Property(s => s.Number).ValueGeneratedNever();
            row.HasIndex(s => s.RecordId).IsUnique();
        });
        model.Entity<WitnessRow>(row =>
        {
            row.ToTable("record_witnesses").HasKey(w => new { w.Service, w.Number, w.Hash });
            row.Property(w => w.ReceivedAt).HasDefaultValueSql("clock_timestamp()");
        });
        model.Entity<PersonKeyRow>(row => row.ToTable("person_keys").HasKey(k => k.PersonId));
    }
}
