using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Persons;

namespace Selection.Results.Consumers;

/// <summary>What results hold about a person (R55): what was published about them, and what came after. Nothing of a list that is not out yet (R47), nor of anybody else in one.</summary>
internal sealed class OnPersonDataRequested(ResultsDb db, IClock clock) : IConsumer<PersonDataRequested>
{
    public async Task Consume(ConsumeContext<PersonDataRequested> context)
    {
        var (request, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(request.PersonId, ct);
        var now = clock.GetCurrentInstant();
        var candidacies = await db.Candidacies.AsNoTracking().Where(c => persons.Contains(c.PersonId)).OrderBy(c => c.CandidacyId)
            .Select(c => new
            {
                c.CandidacyId,
                SelectionCode = db.Vacancies.Where(v => v.VacancyId == c.VacancyId).Select(v => v.SelectionCode).SingleOrDefault(),
                c.WithdrawnAt,
                c.Reservation,
            }).ToListAsync(ct);
        var results = await (
            from e in db.Entries.AsNoTracking()
            join l in db.Lists on e.ListId equals l.ListId
            where persons.Contains(e.PersonId) && e.CarriedFrom == null && (l.State == ListState.Published || l.State == ListState.Approved) && l.PublishAt <= now
            orderby l.PublishAt, l.Version
            select new { e.CandidacyId, l.Version, l.PublishAt, CorrectionReason = l.Reason, e.Group, e.Rank, e.TotalPercent, e.Results, e.Motivation }).ToListAsync(ct);
        var subjects = await db.Persons.Where(p => persons.Contains(p.PersonId)).Select(p => p.Subject).ToListAsync(ct);
        var afterResults = await db.CollectAfterResultsAsync(persons, ct);
        var content = new { candidacies, results, afterResults, record = await db.RecordOfAsync(persons, subjects, ct) };
        db.Publish(new PersonDataCollected(request.ExportId, request.PersonId, request.Version, "results", JsonSerializer.Serialize(content, ContractsJson.Options), now));
    }
}
