namespace Selection.Gateway;

/// <summary>
/// Two doors, in section <c>Kestrel:Endpoints</c>: <c>http</c> for the web and <c>grpc</c> for HTTP/2, since a cleartext
/// endpoint cannot speak both. Behind TLS one port can serve both.
/// </summary>
public static class Listening
{
    public static void AddListening(this WebApplicationBuilder builder)
    {
        // The addresses are those of the section; what a host says in ASPNETCORE_URLS would only be warned about.
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // What no route says otherwise.
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
    }
}
