using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>
/// A published list is never changed: an officer proposes a new, reasoned version from the outcomes as they are now, which
/// goes the way of every list (R47). Decisions that are the same are carried over; the others are new, and so are their periods.
/// </summary>
internal static class CorrectList
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{vacancyId:guid}/list/correct", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Proposes a correction of the published list. Another officer approves it; the published list stays readable beside it. The reason goes to every candidate whose decision is new: write it in the language of the procedure, and name nobody.");

    /// <param name="Ground">What it follows from.</param>
    /// <param name="Reason">Why, in the language of the procedure; it names nobody.</param>
    /// <param name="Ruling">The Council of State's judgment by number and date, with an annulment only.</param>
    internal sealed record CorrectionRequest(CorrectionGround Ground, string Reason, string? Ruling = null)
    {
        public static CorrectionRequest Example => new(CorrectionGround.ChangedOutcomes, "De commissie heeft een materiële fout in een resultaat rechtgezet.");
    }

    private static async Task<Results<Created<ProposeList.ProposedList>, Problem>> HandleAsync(
        Guid vacancyId, CorrectionRequest request, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        FieldError[] errors = [.. Check(request)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockVacancyAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId && v.Rules != null, ct);
        if (vacancy is null) return Problem.NotFound();
        if (vacancy.CancelledAt is not null) return Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict);
        var now = clock.GetCurrentInstant();
        if (await db.PublicListAsync(vacancyId, now, ct) is not { } published) return Problem.Refused("R47", "nothing-to-correct");
        if (published.State is ListState.Approved) return Problem.Refused("R47", "list-being-announced");
        if (await db.Lists.AnyAsync(l => l.VacancyId == vacancyId && l.State == ListState.Approved, ct)) return Problem.Refused("R47", "list-approved");

        var standing = await db.StandingAsync(vacancyId, vacancy.Procedure(), LackWindow.First, ct);
        if (standing.LackCount > 0) return await ProposeList.IncompleteAsync(db, vacancy, standing, ct);

        var correction = new Correction(request.Ground, request.Reason.Trim(), request.Ruling?.Trim(), published.PublishAt!.Value);
        var snapshot = new ListSnapshot(db, vacancy, standing, published, correction);
        var list = await snapshot.WriteAsync(caller.Subject, now, ct);
        if (!snapshot.ChangesAnything) return Problem.Refused("R47", "correction-changes-nothing");
        db.Record(
            new RecordEntry(caller.Subject, "list.correction-proposed", "list", list.ListId, RuleVersion: list.RuleVersion,
                Details: new { vacancyId, list.Version, list.Hash, list.Suitable, list.NotSuitable, list.Corrects, list.Ground, list.Decided }),
            now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/results/vacancies/{vacancyId}/list/{list.Version}", ProposeList.ProposedList.Of(list));
    }

    private static IEnumerable<FieldError> Check(CorrectionRequest request)
    {
        foreach (var error in ListReasons.Check(request.Reason)) yield return error;
        if (request.Ground is CorrectionGround.Annulment && string.IsNullOrWhiteSpace(request.Ruling)) yield return new FieldError("ruling", "required");
        if (request.Ground is not CorrectionGround.Annulment && request.Ruling is not null) yield return new FieldError("ruling", "ruling-without-annulment");
        if (request.Ruling?.Length > 200) yield return new FieldError("ruling", "too-long", 200);
    }
}
