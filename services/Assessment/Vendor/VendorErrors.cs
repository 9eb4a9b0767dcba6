using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Npgsql;
using Selection.ServiceDefaults.Database;

namespace Selection.Assessment.Vendor;

/// <summary>Status codes with details (google.rpc): they tell of the call, never of a result.</summary>
internal static class VendorErrors
{
    private const string Domain = "selection.assessment.v1";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    /// <summary>A field of the request cannot be used.</summary>
    public static RpcException Invalid(string field, string what) =>
        Told(Code.InvalidArgument, $"{field} {what}", new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = what } } });

    /// <summary>The session is another vendor's, or there is none: the answer does not tell which.</summary>
    public static RpcException NotYours(string sessionId) =>
        Told(Code.PermissionDenied, "you have no session of this id", new ErrorInfo { Domain = Domain, Reason = "SESSION_NOT_YOURS", Metadata = { ["session_id"] = sessionId } });

    /// <summary>One message is larger than any result; sending it again does not help.</summary>
    public static RpcException TooLarge(int bytes, int most) => Told(
        Code.ResourceExhausted,
        string.Create(CultureInfo.InvariantCulture, $"a message has {bytes} bytes, and at most {most} are taken"),
        new ErrorInfo { Domain = Domain, Reason = "MESSAGE_TOO_LARGE", Metadata = { ["max_bytes"] = most.ToString(CultureInfo.InvariantCulture) } });

    /// <summary>The vendor has too many calls of a kind open.</summary>
    public static RpcException TooMany(string kind, int most) => Told(
        Code.ResourceExhausted,
        string.Create(CultureInfo.InvariantCulture, $"at most {most} {kind} are open at once; close some, or wait for them"),
        new ErrorInfo { Domain = Domain, Reason = "TOO_MANY_OPEN", Metadata = { ["kind"] = kind, ["max_open"] = most.ToString(CultureInfo.InvariantCulture) } },
        new RetryInfo { RetryDelay = Duration.FromTimeSpan(Soon) });

    /// <summary>Not now; nothing without a receipt counts.</summary>
    public static RpcException Unavailable(string why) =>
        Told(Code.Unavailable, $"{why}; send again what has no receipt", new RetryInfo { RetryDelay = Duration.FromTimeSpan(Soon) });

    /// <summary>This process ends; another one is there, or soon.</summary>
    public static RpcException Restarting() => Unavailable("the service is restarting");

    /// <summary>The caller's deadline is over; one that has left hears nothing any more. What it sent may count or not.</summary>
    public static RpcException Over() => new(new Grpc.Core.Status(StatusCode.DeadlineExceeded, "the deadline is over; send again what has no receipt"));

    /// <summary>What a fault is told as; null for one that stays what it is.</summary>
    public static RpcException? Of(Exception fault) => fault switch
    {
        RpcException => null,
        OperationCanceledException => Restarting(),
        _ when Find<PostgresException>(fault) is { SqlState: PostgresErrorCodes.DiskFull } => Told(
            Code.ResourceExhausted, "the database has no room left; send again what has no receipt", new RetryInfo { RetryDelay = Duration.FromTimeSpan(Later) }),
        _ when DatabaseFaults.WillPass(fault) => Unavailable("the database does not answer"),
        _ => null,
    };

    /// <summary>The first of a kind among a fault and what is behind it.</summary>
    public static T? Find<T>(Exception fault)
        where T : Exception => fault as T ?? (fault.InnerException is { } inner ? Find<T>(inner) : null);

    private static RpcException Told(Code code, string message, params IMessage[] details) =>
        new Google.Rpc.Status { Code = (int)code, Message = message, Details = { details.Select(Any.Pack) } }.ToRpcException();
}
