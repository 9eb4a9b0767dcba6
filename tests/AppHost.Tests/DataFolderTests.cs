using Microsoft.Extensions.Configuration;
using Selection.AppHost.Native;

namespace Selection.AppHost.Tests;

public class DataFolderTests
{
    [Fact]
    public void Secrets_outlive_the_ports_that_somebody_else_chooses_in_the_same_run()
    {
        var path = Path.Combine(Path.GetTempPath(), $"selection-data-{Guid.NewGuid():N}");
        try
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Selection:DataDir", path)]).Build();
            DataFolder Open() => DataFolder.Open(configuration, path);
            // The engine opens the folder before the description has chosen anything.
            var (engine, description) = (Open(), Open());

            var (key, port) = (description.Secret("candidacy-record-key"), description.Port("databases"));
            var http = engine.Port("candidacy/http/0");

            Assert.Equal((key, port, http), (Open().Secret("candidacy-record-key"), Open().Port("databases"), Open().Port("candidacy/http/0")));
            Assert.NotEqual(port, http);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
