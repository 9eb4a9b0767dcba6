using Selection.AppHost.Native;

// The whole system, described once: against Aspire's API, which AppHost/LocalEngine offers where Aspire's packages cannot be had.
var builder = DistributedApplication.CreateBuilder(args);
var running = builder.ExecutionContext.IsRunMode;
string[] services = ["candidacy", "screening", "assessment", "oraltest", "results"];

int gatewayPort = int.Parse(builder.Configuration["Selection:GatewayPort"] ?? "5100");
int grpcPort = int.Parse(builder.Configuration["Selection:GrpcPort"] ?? "5101");
int portalPort = int.Parse(builder.Configuration["Selection:PortalPort"] ?? "5200");
int replicas = int.Parse(builder.Configuration["Selection:Replicas"] ?? "1");

// A run on one machine brings its own servers, secrets and identity provider. A deployment names its own: whoever
// publishes supplies connection strings (managed or clustered servers), secrets and an external authority.
Servers? servers = null;
string? mailFolder = null;
if (running)
{
    var data = DataFolder.Open(builder.Configuration, builder.AppHostDirectory);
    mailFolder = data.Folder("mail");
    servers = new Servers(builder, data, [.. services, "identity", "portal"], replicas);
    builder.Configuration["Parameters:authority"] ??= $"http://localhost:{gatewayPort}";
    builder.Configuration["Parameters:persons-hash-key"] ??= data.Secret("persons-hash-key");
    builder.Configuration["Parameters:persons-encryption-key"] ??= data.Secret("persons-encryption-key");
    builder.Configuration["Parameters:portal-client-secret"] ??= data.Password("portal-client-secret");
    foreach (var service in services)
        builder.Configuration[$"Parameters:{service}-record-key"] ??= data.Secret($"{service}-record-key");
}
#if ASPIRE
else if (builder.Configuration["Selection:PublishTo"] == "compose")
    builder.AddDockerComposeEnvironment("compose");
else
    builder.AddKubernetesEnvironment("kubernetes");
#endif

var authority = builder.AddParameter("authority");
var portalSecret = builder.AddParameter("portal-client-secret", secret: true);
var portalAddress = $"http://localhost:{portalPort}";
IResourceBuilder<ProjectResource>? identity = null;
if (running)
{
    identity = Migrated("identity", "services/Identity/Identity.csproj", hasRecord: false);
    identity.WithEnvironment("Auth__MetadataAddress", MetadataOf(identity));
    KnowsThePortal(identity);
}

var candidacy = Migrated("candidacy", "services/Candidacy/Candidacy.csproj")
    .WithEnvironment("Persons__HashKey", builder.AddParameter("persons-hash-key", secret: true))
    .WithEnvironment("Persons__EncryptionKey", builder.AddParameter("persons-encryption-key", secret: true));
if (mailFolder is not null)
{
    candidacy.WithEnvironment("Mail__PickupFolder", mailFolder).WithEnvironment("Mail__Portal", portalAddress);
}
else
{
    candidacy
        .WithEnvironment("Mail__Smtp__Host", builder.AddParameter("mail-host"))
        .WithEnvironment("Mail__Smtp__User", builder.AddParameter("mail-user"))
        .WithEnvironment("Mail__Smtp__Password", builder.AddParameter("mail-password", secret: true))
        .WithEnvironment("Mail__From", builder.AddParameter("mail-from"))
        .WithEnvironment("Mail__Portal", builder.AddParameter("portal"));
}

var screening = Migrated("screening", "services/Screening/Screening.csproj");
var assessment = Migrated("assessment", "services/Assessment/Assessment.csproj")
    .WithEndpoint("grpc", endpoint => { endpoint.UriScheme = "http"; endpoint.Transport = "http2"; endpoint.Port = null; });
var oralTest = Migrated("oraltest", "services/OralTest/OralTest.csproj");
var results = Migrated("results", "services/Results/Results.csproj");

// The only door. It listens on two ports, since a cleartext one cannot speak both HTTP/1.1 and HTTP/2.
var gateway = Service("gateway", "gateway/Gateway.csproj")
    .WithEndpoint("http", endpoint => Door(endpoint, gatewayPort))
    .WithEndpoint("grpc", endpoint => Door(endpoint, grpcPort, "http2"));
foreach (var behind in new[] { candidacy, screening, assessment, oralTest, results, identity })
{
    if (behind is not null)
        gateway.WithReference(behind).WaitFor(behind);
}

