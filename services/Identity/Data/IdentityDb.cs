using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace Selection.Identity.Data;

/// <summary>Users, OpenIddict's stores, the keys that sign tokens, and the development clock.</summary>
public sealed class IdentityDb(DbContextOptions<IdentityDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<User> Users => Set<User>();
    public DbSet<TokenKey> TokenKeys => Set<TokenKey>();
    public DbSet<ClockRow> Clocks => Set<ClockRow>();
    public DbSet<ClockReplica> ClockReplicas => Set<ClockReplica>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("users");
            user.HasKey(u => u.Subject);
            user.Property(u => u.Subject).ValueGeneratedNever();
            user.Property(u => u.UserName).HasMaxLength(64);
            user.HasIndex(u => u.UserName).IsUnique();
            user.Property(u => u.DisplayName).HasMaxLength(200);
            user.Property(u => u.Language).HasMaxLength(2);
        });
        model.Entity<TokenKey>(key =>
        {
            key.ToTable("token_keys");
            key.HasKey(k => k.Purpose);
            key.Property(k => k.Purpose).HasMaxLength(20);
        });
        model.Entity<ClockRow>(clock =>
        {
            clock.ToTable("clock");
            clock.HasKey(c => c.Id);
            clock.Property(c => c.Id).ValueGeneratedNever();
            clock.HasData(new ClockRow { Id = ClockRow.TheOnlyId, OffsetMilliseconds = 0, Version = 1 });
        });
        model.Entity<ClockReplica>(replica =>
        {
            replica.ToTable("clock_replicas");
            replica.HasKey(r => r.Instance);
            replica.Property(r => r.Instance).HasMaxLength(200);
        });
        model.Entity<DataProtectionKey>().ToTable("data_protection_keys");

        model.UseOpenIddict();
        model.Entity<OpenIddictEntityFrameworkCoreApplication>().ToTable("oidc_applications");
        model.Entity<OpenIddictEntityFrameworkCoreAuthorization>().ToTable("oidc_authorizations");
        model.Entity<OpenIddictEntityFrameworkCoreScope>().ToTable("oidc_scopes");
        model.Entity<OpenIddictEntityFrameworkCoreToken>().ToTable("oidc_tokens");
    }
}
