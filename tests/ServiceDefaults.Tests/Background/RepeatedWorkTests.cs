using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Database;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Background;

public sealed class RepeatedWorkTests
{
    [Fact]
    public async Task A_round_that_fails_ends_neither_the_work_nor_the_process()
    {
        var logger = new Lines();
        using var work = new Work(logger, round => round switch
        {
            1 => throw Wrapped(PostgresErrorCodes.AdminShutdown),
            2 => throw Wrapped(PostgresErrorCodes.CannotConnectNow),
            3 => throw new FormatException("A bug."),
            _ => false,
        });

        await work.StartAsync(default);
        await work.ReachesAsync(5);
        await work.StopAsync(default);

        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Equal([LogLevel.Warning, LogLevel.Error, LogLevel.Information], logger.Levels);
    }

    [Fact]
    public async Task While_there_is_more_to_do_it_does_not_pause()
    {
        using var work = new Work(NullLogger.Instance, round => round < 1000, TimeSpan.FromHours(1));

        await work.StartAsync(default);
        await work.ReachesAsync(1000);
        await work.StopAsync(default);

        Assert.Equal(1000, work.Rounds);
    }

    [Fact]
    public async Task A_round_that_is_cut_off_by_the_end_of_the_process_is_no_failure()
    {
        var logger = new Lines();
        using var stopped = new ManualResetEventSlim();
        using var work = new Work(logger, _ =>
        {
            stopped.Wait();
            throw new ObjectDisposedException("connection");
        });

        await work.StartAsync(default);
        await work.ReachesAsync(1);
        var stopping = work.StopAsync(default);
        stopped.Set();
        await stopping;

        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Empty(logger.Levels);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected, true)]
    [InlineData(PostgresErrorCodes.DiskFull, true)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false)]
    [InlineData(PostgresErrorCodes.UndefinedTable, false)]
    public void What_passes_by_itself_is_known_by_its_cause(string sqlState, bool passes)
    {
        Assert.Equal(passes, DatabaseFaults.WillPass(Wrapped(sqlState)));
        Assert.False(DatabaseFaults.WillPass(new InvalidOperationException("A bug.")));
    }

    /// <summary>As EF Core hands it on.</summary>
    private static InvalidOperationException Wrapped(string sqlState) =>
        new("Likely due to a transient failure.", new DbUpdateException("While saving.", new PostgresException("Away.", "FATAL", "FATAL", sqlState)));

    private sealed class Work(ILogger logger, Func<int, bool> round, TimeSpan? pause = null) : RepeatedWork(pause ?? TimeSpan.FromMilliseconds(1), logger)
    {
        private int _rounds;

        public int Rounds => Volatile.Read(ref _rounds);

        public Task ReachesAsync(int rounds) => Selection.Testing.Eventually.HoldsAsync(() => Task.FromResult(Rounds >= rounds), TimeSpan.FromSeconds(60));

        protected override async Task<bool> RunOnceAsync(CancellationToken ct)
        {
            await Task.Yield();
            return round(Interlocked.Increment(ref _rounds));
        }
    }

    private sealed class Lines : ILogger
    {
        private readonly List<LogLevel> _levels = [];

        public IReadOnlyList<LogLevel> Levels
        {
            get { lock (_levels) return [.. _levels]; }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_levels) _levels.Add(logLevel);
        }
    }
}
