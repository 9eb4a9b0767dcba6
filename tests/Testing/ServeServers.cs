using System.Runtime.InteropServices;
using Selection.Testing.Servers;

namespace Selection.Testing;

/// <summary>
/// As a program: starts one PostgreSQL and one RabbitMQ, prints where they are as <c>NAME=value</c> lines, a blank line
/// at their end, and stops them when its standard input ends or it is asked to stop.
/// </summary>
internal static class ServeServers
{
    public static async Task Main()
    {
        var stopped = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var starting = RabbitMqServer.StartAsync();
        await using var postgres = await PostgresServer.StartAsync();
        await using var rabbit = await starting;
        Console.WriteLine($"SELECTION_TEST_POSTGRES={postgres.ConnectionString}");
        Console.WriteLine($"SELECTION_TEST_RABBITMQ={rabbit.Address}");
        Console.WriteLine($"SELECTION_TEST_RABBITMQ_MANAGEMENT={rabbit.ManagementAddress}");
        Console.WriteLine();
        await Task.WhenAny(Task.Run(Console.In.ReadToEnd), stopped.Task);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        }
    }
}
