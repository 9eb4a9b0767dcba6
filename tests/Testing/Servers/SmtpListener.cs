using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Selection.Testing.Servers;

/// <summary>An e-mail as a mail server received it.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipient.</param>
/// <param name="Data">Header and body, as sent.</param>
public sealed record ReceivedMail(string From, string To, byte[] Data);

/// <summary>A mail server for tests: speaks as much SMTP as a client needs, on a socket, and refuses what it is told to.</summary>
public sealed class SmtpListener : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedMail> _received = new();
    private readonly ConcurrentDictionary<Task, bool> _conversations = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;

    /// <summary>On a free port, listening.</summary>
    public SmtpListener()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Hangs up on whoever calls, as a server that is away does; it keeps its port, which another would take.</summary>
    public bool IsAway { get; set; }

    /// <summary>What it has accepted, in order.</summary>
    public IReadOnlyList<ReceivedMail> Received => [.. _received];

    /// <summary>Given a command line, or <c>DATA-END recipient</c> for a whole e-mail: the answer instead of yes; null for yes.</summary>
    public Func<string, string?> Refuse { get; set; } = _ => null;

    /// <summary>Hangs up instead of answering a command.</summary>
    public Func<string, bool> HangUp { get; set; } = _ => false;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_conversations.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var conversation = TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
                _conversations[conversation] = true;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        if (IsAway) return;
        try
        {
            // Latin-1 keeps every byte.
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await SayAsync("220 test");
            var (from, to) = ("", "");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (HangUp(line)) return;
                if (Refuse(line) is { } no) await SayAsync(no);
                else if (line.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase)) await SayAsync("250-test\r\n250 8BITMIME");
                else if (line.StartsWith("MAIL FROM:", StringComparison.OrdinalIgnoreCase)) { from = Address(line); await SayAsync("250 ok"); }
                else if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase)) { to = Address(line); await SayAsync("250 ok"); }
                else if (line == "DATA")
                {
                    await SayAsync("354 go on");
                    var data = await DataAsync(reader);
                    if (HangUp($"DATA-END {to}")) return;
                    var refused = Refuse($"DATA-END {to}");
                    if (refused is null) _received.Enqueue(new ReceivedMail(from, to, data));
                    await SayAsync(refused ?? "250 ok");
                }
                else if (line == "QUIT") { await SayAsync("221 bye"); return; }
                else await SayAsync("250 ok");
            }

            Task SayAsync(string text) => writer.WriteLineAsync(text.AsMemory(), _stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client is gone, or the test is over.
        }
    }

    private async Task<byte[]> DataAsync(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return Encoding.Latin1.GetBytes(data.ToString());
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
