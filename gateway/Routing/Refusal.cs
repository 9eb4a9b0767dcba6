using System.Globalization;
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
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = GrpcStatusOf(problem.Status).ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["grpc-message"] = problem.Code;
            return context.Response.CompleteAsync();
        }

        context.Response.Headers.ContentLanguage = CultureInfo.CurrentUICulture.Name;
        if (problem.Status is StatusCodes.Status503ServiceUnavailable && context.Response.Headers.RetryAfter.Count == 0)
            context.Response.Headers.RetryAfter = RetrySeconds;
        return problem.ExecuteAsync(context);
    }
}
