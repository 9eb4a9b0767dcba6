using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A person came, or their names, language or account changed (R56). From Candidacy.</summary>
/// <param name="PersonId">Who (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Subject">The account's subject at the identity provider; the services find the caller's PersonId by it.</param>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="Language"><c>nl</c>, <c>fr</c>, <c>de</c> or <c>en</c>: what the person reads.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record PersonChanged(
    Guid PersonId,
    long Version,
    string Subject,
    string FirstName,
    string LastName,
    string Language,
    Instant OccurredAt) : IIntegrationEvent;