// The pages people see. It knows the gateway only, and keeps sessions in a database of its own.
var portal = Migrated("portal", "portal/Portal.csproj", hasRecord: false)
    .WithReplicas(1)
    .WithEndpoint("http", endpoint => Door(endpoint, portalPort))
    .WithEnvironment("Gateway__Address", gateway.GetEndpoint("http"))
    .WithEnvironment("Auth__ClientSecret", portalSecret)
    .WaitFor(gateway);
if (running)
{
    // Everything is on one machine here; the gateway counts visitors by what the portal says of them.
    gateway.WithEnvironment("Proxies__Trusted__0", "127.0.0.0/8").WithEnvironment("Proxies__Trusted__1", "::1");
    portal.WithEnvironment("Auth__MetadataAddress", ReferenceExpression.Create($"{gateway.GetEndpoint("http")}/.well-known/openid-configuration"));
}

// Where operators find logs, traces and metrics, if there is such a place. Aspire's own dashboard is one.
#if ASPIRE
if (running) builder.Configuration["Selection:Dashboard"] ??= builder.Configuration["ASPNETCORE_URLS"]?.Split(';')[0];
#endif
if (builder.Configuration["Selection:Dashboard"] is { Length: > 0 } dashboard) portal.WithEnvironment("Dashboard__Address", dashboard);

builder.Build().Run();

static void Door(EndpointAnnotation endpoint, int port, string transport = "http")
{
    endpoint.UriScheme = "http";
    endpoint.Transport = transport;
    endpoint.Port = endpoint.TargetPort = port;
    endpoint.IsProxied = false;
    endpoint.IsExternal = true;
}

// A process of ours: it answers /ready, and takes tokens of the authority and the time of the development clock.
IResourceBuilder<ProjectResource> Service(string name, string project, bool once = false)
{
    var service = builder.AddProject(name, Path.Combine(builder.AppHostDirectory, "..", project), options =>
    {
        options.ExcludeLaunchProfile = true;
        options.ExcludeKestrelEndpoints = once;
    }).WithEnvironment("Auth__Authority", authority);

    if (!once)
        service.WithEndpoint("http", endpoint => { endpoint.UriScheme = "http"; endpoint.Port = null; }).WithHttpHealthCheck("/ready");
    if (running)
        service.WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development");
    // One calendar for all of them.
    if (builder.Configuration["WorkingDays:Closed"] is { Length: > 0 } closed)
        service.WithEnvironment("WorkingDays__Closed", closed);
    if (identity is not null)
    {
        service.WithEnvironment("Auth__MetadataAddress", MetadataOf(identity)).WithEnvironment("Clock__Source", identity.GetEndpoint("http"));
    }

    return service;
}

// A service with a database: the same program brings it and the broker's topology up to date first.
IResourceBuilder<ProjectResource> Migrated(string name, string project, bool hasRecord = true)
{
    var database = builder.AddConnectionString($"{name}-database");
    var broker = builder.AddConnectionString($"{name}-broker");
    var migrate = Service($"{name}-migrate", project, once: true).WithArgs("migrate").WithReference(database, name).WithReference(broker, "broker");
    if (servers is not null)
        migrate.WaitFor(servers.Databases).WaitFor(servers.Broker);
    if (name == "identity")
        KnowsThePortal(migrate);
    var service = Service(name, project).WithReference(database, name).WithReference(broker, "broker").WithReplicas(replicas).WaitForCompletion(migrate);
    return hasRecord ? service.WithEnvironment("Record__Key", builder.AddParameter($"{name}-record-key", secret: true)) : service;
}

// Where the portal may be signed in from: its address, exactly.
void KnowsThePortal(IResourceBuilder<ProjectResource> identity) => identity
    .WithEnvironment("Clients__portal__Secret", portalSecret)
    .WithEnvironment("Clients__portal__RedirectUris__0", $"{portalAddress}/signin-oidc")
    .WithEnvironment("Clients__portal__PostLogoutRedirectUris__0", $"{portalAddress}/signout-callback-oidc");

// Tokens carry the gateway's public address as their issuer; the keys come from inside.
static ReferenceExpression MetadataOf(IResourceBuilder<ProjectResource> identity) =>
    ReferenceExpression.Create($"{identity.GetEndpoint("http")}/.well-known/openid-configuration");
