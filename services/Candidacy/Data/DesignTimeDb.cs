using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using Selection.ServiceDefaults.Database;

namespace Selection.Candidacies.Data;

/// <summary>The context as the migrations tool needs it: no database is opened.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<CandidacyDb>
{
    public CandidacyDb CreateDbContext(string[] args)
    {
        var source = new NpgsqlDataSourceBuilder("Host=localhost");
        source.UseNodaTime();
        var options = new DbContextOptionsBuilder<CandidacyDb>();
        options.UseServiceDatabase(source.Build());
        return new CandidacyDb(options.Options);
    }
}
