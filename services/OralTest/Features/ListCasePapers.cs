using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R44: officers, and members who have declared about every candidate (R41), read the case paper in all its versions; each look, also a refused one, is on record.</summary>
internal static class ListCasePapers
{
    /// <param name="Language">The procedure's, in which it is written.</param>
    /// <param name="Versions">The newest first; the newest is what candidates read.</param>
    /// <param name="FirstReadAt">When a candidate read it for the first time; null while none has.</param>
    public sealed record Response(Guid VacancyId, string Language, IReadOnlyList<Item> Versions, Instant? FirstReadAt)
    {
        public static Response Example => new(new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "nl", [Item.Example], Instant.FromUtc(2025, 12, 11, 9, 0));
    }

    /// <param name="Reason">Why it was filed although a candidate had read an earlier version.</param>
    /// <param name="Readers">How many candidates read this version first.</param>
    public sealed record Item(int Number, string Title, string Instructions, string Text, string FiledBy, Instant FiledAt, string? Reason, int Readers)
    {
        public static Item Example => new(
            1, "Besparen zonder stil te vallen", "U hebt een uur. Notities mogen mee naar het gesprek.",
            "U leidt een dienst die in één jaar een vijfde van zijn budget verliest. Stel uw aanpak voor.", "officer1", Instant.FromUtc(2025, 12, 1, 9, 0), null, 3);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/vacancies/{vacancyId:guid}/case-paper", HandleAsync)
        .WithSummary("The case paper in all its versions, for officers and the committee.")
        .RequireAuthorization(Policies.OfficerOrCommittee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid vacancyId, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is null) return Problem.NotFound();
        Problem? refusal = null;
        if (!caller.Is(Roles.SelectionOfficer))
        {
            var roster = await Bench.RosterAsync(db, vacancy, ct);
            if (roster.Find(caller.Subject) is null) return Problem.NotFound();
            if (roster.IsRecused(caller.Subject)) refusal = Problem.Forbidden("R41", "recused");
            else if ((await db.UndeclaredAsync(vacancyId, ct)).GetValueOrDefault(caller.Subject) > 0) refusal = Bench.DeclareFirst(vacancyId);
        }

        db.Record(new RecordEntry(caller.Subject, refusal is null ? "case-paper.read" : "case-paper.refused", "vacancy", vacancyId, RuleVersion: vacancy.RuleVersion), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        response.Headers.CacheControl = "no-store";
        if (refusal is not null) return refusal;
        var versions = await db.CasePapers.AsNoTracking().Where(p => p.VacancyId == vacancyId).OrderByDescending(p => p.Number)
            .Select(p => new Item(
                p.Number, p.Title, p.Instructions, p.Text, p.FiledBy, p.FiledAt, p.Reason, db.CasePaperReadings.Count(r => r.VacancyId == vacancyId && r.Number == p.Number)))
            .ToListAsync(ct);
        var firstReadAt = await db.CasePaperReadings.Where(r => r.VacancyId == vacancyId).MinAsync(r => (Instant?)r.ReadAt, ct);
        if (versions.Count > 0) response.SetVersion(versions[0].Number);
        return TypedResults.Ok(new Response(vacancyId, vacancy.Language, versions, firstReadAt));
    }
}
