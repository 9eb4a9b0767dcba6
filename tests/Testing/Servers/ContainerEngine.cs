using System.Net.Sockets;

namespace Selection.Testing.Servers;

/// <summary>Whether the servers of the tests are containers or native.</summary>
internal static class ContainerEngine
{
    /// <summary><c>SELECTION_TEST_CONTAINERS</c>: 1 demands containers, 0 refuses them; otherwise it is whatever answers.</summary>
    private static readonly string? Wish = Environment.GetEnvironmentVariable("SELECTION_TEST_CONTAINERS");

    public static bool IsDemanded => Wish == "1";

    public static bool IsAvailable { get; } = Wish switch
    {
        "1" => true,
        "0" => false,
        _ => Answers(),
    };

    /// <summary>An engine may answer and yet have no image to run: then the native server serves, unless containers are demanded.</summary>
    public static async Task<T> StartAsync<T>(Func<Task<T>> container, Func<Task<T>> native)
    {
        if (!IsAvailable) return await native();
        if (IsDemanded) return await container();
        try
        {
            return await container();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await Console.Error.WriteLineAsync($"A container engine answers, but the container did not start ({e.Message}): a native server is used.");
            return await native();
        }
    }

    private static bool Answers()
    {
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } set ? set : "unix:///var/run/docker.sock";
        if (!Uri.TryCreate(host, UriKind.Absolute, out var address)) return false;
        try
        {
            using var socket = address.Scheme == "unix"
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (address.Scheme == "unix") socket.Connect(new UnixDomainSocketEndPoint(address.AbsolutePath));
            else socket.Connect(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
