using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>A decision as a document to keep, in the language of the procedure: for the candidate, and for officers and auditors. Each download is on record.</summary>
internal static class DownloadDecision
{
    private const string Pdf = "application/pdf";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/candidacies/{candidacyId:guid}/decision.pdf", OwnAsync)
            .RequireAuthorization(Policies.Candidate).Produces(StatusCodes.Status200OK, contentType: Pdf)
            .WithSummary("The own decision as a PDF, with motivation and remedies; with version, an earlier one.");
        api.MapGet("/vacancies/{vacancyId:guid}/decisions/{candidacyId:guid}/decision.pdf", OfCandidateAsync)
            .RequireAuthorization(Policies.OfficerOrAuditor).Produces(StatusCodes.Status200OK, contentType: Pdf)
            .WithSummary("A candidate's decision as a PDF, as the candidate gets it; with version, an earlier one.");
    }

    private static async Task<Results<FileContentHttpResult, Problem>> OwnAsync(
        Guid candidacyId, int? version, Caller caller, ResultsDb db, Decisions decisions, IClock clock, CancellationToken ct) =>
        await WriteAsync(await db.FindOwnAsync(candidacyId, caller.Subject, ct), version, caller, db, decisions, clock, ct);

    private static async Task<Results<FileContentHttpResult, Problem>> OfCandidateAsync(
        Guid vacancyId, Guid candidacyId, int? version, Caller caller, ResultsDb db, Decisions decisions, IClock clock, CancellationToken ct) =>
        await WriteAsync(
            await db.Candidacies.AsNoTracking().SingleOrDefaultAsync(c => c.CandidacyId == candidacyId && c.VacancyId == vacancyId, ct), version, caller, db, decisions, clock, ct);

    private static async Task<Results<FileContentHttpResult, Problem>> WriteAsync(
        Candidacy? candidacy, int? version, Caller caller, ResultsDb db, Decisions decisions, IClock clock, CancellationToken ct)
    {
        if (candidacy is null) return Problem.NotFound();
        var (decision, problem) = await decisions.FindAsync(candidacy, version, caller, ct);
        if (decision is null) return problem!;
        db.Record(
            new RecordEntry(caller.Subject, "decision.downloaded", "candidacy", candidacy.CandidacyId, candidacy.PersonId, decision.List.RuleVersion, new { decision.List.ListId, decision.List.Version }),
            clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        return TypedResults.File(DecisionDocument.Write(decision), Pdf, $"{decision.Reference}.pdf");
    }
}
