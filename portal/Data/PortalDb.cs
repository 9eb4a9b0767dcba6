using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Selection.Portal.Data;

/// <summary>What all replicas of the portal share: sessions, forms that wait for their sender, and the keys that protect cookies and forms.</summary>
public sealed class PortalDb(DbContextOptions<PortalDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<KeptFormRow> KeptForms => Set<KeptFormRow>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SessionRow>(session =>
        {
            session.ToTable("sessions");
            session.HasKey(s => s.SessionHash);
            session.HasIndex(s => s.ExpiresAt);
        });
        modelBuilder.Entity<KeptFormRow>(form =>
        {
            form.ToTable("kept_forms");
            form.HasKey(f => f.FormHash);
            form.HasIndex(f => f.ExpiresAt);
        });
        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
    }
}

/// <summary>Somebody who is signed in.</summary>
public sealed class SessionRow
{
    /// <summary>SHA-256 of what the cookie carries: who reads the table cannot make a cookie of it.</summary>
    public required byte[] SessionHash { get; init; }

    /// <summary>Who it is and their tokens, encrypted.</summary>
    public required byte[] Ticket { get; set; }

    /// <summary>On real time, as tokens are.</summary>
    public required Instant ExpiresAt { get; set; }
}

/// <summary>A form whose session had ended when it was sent.</summary>
public sealed class KeptFormRow
{
    /// <summary>SHA-256 of what the cookie carries.</summary>
    public required byte[] FormHash { get; init; }

    /// <summary>Whose it is, where it was sent and what was typed, encrypted.</summary>
    public required byte[] Form { get; set; }

    /// <summary>On real time, as sessions are.</summary>
    public required Instant ExpiresAt { get; set; }
}
