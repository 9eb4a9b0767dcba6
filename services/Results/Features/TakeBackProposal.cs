using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>Whoever proposed a list takes it back, with a reason, while nobody has approved it (R47).</summary>
internal static class TakeBackProposal
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{vacancyId:guid}/list/take-back", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Takes back one's own proposal, with a reason. Others refuse it instead.");

    /// <param name="ListVersion">Which proposal.</param>
    /// <param name="Reason">For the other officers; it names nobody.</param>
    internal sealed record TakingBack(int ListVersion, string Reason)
    {
        public static TakingBack Example => new(1, "De commissie kijkt een motivering opnieuw na.");
    }

    private static async Task<Results<Ok<ListSummary>, Problem>> HandleAsync(
        Guid vacancyId, TakingBack request, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        FieldError[] errors = [.. ListReasons.Check(request.Reason)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockVacancyAsync(vacancyId, ct);
        var now = clock.GetCurrentInstant();
        var list = await db.Lists.SingleOrDefaultAsync(l => l.VacancyId == vacancyId && l.Version == request.ListVersion, ct);
        if (list is null) return Problem.NotFound();
        if (list.WhyNotProposed() is { } ended) return ended;
        if (!await db.AreOnePersonAsync(list.ProposedBy, caller.Subject, ct)) return Problem.Forbidden("R47", "not-own-proposal");

        (list.State, list.EndedBy, list.EndedAt, list.EndReason) = (ListState.TakenBack, caller.Subject, now, request.Reason.Trim());
        db.Record(new RecordEntry(caller.Subject, "list.taken-back", "list", list.ListId, RuleVersion: list.RuleVersion, Details: new { vacancyId, list.Version }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(ListSummary.Of(list));
    }
}
