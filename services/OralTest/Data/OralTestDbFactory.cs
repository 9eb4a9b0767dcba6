using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using Selection.ServiceDefaults.Database;

namespace Selection.OralTest.Data;

/// <summary>For <c>dotnet ef</c> alone: no database is touched.</summary>
internal sealed class OralTestDbFactory : IDesignTimeDbContextFactory<OralTestDb>
{
    public OralTestDb CreateDbContext(string[] args)
    {
        var source = new NpgsqlDataSourceBuilder("Host=localhost;Database=design");
        source.UseNodaTime();
        var options = new DbContextOptionsBuilder<OralTestDb>();
        options.UseServiceDatabase(source.Build());
        return new OralTestDb(options.Options);
    }
}
