using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;

namespace Selection.Candidacies.Features.Accounts;

/// <summary>An account as its owner sees it.</summary>
internal sealed record AccountAnswer(
    Guid PersonId, string FirstName, string LastName, string Email, string? Telephone, PostalAddress? Address, string Language, string? NationalNumber, Instant OpenedAt, long Version)
{
    public static AccountAnswer Example => new(
        new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", "jo.peeters@example.org", "+32470123456", PostalAddress.Example, "nl", "*******-033.28", Instant.FromUtc(2025, 9, 30, 7, 15), 2);

    public static AccountAnswer Of(Person person, NumberVault vault) => new(
        person.PersonId, person.FirstName, person.LastName, person.Email, person.Telephone, person.Address, person.Language, vault.Masked(person), person.OpenedAt, person.Version);

    /// <summary>What the other services know a person by.</summary>
    public static PersonChanged Event(Person person, Instant now) => new(
        person.PersonId, person.Version, person.Subject, person.FirstName, person.LastName, person.Language, now);
}
