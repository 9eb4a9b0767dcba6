using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Selection.ServiceDefaults.Auth;

namespace Selection.Assessment.Vendor;

/// <summary>Stands before every call of a vendor: not too many at once, and a fault is told as a status with details.</summary>
internal sealed class VendorCalls(VendorLimits limits) : Interceptor
{
    private readonly ConcurrentDictionary<(string Vendor, string Kind), int> _open = new();

    /// <summary>The vendor is the client its token was given to.</summary>
    public static string VendorOf(ServerCallContext context)
    {
        var user = context.GetHttpContext().User;
        return user.FindFirst("client_id")?.Value ?? Caller.Of(user).Subject;
    }

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var response = default(TResponse);
        await WithinAsync("calls", limits.Calls, context, async () => response = await continuation(request, context));
        return response!;
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        WithinAsync("watches", limits.Watches, context, () => continuation(request, responseStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        WithinAsync("result streams", limits.ResultStreams, context, () => continuation(requestStream, responseStream, context));

    private async Task WithinAsync(string kind, int most, ServerCallContext context, Func<Task> call)
    {
        var key = (VendorOf(context), kind);
        try
        {
            if (_open.AddOrUpdate(key, 1, (_, open) => open + 1) > most) throw VendorErrors.TooMany(kind, most);
            await call();
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw VendorErrors.Over();
        }
        catch (Exception e) when (VendorErrors.Of(e) is { } told)
        {
            throw told;
        }
        finally
        {
            _open.AddOrUpdate(key, 0, (_, open) => open - 1);
        }
    }
}
