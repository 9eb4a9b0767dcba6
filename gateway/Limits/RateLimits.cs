using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Selection.Gateway.Routing;
using Selection.ServiceDefaults;
using Selection.ServiceDefaults.Problems;

namespace Selection.Gateway.Limits;

/// <summary>How much one client may ask: so many at once, and so many a second after that.</summary>
public sealed record RateLimit(int Burst, int PerSecond);

/// <summary>Rates per client: who has a token is known by its subject, others by their address. Section <c>RateLimits</c>.</summary>
public static class RateLimits
{
    /// <summary>The policy of routes that take passwords; routes name it in appsettings.json.</summary>
    public const string SignIn = "sign-in";

    /// <summary>A partner's machine, which sends a session's results one a call if it likes: it has a rate of its own.</summary>
    private static readonly PathString Vendor = "/selection.assessment.v1.ScoreIngestion";

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        var requests = Read(builder.Configuration, "Requests");
        var vendor = Read(builder.Configuration, "Vendor");
        var signIn = Read(builder.Configuration, "SignIn");
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.Request.Path.StartsWithSegments(Vendor) && IsKnown(context)
                ? Bucket($"vendor:{ClientOf(context)}", vendor)
                : Bucket(ClientOf(context), requests));
            limiter.AddPolicy(SignIn, context => Bucket(AddressOf(context), signIn));
            limiter.OnRejected = async (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                await Refusal.WriteAsync(rejected.HttpContext, Problem.Of("rate-limited", StatusCodes.Status429TooManyRequests, wait));
            };
        });
    }

    public static void UseRateLimits(this WebApplication app) => app.UseRateLimiter();

    private static RateLimit Read(IConfiguration configuration, string name) =>
        configuration.GetSection($"RateLimits:{name}").Get<RateLimit>() is { Burst: > 0, PerSecond: > 0 } limit
            ? limit
            : throw new StartupException($"RateLimits:{name} needs a Burst and a PerSecond above zero.");

    private static RateLimitPartition<string> Bucket(string client, RateLimit limit) =>
        RateLimitPartition.GetTokenBucketLimiter(client, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit.Burst,
            TokensPerPeriod = limit.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        });

    private static bool IsKnown(HttpContext context) => context.User.FindFirst("sub") is not null;

    private static string ClientOf(HttpContext context) =>
        context.User.FindFirst("sub") is { } subject ? $"sub:{subject.Value}" : AddressOf(context);

    /// <summary>An IPv6 customer has a whole /64: one client, not 2^64.</summary>
    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "ip:unknown",
        { IsIPv4MappedToIPv6: true } mapped => $"ip:{mapped.MapToIPv4()}",
        { AddressFamily: AddressFamily.InterNetworkV6 } v6 => $"ip:{new IPAddress([.. v6.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0])}",
        var v4 => $"ip:{v4}",
    };
}
