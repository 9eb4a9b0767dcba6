using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R45: a candidate says which days do not suit, before slots are offered or while choosing. It binds nobody; officers see it when they plan.</summary>
internal static class KeepWishes
{
    /// <param name="Days">Days that do not suit; none takes it all back.</param>
    /// <param name="Reason">Why, for the officers.</param>
    public sealed record Request(IReadOnlyList<LocalDate> Days, string? Reason = null)
    {
        public static Request Example => new([new LocalDate(2025, 12, 11)], "Ik geef die dag les in het buitenland.");
    }

    public sealed record Response(Guid CandidacyId, IReadOnlyList<LocalDate> Days, string Reason, Instant? ChangedAt)
    {
        public static Response Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), [new LocalDate(2025, 12, 11)], "Ik geef die dag les in het buitenland.", Instant.FromUtc(2025, 11, 27, 9, 0));
    }

    /// <summary>A candidate's wish, for officers.</summary>
    public sealed record Item(Guid CandidacyId, string? FirstName, string? LastName, CandidacyState State, IReadOnlyList<LocalDate> Days, string Reason, Instant ChangedAt)
    {
        public static Item Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), "Jo", "Peeters", CandidacyState.Invited, [new LocalDate(2025, 12, 11)], "Ik geef die dag les in het buitenland.", Instant.FromUtc(2025, 11, 27, 9, 0));
    }

    private const int MostDays = 60;
    private const int DaysAhead = 400;
    private static readonly CandidacyState[] MayWish = [CandidacyState.Reached, CandidacyState.Invited, CandidacyState.Planned, CandidacyState.Rescheduling];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/candidacies/{candidacyId:guid}/wishes", ReadAsync)
            .WithSummary("The days that do not suit the candidate.").RequireAuthorization(Policies.Candidate);
        api.MapPut("/candidacies/{candidacyId:guid}/wishes", SaveAsync)
            .WithSummary("Says which days do not suit, and why.").RequireAuthorization(Policies.Candidate);
        api.MapGet("/vacancies/{vacancyId:guid}/wishes", ListAsync)
            .WithSummary("The days that do not suit the candidates of a vacancy.").RequireAuthorization(Policies.SelectionOfficer);
    }

    private static async Task<Results<Ok<Response>, Problem>> ReadAsync(Guid candidacyId, Caller caller, OralTestDb db, CancellationToken ct)
    {
        var found = await (
            from c in db.Candidacies
            join p in db.Persons on c.PersonId equals p.PersonId
            join w in db.Wishes on c.CandidacyId equals w.CandidacyId into wishes
            from w in wishes.DefaultIfEmpty()
            where c.CandidacyId == candidacyId && p.Subject == caller.Subject && c.State != CandidacyState.Expected
            select new { c.CandidacyId, Wish = w }).AsNoTracking().SingleOrDefaultAsync(ct);
        return found is null ? Problem.NotFound() : TypedResults.Ok(new Response(candidacyId, found.Wish?.Days ?? [], found.Wish?.Reason ?? "", found.Wish?.ChangedAt));
    }

    private static async Task<Results<Ok<Response>, Problem>> SaveAsync(
        Guid candidacyId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var candidacy = await db.LockOwnCandidacyAsync(candidacyId, caller.Subject, ct);
        if (candidacy is null) return Problem.NotFound();
        if (!MayWish.Contains(candidacy.State)) return Problem.Refused("R45", candidacy.State == CandidacyState.Expected ? "slot-not-reached" : "slot-over");
        var now = clock.GetCurrentInstant();
        FieldError[] errors = [.. Check(request, BrusselsTime.DateIn(now))];
        if (errors.Length > 0) return Problem.Invalid(errors);

        LocalDate[] days = [.. request.Days.Distinct().Order()];
        var reason = days.Length == 0 ? "" : request.Reason!.Trim();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into wishes (candidacy_id, days, reason, changed_at) values ({candidacyId}, {days}, {reason}, {now})
            on conflict (candidacy_id) do update set days = excluded.days, reason = excluded.reason, changed_at = excluded.changed_at
            """, ct);
        var ruleVersion = await db.Vacancies.Where(v => v.VacancyId == candidacy.VacancyId).Select(v => (int?)v.RuleVersion).SingleOrDefaultAsync(ct);
        db.Record(new RecordEntry(caller.Subject, "wishes.saved", "candidacy", candidacyId, candidacy.PersonId, ruleVersion, new { days = days.Length }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(candidacyId, days, reason, now));
    }

    private static async Task<Results<Ok<Page<Item>>, Problem>> ListAsync(Guid vacancyId, [AsParameters] Paging paging, OralTestDb db, CancellationToken ct)
    {
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.NotFound();
        var found =
            from w in db.Wishes.AsNoTracking()
            join c in db.Candidacies on w.CandidacyId equals c.CandidacyId
            where c.VacancyId == vacancyId && w.Days.Length > 0
            select new { Wish = w, Candidacy = c };
        var total = await found.CountAsync(ct);
        var items = await (
            from f in found
            join p in db.Persons on f.Candidacy.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            orderby p.LastName, p.FirstName, f.Candidacy.CandidacyId
            select new Item(f.Candidacy.CandidacyId, p.FirstName, p.LastName, f.Candidacy.State, f.Wish.Days, f.Wish.Reason, f.Wish.ChangedAt))
            .Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(items, total, paging.Number, paging.Size));
    }

    private static IEnumerable<FieldError> Check(Request request, LocalDate today)
    {
        if (request.Days.Count > MostDays) yield return new FieldError("days", "between-counts", 0, MostDays);
        foreach (var (i, day) in request.Days.Index())
        {
            if (day < today) yield return new FieldError($"days[{i}]", "in-the-past");
            else if (day > today.PlusDays(DaysAhead)) yield return new FieldError($"days[{i}]", "too-far-ahead", today.PlusDays(DaysAhead));
        }

        if (request.Days.Count == 0) yield break;
        foreach (var fault in TextCheck.Faults("reason", request.Reason, TextLengths.LongestReason)) yield return fault;
    }
}
