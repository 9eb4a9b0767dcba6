using Selection.Demo.Platform;
using Selection.SampleClient;

namespace Selection.Demo;

/// <summary>Those who run the procedure: the demo users of the identity provider, and the vendor's client.</summary>
public sealed class Cast : IDisposable
{
    /// <summary>The published password of every demo user.</summary>
    public const string Password = "Demo-2026!";

    public const string VendorId = "vendor";

    public const string VendorSecret = "vendor-development-secret";

    public Cast(PlatformClient platform, DemoOptions options)
    {
        Actor User(string name, string language) => platform.User(name, Password, language);

        Officer1 = User("officer1", "nl");
        Officer2 = User("officer2", "fr");
        Operator = User("operator", "en");
        Auditor = User("auditor", "en");
        Authority = User("authority", "nl");
        Chair = User("chair", "nl");
        Members = [.. Enumerable.Range(1, 9).Select(i => User($"member{i}", i % 2 == 0 ? "fr" : "nl"))];
        Vendor = new VendorClient(options.Gateway, options.Grpc, VendorId, VendorSecret);
    }

    public Actor Officer1 { get; }

    public Actor Officer2 { get; }

    public Actor Operator { get; }

    public Actor Auditor { get; }

    public Actor Authority { get; }

    public Actor Chair { get; }

    /// <summary>Nine members; with the chair the committee has ten.</summary>
    public IReadOnlyList<Actor> Members { get; }

    /// <summary>The one who turns out to know a candidate.</summary>
    public Actor Recused => Members[^1];

    /// <summary>Those who hear: the chair and the eight members who are not recused.</summary>
    public IReadOnlyList<Actor> Bench => [Chair, .. Members.SkipLast(1)];

    public VendorClient Vendor { get; }

    public void Dispose() => Vendor.Dispose();
}
