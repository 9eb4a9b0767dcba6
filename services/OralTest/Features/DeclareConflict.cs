using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R41: a member declares a conflict of interest, and is recused by that alone; an officer replaces where too few remain.</summary>
internal static class DeclareConflict
{
    public sealed record Request(string Reason, Guid? CandidacyId = null)
    {
        public static Request Example => new("Was tot vorig jaar de leidinggevende van een van de kandidaten.", new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"));
    }

    /// <param name="WholeProcedure">Whether the member takes no part in the procedure any more.</param>
    /// <param name="Remaining">How many members remain who are not recused.</param>
    /// <param name="Complete">Whether that is enough.</param>
    public sealed record Response(bool WholeProcedure, int Remaining, bool Complete)
    {
        public static Response Example => new(true, 4, true);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/vacancies/{vacancyId:guid}/committee/conflicts", HandleAsync)
        .WithSummary("A member declares a conflict of interest and is recused.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid vacancyId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Reason)) return Problem.Invalid(new FieldError("reason", "required"));
        if (request.Reason.Length > 2000) return Problem.Invalid(new FieldError("reason", "too-long", 2000));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var committee = await db.LockCommitteeAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (committee is null || vacancy is null) return Problem.NotFound();
        var before = await Bench.RosterAsync(db, vacancy, ct);
        if (before.Find(caller.Subject) is null) return Problem.NotFound();
        if (request.CandidacyId is { } candidacyId && !await db.Candidacies.AnyAsync(c => c.CandidacyId == candidacyId && c.VacancyId == vacancyId, ct))
            return Problem.Invalid(new FieldError("candidacyId", "candidacy-unknown"));

        var after = before with { Conflicts = [.. before.Conflicts, new Domain.Conflict(caller.Subject, request.CandidacyId)] };
        if (!before.Conflicts.Contains(after.Conflicts[^1]))
        {
            var now = clock.GetCurrentInstant();
            db.Conflicts.Add(new ConflictRow
            {
                ConflictId = Guid.CreateVersion7(),
                VacancyId = vacancyId,
                Subject = caller.Subject,
                CandidacyId = request.CandidacyId,
                Reason = request.Reason,
                DeclaredAt = now,
            });
            committee.Version++;
            db.Record(new RecordEntry(caller.Subject, "member.recused", "committee", vacancyId, RuleVersion: vacancy.RuleVersion,
                Details: new { request.CandidacyId, scope = vacancy.CommitteeRule.Recusal }), now);
            await LeaveHearingsAsync(db, vacancy, after, caller.Subject, now, ct);
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        var complete = !after.Findings().Any(finding => finding is CompositionFinding.TooFew or CompositionFinding.NoChair);
        return TypedResults.Ok(new Response(after.IsRecused(caller.Subject), after.NotRecused().Count, complete));
    }

    /// <summary>Out of the hearings that are not judged.</summary>
    private static async Task LeaveHearingsAsync(OralTestDb db, Vacancy vacancy, Roster roster, string subject, Instant now, CancellationToken ct)
    {
        var affected = await db.Hearings.AsNoTracking()
            .Where(h => h.VacancyId == vacancy.VacancyId && (h.State == HearingState.Open || h.State == HearingState.Closed) && h.Present.Contains(subject))
            .OrderBy(h => h.CandidacyId).Select(h => h.CandidacyId).ToListAsync(ct);
        foreach (var candidacyId in affected.Where(id => roster.IsRecusedFrom(subject, id)))
        {
            // A handful at most: one committee hears one candidate at a time.
            var candidacy = (await db.LockCandidacyAsync(candidacyId, ct))!;
            var hearing = await db.LockHearingAsync(candidacyId, ct);
            if (hearing is not { State: HearingState.Open or HearingState.Closed }) continue;
            await db.LeaveHearingAsync(hearing, candidacy, roster, subject, subject, vacancy.RuleVersion, now, ct);
        }
    }
}
