using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Selection.AppHost.Native;

/// <summary>
/// Where a local run keeps what must outlive it: the servers' data, and the ports and secrets chosen once.
/// Git-ignored, readable by its owner only.
/// </summary>
internal sealed class DataFolder
{
    // Below the range from which outgoing connections take their ports, so that a restart finds its port free.
    private const int FirstPort = 20_000;
    private const int LastPort = 31_999;

    private readonly string _settingsFile;

    private DataFolder(string path)
    {
        Root = path;
        _settingsFile = Path.Combine(path, "settings.json");
        Read();
    }

    internal string Root { get; }

    /// <summary><c>Selection:DataDir</c>; otherwise <c>.data</c> in the repository, or, for root, a folder the servers' own users can reach.</summary>
    internal static DataFolder Open(IConfiguration configuration, string appHostDirectory)
    {
        var repository = Path.GetFullPath("..", appHostDirectory);
        var path = configuration["Selection:DataDir"] is { Length: > 0 } chosen ? Path.GetFullPath(chosen)
            : Environment.UserName == "root" ? Path.Combine("/var/lib/selection", Hash(repository))
            : Path.Combine(repository, ".data");

        var everyoneMayEnter = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, everyoneMayEnter);
            return new DataFolder(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The data folder {path} cannot be used: {e.Message}");
        }
    }

    internal string Folder(params string[] names)
    {
        var path = Path.Combine([Root, .. names]);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>The same port at every start, unless something else listens on it by now.</summary>
    internal int Port(string name)
    {
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(e => e.Port).ToHashSet();
        var settings = Read();
        if (settings.Ports.TryGetValue(name, out var known) && !listening.Contains(known))
            return known;

        int port;
        do port = RandomNumberGenerator.GetInt32(FirstPort, LastPort + 1);
        while (listening.Contains(port) || settings.Ports.ContainsValue(port));
        settings.Ports[name] = port;
        Save(settings);
        return port;
    }

    /// <summary>32 random bytes in base 64, made at first use.</summary>
    internal string Secret(string name)
    {
        var settings = Read();
        if (!settings.Secrets.TryGetValue(name, out var secret))
        {
            secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            settings.Secrets[name] = secret;
            Save(settings);
        }

        return secret;
    }

    /// <summary>A secret of letters and digits, for URLs and SQL.</summary>
    internal string Password(string name) => Hash(Secret(name), length: 32);

    internal static void WritePrivate(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path + ".new", options);
        writer.Write(text);
        writer.Close();
        File.Move(path + ".new", path, overwrite: true);
    }

    private static string Hash(string text, int length = 12) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];

    /// <summary>Anew each time: the app host and the local engine both choose from one file, and neither may undo what the other chose.</summary>
    private Settings Read()
    {
        if (!File.Exists(_settingsFile)) return new Settings([], []);
        try
        {
            return JsonSerializer.Deserialize<Settings>(File.ReadAllText(_settingsFile), JsonSerializerOptions.Web) ?? throw new JsonException("empty");
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"{_settingsFile} cannot be read ({e.Message}). It holds the servers' ports and passwords: restore it, or remove the data with ./run --reset.");
        }
    }

    private void Save(Settings settings) => WritePrivate(_settingsFile, JsonSerializer.Serialize(settings, JsonSerializerOptions.Web));

    private sealed record Settings(Dictionary<string, int> Ports, Dictionary<string, string> Secrets);
}
