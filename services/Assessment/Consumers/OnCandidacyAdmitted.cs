using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Messaging;

namespace Selection.Assessment.Consumers;

/// <summary>Admitted (R25): exempt, or to register; in batches, since a screening decides thousands at once.</summary>
internal sealed class OnCandidacyAdmitted(AssessmentDb db, Inbox inbox, IClock clock) : IConsumer<Batch<CandidacyAdmitted>>
{
    public async Task Consume(ConsumeContext<Batch<CandidacyAdmitted>> context)
    {
        var ct = context.CancellationToken;
        var admitted = inbox.FreshOf(context.Message);
        var vacancyIds = admitted.Select(a => a.VacancyId).Distinct().ToArray();
        var known = await db.Vacancies.Where(v => vacancyIds.Contains(v.VacancyId)).Select(v => v.VacancyId).ToListAsync(ct);
        await db.LockUnknownVacanciesAsync(vacancyIds.Except(known), ct);

        var files = await PersonFiles.LockAsync(db, admitted.Select(a => a.PersonId), vacancyIds, ct);
        foreach (var admission in admitted.OrderBy(a => a.Version)) Apply(files, admission);
        await files.SaveSeatsAsync(ct);
    }

    private void Apply(PersonFiles files, CandidacyAdmitted admission)
    {
        var candidacy = files.Candidacy(admission.CandidacyId) ?? files.Add(new CandidacyRow
        {
            CandidacyId = admission.CandidacyId,
            VacancyId = admission.VacancyId,
            PersonId = files.PersonOf(admission.PersonId),
            Standing = Standing.Waiting,
        });
        if (candidacy.ScreeningVersion >= admission.Version) return;
        candidacy.ScreeningVersion = admission.Version;
        candidacy.ClosingDate = admission.ClosingDate;
        files.Admit(db, candidacy, clock.GetCurrentInstant());
    }
}

/// <summary>Takes an admitted candidacy up.</summary>
internal static class Admission
{
    /// <summary>
    /// From admitted to what comes next. A withdrawal that was seen before the admission stands; a candidacy that was taken
    /// out by a reopened screening gets back what it had reached.
    /// </summary>
    public static void Admit(this PersonFiles files, AssessmentDb db, CandidacyRow candidacy, Instant now)
    {
        if (candidacy.Withdrawn) return;
        if (files.IsCancelled(candidacy.VacancyId))
        {
            if (candidacy.Standing != Standing.Ended) files.End(candidacy, EndReason.VacancyCancelled, now);
            return;
        }

        if (files.Vacancy(candidacy.VacancyId) is null)
        {
            candidacy.Standing = Standing.Waiting;
            candidacy.Next();
            return;
        }

        // An admission changed in its wording or its reservation changes nothing here.
        if (candidacy.Standing is not (Standing.Waiting or Standing.Ended)) return;
        if (files.BookingsOf(candidacy.CandidacyId).LastOrDefault(b => b.Effect is not null and not Effect.NewSitting) is { } sitting)
        {
            files.Restore(candidacy, sitting, db, now);
            return;
        }

        files.Invite(candidacy, now);
        files.Reassess(candidacy.PersonId, now);
    }
}
