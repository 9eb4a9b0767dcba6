using Npgsql;

namespace Selection.ServiceDefaults.Database;

/// <summary>Which faults of the database pass by themselves.</summary>
public static class DatabaseFaults
{
    /// <summary>
    /// Whether trying again later is the answer: the database or the way to it is away, starting, ending, full, or chose this
    /// transaction as the victim of a deadlock. Looks through what EF Core wraps around it.
    /// </summary>
    public static bool WillPass(Exception exception) => exception switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.DiskFull or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        } => true,
        NpgsqlException { IsTransient: true } => true,
        TimeoutException or System.Net.Sockets.SocketException or IOException => true,
        _ => exception.InnerException is { } inner && WillPass(inner),
    };
}
