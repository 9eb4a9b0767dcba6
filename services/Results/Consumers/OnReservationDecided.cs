using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Results.Data;

namespace Selection.Results.Consumers;

/// <summary>Each reservation has its own outcome (R22). It changes neither group nor rank, so that no list is outdated by it.</summary>
internal sealed class OnReservationDecided(ResultsDb db) : IConsumer<ReservationDecided>
{
    public Task Consume(ConsumeContext<ReservationDecided> context)
    {
        var m = context.Message;
        return m.Decided switch
        {
            Reservation.Equivalence => db.Database.ExecuteSqlAsync(
                $"""
                insert into candidacies as c (candidacy_id, vacancy_id, person_id, equivalence_version, equivalence_lifted)
                values ({m.CandidacyId}, {m.VacancyId}, {m.PersonId}, {m.Version}, {m.Lifted})
                on conflict (candidacy_id) do update set equivalence_version = excluded.equivalence_version, equivalence_lifted = excluded.equivalence_lifted
                where c.equivalence_version < excluded.equivalence_version
                """, context.CancellationToken),
            Reservation.LanguageTest => db.Database.ExecuteSqlAsync(
                $"""
                insert into candidacies as c (candidacy_id, vacancy_id, person_id, language_test_version, language_test_lifted)
                values ({m.CandidacyId}, {m.VacancyId}, {m.PersonId}, {m.Version}, {m.Lifted})
                on conflict (candidacy_id) do update set language_test_version = excluded.language_test_version, language_test_lifted = excluded.language_test_lifted
                where c.language_test_version < excluded.language_test_version
                """, context.CancellationToken),
            _ => throw new InvalidOperationException($"A reservation is decided one at a time, not as {m.Decided}."),
        };
    }
}
