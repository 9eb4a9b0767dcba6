using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>
/// How far a service's record is sealed (R54). The others keep it as witnesses, so that nobody, not even the owner of that
/// service's database, changes unnoticed what was sealed before. From every service, at most every few seconds.
/// </summary>
/// <param name="Service">Whose record.</param>
/// <param name="Version">The number of the newest sealed entry; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Hash">Its hash over itself and all before it: SHA-256, 64 hexadecimal digits in lower case.</param>
/// <param name="OccurredAt">When it was told, on the platform's clock.</param>
public sealed record RecordSealed(
    string Service,
    long Version,
    string Hash,
    Instant OccurredAt) : IIntegrationEvent;
