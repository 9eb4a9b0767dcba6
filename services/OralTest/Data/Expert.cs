using NodaTime;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Database;

namespace Selection.OralTest.Data;

/// <summary>Somebody committees are composed from (R41). A committee keeps what it took over: a change here changes no committee.</summary>
public sealed class Expert : IVersioned
{
    public required Guid ExpertId { get; init; }

    /// <summary>The account at the identity provider.</summary>
    public required string Subject { get; init; }

    public required string Name { get; set; }

    public required Gender Gender { get; set; }

    /// <summary><c>nl</c> or <c>fr</c>.</summary>
    public required string LanguageRole { get; set; }

    /// <summary>Fields of expertise.</summary>
    public required string[] Fields { get; set; }

    /// <summary>Whether new committees may be composed from them.</summary>
    public bool Active { get; set; } = true;

    public long Version { get; set; }

    public required Instant ChangedAt { get; set; }
}
