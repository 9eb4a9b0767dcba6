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
    /// <param name="Language">The procedure's, in which it is written.</param>
    /// <param name="Number">Which version it is.</param>
    /// <param name="Changed">Whether the caller has read an earlier version before.</param>
    public sealed record Response(Guid CandidacyId, Guid VacancyId, Instant OpenedAt, string Text, string Title, string Instructions, string Language, int Number, bool Changed)
    {
        public static Response Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), Instant.FromUtc(2025, 12, 11, 9, 0),
            "U leidt een dienst die in één jaar een vijfde van zijn budget verliest. Stel uw aanpak voor.", "Besparen zonder stil te vallen",
            "U hebt een uur. Notities mogen mee naar het gesprek.", "nl", 1, false);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/candidacies/{candidacyId:guid}/case-paper", HandleAsync)
        .WithSummary("The case paper, from the beginning of the preparation.")
        .RequireAuthorization(Policies.Candidate);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancyId = await db.Candidacies.Where(c => c.CandidacyId == candidacyId).Select(c => c.VacancyId).SingleOrDefaultAsync(ct);
        // Held while it is read: an officer who changes the case knows whether somebody has read it.
        if (await db.HoldVacancyAsync(vacancyId, ct) is not { } vacancy || await db.LockOwnCandidacyAsync(candidacyId, caller.Subject, ct) is not { } candidacy) return Problem.NotFound();
        if (candidacy.State is not (CandidacyState.Planned or CandidacyState.Held or CandidacyState.Judged) || await db.LockSlotOfAsync(candidacyId, ct) is not { } slot)
            return Problem.Refused("R44", "case-paper-no-slot");

        var now = clock.GetCurrentInstant();
        var isOpen = SlotRules.CasePaperIsOpen(now, slot.Times);
        var paper = isOpen ? await db.CasePapers.AsNoTracking().Where(p => p.VacancyId == slot.VacancyId).OrderByDescending(p => p.Number).FirstOrDefaultAsync(ct) : null;
        var first = await db.CasePaperReadings.AsNoTracking().SingleOrDefaultAsync(r => r.CandidacyId == candidacyId, ct);
        if (paper is not null && first is null)
            db.CasePaperReadings.Add(new CasePaperReading { CandidacyId = candidacyId, VacancyId = slot.VacancyId, Number = paper.Number, ReadAt = now });
        db.Record(new RecordEntry(caller.Subject, isOpen ? "case-paper.read" : "case-paper.refused", "candidacy", candidacyId,
            candidacy.PersonId, vacancy.RuleVersion, new { slot.SlotId, paper?.Number }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.Headers.CacheControl = "no-store";
        if (!isOpen) return Problem.Refused("R44", "case-paper-closed").With("opensAt", slot.PreparationAt);
        return paper is null
            ? Problem.Refused("R44", "case-paper-missing")
            : TypedResults.Ok(new Response(
                candidacyId, slot.VacancyId, slot.PreparationAt, paper.Text, paper.Title, paper.Instructions, vacancy.Language, paper.Number, first?.Number < paper.Number));
    }
}
