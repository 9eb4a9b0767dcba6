using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Selection.Assessment.Vendor;

/// <summary>Status codes with details (google.rpc): they tell of the call, never of a result.</summary>
internal static class VendorErrors
{
    /// <summary>A field of the request cannot be used.</summary>
    public static RpcException Invalid(string field, string what) => new Google.Rpc.Status
    {
        Code = (int)Code.InvalidArgument,
        Message = $"{field} {what}",
        Details = { Any.Pack(new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = what } } }) },
    }.ToRpcException();

    /// <summary>The session is another vendor's, or there is none: the answer does not tell which.</summary>
    public static RpcException NotYours(string sessionId) => new Google.Rpc.Status
    {
        Code = (int)Code.PermissionDenied,
        Message = "you have no session of this id",
        Details = { Any.Pack(new ErrorInfo { Domain = "selection.assessment.v1", Reason = "SESSION_NOT_YOURS", Metadata = { ["session_id"] = sessionId } }) },
    }.ToRpcException();

    /// <summary>Not now; nothing without a receipt counts.</summary>
    public static RpcException Unavailable(string why) => new Google.Rpc.Status
    {
        Code = (int)Code.Unavailable,
        Message = $"{why}; send again what has no receipt",
        Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)) }) },
    }.ToRpcException();

    /// <summary>Tells the vendor to try again where the database or the process is away.</summary>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (Find<PostgresException>(e) is { SqlState: PostgresErrorCodes.DiskFull })
        {
            throw new Google.Rpc.Status { Code = (int)Code.ResourceExhausted, Message = "the database has no room left; send again what has no receipt" }.ToRpcException();
        }
        catch (Exception e) when (Find<NpgsqlException>(e) is not null || e is DbUpdateException)
        {
            throw Unavailable("the database does not answer");
        }
        catch (OperationCanceledException)
        {
            throw Unavailable("the service is restarting");
        }
    }

    private static T? Find<T>(Exception e)
        where T : Exception => e as T ?? (e.InnerException is { } inner ? Find<T>(inner) : null);
}
