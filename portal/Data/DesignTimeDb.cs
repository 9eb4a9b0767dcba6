using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using Selection.ServiceDefaults.Database;

namespace Selection.Portal.Data;

/// <summary>The context as the migrations tool needs it: no database is opened.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<PortalDb>
{
    public PortalDb CreateDbContext(string[] args)
    {
        var source = new NpgsqlDataSourceBuilder("Host=localhost");
        source.UseNodaTime();
        var options = new DbContextOptionsBuilder<PortalDb>();
        options.UseServiceDatabase(source.Build());
        return new PortalDb(options.Options);
    }
}
