using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

namespace Selection.Candidacies.Data;

/// <summary>
/// Forgets a person here and tells every service to (R55). What is counted stays counted (R53): candidacies keep their steps,
/// under a number that names nobody any more. Everything else that names the person is deleted, also in tables this does not
/// know of yet.
/// </summary>
internal sealed class Eraser(CandidacyDb db)
{
    /// <summary>Tables that keep their rows, emptied below, or that tell of the erasure itself.</summary>
    private static readonly Type[] Kept = [typeof(Person), typeof(Candidacy), typeof(FrozenDossier), typeof(Question), typeof(Erasure), typeof(MergedPersonRow)];

    /// <summary>What holds a person's data in this service: a candidacy that is still going on.</summary>
    public async Task<IReadOnlyList<HeldBy>> OwnHoldsAsync(Guid personId, CancellationToken ct) =>
        await db.Candidacies.AnyAsync(
            c => c.PersonId == personId && !ErasureHolds.Ends.Contains(c.Step) && !db.Vacancies.Any(v => v.VacancyId == c.VacancyId && v.State == VacancyState.Cancelled), ct)
            ? [new HeldBy("candidacy", ErasureReason.ProcedureRunning, null)]
            : [];

    /// <summary>Carries an erasure out, in the surrounding transaction, which holds the person's row.</summary>
    public async Task EraseAsync(Erasure erasure, Instant now, CancellationToken ct)
    {
        var persons = await db.AllOfAsync(erasure.PersonId, ct);
        await db.TouchPersonalDataAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            with gone as (
                select v.document_version_id from document_versions v join documents d using (document_id) where d.person_id = any({persons})),
            chunks as (delete from document_chunks c using gone g where c.document_version_id = g.document_version_id)
            delete from document_versions v using gone g where v.document_version_id = g.document_version_id
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            delete from export_parts where export_id in (select export_id from exports where person_id = any({persons}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            delete from candidacy_revisions where candidacy_id in (select candidacy_id from candidacies where person_id = any({persons}))
            """, ct);
        foreach (var table in TablesToEmpty())
        {
#pragma warning disable EF1002 // The names are those of our own tables.
            await db.Database.ExecuteSqlRawAsync($"delete from {table} where person_id = any({{0}})", [persons], ct);
#pragma warning restore EF1002
        }

        // What was published with a vacancy is in the officer's words, and everybody's.
        await db.Database.ExecuteSqlAsync($"delete from questions where person_id = any({persons}) and published_at is null", ct);
        await db.Database.ExecuteSqlAsync($"update questions set text = '', answer = null where person_id = any({persons})", ct);
        await db.Database.ExecuteSqlAsync($$"""
            update candidacies set rubric = '{"experiences": [], "federalLevelA": null}' where person_id = any({{persons}})
            """, ct);
        await db.Database.ExecuteSqlAsync($$"""
            update dossiers set content = '{"experiences": [], "documents": [], "federalLevelA": null}' where person_id = any({{persons}})
            """, ct);
        await db.ForgetTracesAsync(persons, ct);
        foreach (var person in await db.Persons.Where(p => persons.Contains(p.PersonId)).ToListAsync(ct))
        {
            (person.Subject, person.FirstName, person.LastName, person.Email) = ($"erased-{person.PersonId}", "", "", "");
            (person.Telephone, person.Address) = (null, null);
            (person.NationalNumber, person.NationalNumberHash, person.RestrictedAt, person.ErasedAt) = (null, null, null, now);
            person.Version++;
            if (person.PersonId == erasure.PersonId) db.Publish(new PersonErased(person.PersonId, person.Version, now));
        }

        (erasure.State, erasure.Reasons, erasure.NextAt, erasure.EndedAt) = (ErasureState.Done, [], null, now);
        db.Record(new(RecordEntry.SystemActor, "person.erased", "person", erasure.PersonId, erasure.PersonId, Details: new { erasure.ErasureId, erasure.Origin }), now);
    }

    private IEnumerable<string> TablesToEmpty() =>
        from table in db.Model.GetEntityTypes()
        where table.FindProperty("PersonId") is not null && !Kept.Contains(table.ClrType) && table.ClrType.Namespace != typeof(RecordRow).Namespace
        orderby table.GetTableName()
        select table.GetTableName();
}
