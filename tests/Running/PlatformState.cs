using System.Text.Json;

namespace Selection.Testing.Running;

/// <summary>What the app host writes of itself into state.json.</summary>
public sealed record PlatformState(int Pid, string Status, IReadOnlyList<PlatformResource> Resources, IReadOnlyDictionary<string, string> ConnectionStrings)
{
    /// <summary>Null while there is none.</summary>
    public static PlatformState? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<PlatformState>(File.ReadAllText(Path.Combine(dataFolder, "state.json")), JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    public PlatformResource Resource(string name) => Resources.First(r => r.Resource == name);
}

/// <summary>One process tree of the platform.</summary>
public sealed record PlatformResource(string Name, string Resource, string State, int? Pid, IReadOnlyList<PlatformProcess> Processes, IReadOnlyDictionary<string, string> Urls, int Restarts, string Log);

/// <summary>One process of it.</summary>
public sealed record PlatformProcess(int Pid, string Name);
