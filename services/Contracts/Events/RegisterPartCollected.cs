using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>One part of what a service puts into a procedure's register. Parts come in any order, and may come twice. From every service.</summary>
/// <param name="RegisterId">The request it answers.</param>
/// <param name="VacancyId">Of which procedure.</param>
/// <param name="Version">The version of the register when it was asked for.</param>
/// <param name="Service">The service's name, e.g. <c>screening</c>.</param>
/// <param name="Number">1 for the service's first part, without gaps.</param>
/// <param name="IsLast">Whether the service has said everything with it.</param>
/// <param name="Content">Lines of JSON, each a <see cref="Registers.RegisterLine"/>.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record RegisterPartCollected(
    Guid RegisterId,
    Guid VacancyId,
    long Version,
    string Service,
    int Number,
    bool IsLast,
    string Content,
    Instant OccurredAt) : IIntegrationEvent;
