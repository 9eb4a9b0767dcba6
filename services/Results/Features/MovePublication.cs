using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>The publication instant of an approved list moves, while it has not come (R47). As the approval, which sets it, never by who proposed the list.</summary>
internal static class MovePublication
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/vacancies/{vacancyId:guid}/list/publication", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Moves the publication instant of an approved list before it has come; never by who proposed the list.");

    /// <param name="ListVersion">Which list.</param>
    /// <param name="PublishAt">An instant (<c>2025-12-17T08:00:00Z</c>), or a local time in Brussels (<c>2025-12-17T09:00</c>).</param>
    internal sealed record Move(int ListVersion, string PublishAt)
    {
        public static Move Example => new(1, "2025-12-18T09:00");
    }

    private static async Task<Results<Ok<ListSummary>, Problem>> HandleAsync(
        Guid vacancyId, Move request, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        var wanted = faults.Moment("publishAt", request.PublishAt);
        if (faults.Count > 0) return Problem.Invalid(faults);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockVacancyAsync(vacancyId, ct);
        var now = clock.GetCurrentInstant();
        var list = await db.Lists.SingleOrDefaultAsync(l => l.VacancyId == vacancyId && l.Version == request.ListVersion, ct);
        if (list is null) return Problem.NotFound();
        if (list.WhyNotAwaitingPublication(now) is { } refused) return refused;
        if (await db.AreOnePersonAsync(list.ProposedBy, caller.Subject, ct)) return Problem.Forbidden("R47", "four-eyes");
        if (wanted < now) return Problem.Invalid(new FieldError("publishAt", "publish-at-past"));

        db.Record(
            new RecordEntry(caller.Subject, "list.publication-moved", "list", list.ListId, RuleVersion: list.RuleVersion, Details: new { vacancyId, list.Version, from = list.PublishAt, to = wanted }),
            now);
        list.PublishAt = wanted;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(ListSummary.Of(list));
    }
}
