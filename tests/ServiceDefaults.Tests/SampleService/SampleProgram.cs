using Microsoft.AspNetCore.Builder;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Messaging;

namespace Selection.ServiceDefaults.Tests.SampleService;

/// <summary>A service as small as one can be, in everything else like the real ones.</summary>
public static class SampleProgram
{
    public static Task<int> Main(string[] args) => ServiceProcess.RunAsync<SampleDb>(args, "sample", Texts.Resources, Add, Notes.Map);

    /// <summary>What it consists of.</summary>
    internal static void Add(WebApplicationBuilder builder)
    {
        builder.AddMessaging("sample", consumers => consumers
            .Add<OnPersonChanged>()
            .AddBatch<OnCandidacyLodged>());
        builder.AddDatabase<SampleDb>("sample");
    }
}
