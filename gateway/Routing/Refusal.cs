using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Selection.ServiceDefaults.Problems;

namespace Selection.Gateway.Routing;

/// <summary>Says no in the caller's protocol: a problem for HTTP, a status without messages for gRPC.</summary>
public static class Refusal
{
    private const string RetrySeconds = "5";

    /// <summary>gRPC's numbers for what a gateway can say.</summary>
    private static int GrpcStatusOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => 16,
        StatusCodes.Status403Forbidden => 7,
        StatusCodes.Status404NotFound => 12,
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status429TooManyRequests => 8,
        StatusCodes.Status504GatewayTimeout => 4,
        StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable => 14,
        _ => 13,
    };

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true)
        {
            var status = StatusOf(context, problem);
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["grpc-message"] = Uri.EscapeDataString(status.Message);
            context.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
            return context.Response.CompleteAsync();
        }

        context.Response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.Name;
        if (problem.Status is StatusCodes.Status503ServiceUnavailable && context.Response.Headers.RetryAfter.Count == 0)
            context.Response.Headers.RetryAfter = RetrySeconds;
        return problem.ExecuteAsync(context);
    }

    /// <summary>The status with its details: what it is for programs, and when to come back where that helps.</summary>
    private static Google.Rpc.Status StatusOf(HttpContext context, Problem problem)
    {
        var text = context.RequestServices.GetRequiredService<ProblemTexts>().Text(problem.Code, problem.Args);
        var status = new Google.Rpc.Status { Code = GrpcStatusOf(problem.Status), Message = text };
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = "gateway", Reason = problem.Code.Replace('-', '_').ToUpperInvariant() }));
        var wait = problem.Status switch
        {
            StatusCodes.Status429TooManyRequests => context.Response.Headers.RetryAfter.ToString(),
            StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable => RetrySeconds,
            _ => null,
        };
        if (wait is not null) status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = new Duration { Seconds = long.Parse(wait, CultureInfo.InvariantCulture) } }));
        return status;
    }
}
