using NodaTime;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Database;

namespace Selection.Candidacies.Data;

/// <summary>A person (R56), known by <see cref="PersonId"/> to every service; opened together with the account.</summary>
public sealed class Person : IVersioned
{
    public required Guid PersonId { get; init; }

    /// <summary>At the identity provider.</summary>
    public required string Subject { get; set; }

    public required string FirstName { get; set; }

    public required string LastName { get; set; }

    /// <summary>What two persons of one name have in common; always that of the names.</summary>
    public string NameKey
    {
        get => NameKeys.Of(FirstName, LastName);
        private set { }
    }

    public required string Email { get; set; }

    /// <summary>In the international form (E.164).</summary>
    public string? Telephone { get; set; }

    public PostalAddress? Address { get; set; }

    /// <summary><c>nl</c>, <c>fr</c>, <c>de</c> or <c>en</c>: of messages.</summary>
    public required string Language { get; set; }

    /// <summary>Encrypted; the key is not in the database.</summary>
    public byte[]? NationalNumber { get; set; }

    /// <summary>Keyed, so that a stolen table cannot be tried number by number; unique.</summary>
    public byte[]? NationalNumberHash { get; set; }

    /// <summary>The person this one was found to be (R56); nothing is done in the name of this one any more.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>Whether messages are copied by e-mail.</summary>
    public bool MailCopies { get; set; } = true;

    /// <summary>Since when an erasure waits (R55): until it is carried out or taken back, nothing new begins.</summary>
    public Instant? RestrictedAt { get; set; }

    /// <summary>Nothing is known of the person any more but this.</summary>
    public Instant? ErasedAt { get; set; }

    public required Instant OpenedAt { get; init; }

    public long Version { get; set; }
}
