using NodaTime;

namespace Selection.Candidacies.Domain;

/// <summary>What an event says of the test a candidate has booked in its part of the procedure.</summary>
/// <param name="StartsAt">When it begins; null when none is booked any more.</param>
internal sealed record TestChange(Instant? StartsAt);
