using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>Requests for help with registering (R29): one's own, and for officers those of everybody.</summary>
internal static class ListHelpRequests
{
    internal sealed record OwnItem(Guid HelpRequestId, Guid? SessionId, string Text, Instant AskedAt, string? Answer, Instant? AnsweredAt)
    {
        public static OwnItem Example => new(
            new("0199bc31-4e5f-7a62-b7c8-0d1e2f3a4b5c"), null, "Ik krijg een foutmelding wanneer ik mij inschrijf.", Instant.FromUtc(2025, 11, 12, 9, 30),
            "De inschrijving werkt opnieuw; kies gerust een sessie.", Instant.FromUtc(2025, 11, 12, 10, 15));
    }

    /// <param name="HelpRequestId">Names it.</param>
    /// <param name="Version">For If-Match.</param>
    /// <param name="CandidacyId">Whose candidacy.</param>
    /// <param name="VacancyId">Of which vacancy.</param>
    /// <param name="PersonId">Whose.</param>
    /// <param name="FirstName">Their first name.</param>
    /// <param name="LastName">Their name.</param>
    /// <param name="SessionId">The session it is about.</param>
    /// <param name="StartsAt">When that starts.</param>
    /// <param name="Text">What the trouble is.</param>
    /// <param name="AskedAt">When it was asked.</param>
    /// <param name="Answer">The answer.</param>
    /// <param name="AnsweredAt">When it was given.</param>
    internal sealed record Item(
        Guid HelpRequestId, long Version, Guid CandidacyId, Guid VacancyId, Guid PersonId, string? FirstName, string? LastName, Guid? SessionId, Instant? StartsAt,
        string Text, Instant AskedAt, string? Answer, Instant? AnsweredAt)
    {
        public static Item Example => new(
            new("0199bc31-4e5f-7a62-b7c8-0d1e2f3a4b5c"), 1, new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"),
            new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", null, null, "Ik krijg een foutmelding wanneer ik mij inschrijf.", Instant.FromUtc(2025, 11, 12, 9, 30), null, null);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/candidacies/{candidacyId:guid}/help-requests", ListOwnAsync)
            .RequireAuthorization(Policies.Candidate).Produces<Page<OwnItem>>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The caller's own requests for help with registering, with their answers, the newest first (R29).");
        api.MapGet("/help-requests", ListAsync)
            .RequireAuthorization(Policies.SelectionOfficer)
            .WithSummary("Requests for help with registering, the oldest first; open=true for those that wait for an answer (R29).");
    }

    private static async Task<IResult> ListOwnAsync(Guid candidacyId, [AsParameters] Paging paging, Caller caller, AssessmentDb db, CancellationToken ct)
    {
        if (await db.OwnerAsync(candidacyId, caller, ct) is null) return Problem.NotFound();
        var own = db.HelpRequests.Where(h => h.CandidacyId == candidacyId);
        var items = await own.OrderByDescending(h => h.AskedAt).ThenBy(h => h.HelpRequestId)
            .Select(h => new OwnItem(h.HelpRequestId, h.SessionId, h.Text, h.AskedAt, h.Answer, h.AnsweredAt)).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<OwnItem>(items, await own.CountAsync(ct), paging.Number, paging.Size));
    }

    private static async Task<Page<Item>> ListAsync(Guid? vacancyId, bool? open, [AsParameters] Paging paging, AssessmentDb db, CancellationToken ct)
    {
        var requests =
            from h in db.HelpRequests
            join c in db.Candidacies on h.CandidacyId equals c.CandidacyId
            where (vacancyId == null || c.VacancyId == vacancyId) && (open == null || (h.AnsweredAt == null) == open)
            select new { Help = h, c.VacancyId };
        var items = await (
            from h in requests
            join p in db.Persons on h.Help.PersonId equals p.PersonId
            orderby h.Help.AskedAt, h.Help.HelpRequestId
            select new Item(
                h.Help.HelpRequestId, h.Help.Version, h.Help.CandidacyId, h.VacancyId, h.Help.PersonId, p.FirstName, p.LastName, h.Help.SessionId,
                db.Sessions.Where(s => s.SessionId == h.Help.SessionId).Select(s => (Instant?)s.StartsAt).FirstOrDefault(), h.Help.Text, h.Help.AskedAt, h.Help.Answer, h.Help.AnsweredAt))
            .Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return new Page<Item>(items, await requests.CountAsync(ct), paging.Number, paging.Size);
    }
}
