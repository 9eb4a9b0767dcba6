namespace Selection.Portal.Gateway;

/// <summary>Tells the gateway for whom a call is, so that its limits count each visitor, and not the portal as one.</summary>
internal sealed class VisitorAddress(IHttpContextAccessor accessor) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (accessor.HttpContext?.Connection.RemoteIpAddress is { } address) request.Headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
        return base.SendAsync(request, cancellationToken);
    }
}
