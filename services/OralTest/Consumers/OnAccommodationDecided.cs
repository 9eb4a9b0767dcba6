using MassTransit;
using Selection.Contracts.Events;
using Selection.OralTest.Data;

namespace Selection.OralTest.Consumers;

/// <summary>R39: the committee hears the measures, never the reason.</summary>
internal sealed class OnAccommodationDecided(OralTestDb db) : IConsumer<AccommodationDecided>
{
    public async Task Consume(ConsumeContext<AccommodationDecided> context)
    {
        var message = context.Message;
        var candidacy = await db.MeetCandidacyAsync(message.CandidacyId, message.VacancyId, message.PersonId, context.CancellationToken);
        if (message.Version <= candidacy.AccommodationSeen) return;
        candidacy.AccommodationSeen = message.Version;
        // What is in force, whatever was decided last: a refused request takes nothing away that was granted before.
        candidacy.Measures = [.. message.Measures];
        candidacy.Version++;
    }
}
