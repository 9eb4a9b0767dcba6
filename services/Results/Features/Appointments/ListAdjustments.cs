using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;

namespace Selection.Results.Features.Appointments;

/// <summary>Who asks for adjustments of the place of work (R52), the oldest first; what is asked for is read one by one, which goes on record.</summary>
internal static class ListAdjustments
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/workplace-adjustments", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("appointment")
        .WithSummary("Who asks for adjustments of the place of work, by vacancy, answered or not.");

    internal sealed record Filter(Guid? VacancyId, bool? Answered);

    internal sealed record AdjustmentItem(
        Guid CandidacyId, Guid VacancyId, string? SelectionCode, string? FirstName, string? LastName, Instant AskedAt, Instant? AnsweredAt, string? AnsweredBy)
    {
        public static AdjustmentItem Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001", "Jo", "Peeters", Instant.FromUtc(2026, 2, 20, 8, 15), null, null);
    }

    private static async Task<Ok<Page<AdjustmentItem>>> HandleAsync([AsParameters] Filter filter, [AsParameters] Paging paging, ResultsDb db, CancellationToken ct)
    {
        var rows =
            from a in db.WorkplaceAdjustments.AsNoTracking()
            join c in db.Candidacies on a.CandidacyId equals c.CandidacyId
            join v in db.Vacancies on c.VacancyId equals v.VacancyId into vacancies
            from v in vacancies.DefaultIfEmpty()
            join p in db.Persons on a.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            where (filter.VacancyId == null || c.VacancyId == filter.VacancyId) && (filter.Answered == null || (a.AnsweredAt != null) == filter.Answered)
            orderby a.AskedAt, a.CandidacyId
            select new AdjustmentItem(a.CandidacyId, c.VacancyId, v!.SelectionCode, p!.FirstName, p!.LastName, a.AskedAt, a.AnsweredAt, a.AnsweredBy);
        var total = await rows.CountAsync(ct);
        return TypedResults.Ok(new Page<AdjustmentItem>(await rows.Skip(paging.Skip).Take(paging.Size).ToListAsync(ct), total, paging.Number, paging.Size));
    }
}
