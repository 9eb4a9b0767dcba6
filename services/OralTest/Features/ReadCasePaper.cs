using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R44: the case paper opens to the candidate when the preparation begins, not before; each look, also a refused one, is on record.</summary>
internal static class ReadCasePaper
{
    public sealed record Response(Guid CandidacyId, Guid VacancyId, Instant OpenedAt, string Text)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), Instant.FromUtc(2025, 12, 11, 9, 0), "U leidt een dienst die in één jaar een vijfde van zijn budget verliest. Stel uw aanpak voor.");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/candidacies/{candidacyId:guid}/case-paper", HandleAsync)
        .WithSummary("The case paper, from the beginning of the preparation.")
        .RequireAuthorization(Policies.Candidate);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var found = await (
            from c in db.Candidacies
            join p in db.Persons on c.PersonId equals p.PersonId
            join v in db.Vacancies on c.VacancyId equals v.VacancyId
            join s in db.Slots on c.CandidacyId equals s.CandidacyId into slots
            from s in slots.DefaultIfEmpty()
            where c.CandidacyId == candidacyId && p.Subject == caller.Subject
            select new { Candidacy = c, v.RuleVersion, Slot = s }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null) return Problem.NotFound();
        if (found.Slot is not { } slot || found.Candidacy.State is not (CandidacyState.Planned or CandidacyState.Held or CandidacyState.Judged))
            return Problem.Refused("R44", "case-paper-no-slot");

        var now = clock.GetCurrentInstant();
        var isOpen = SlotRules.CasePaperIsOpen(now, slot.Times);
        var text = isOpen ? await db.CasePapers.Where(p => p.VacancyId == slot.VacancyId).Select(p => p.Text).SingleOrDefaultAsync(ct) : null;
        db.Record(new RecordEntry(caller.Subject, isOpen ? "case-paper.read" : "case-paper.refused", "candidacy", candidacyId,
            found.Candidacy.PersonId, found.RuleVersion, new { slot.SlotId }), now);
        await db.SaveChangesAsync(ct);
        response.Headers.CacheControl = "no-store";
        if (!isOpen) return Problem.Refused("R44", "case-paper-closed").With("opensAt", slot.PreparationAt);
        return text is null ? Problem.Refused("R44", "case-paper-missing") : TypedResults.Ok(new Response(candidacyId, slot.VacancyId, slot.PreparationAt, text));
    }
}
