using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>Validates (R15): possible from the moment the rubric holds enough experience, up to the last instant before closing.</summary>
internal static class ValidateCandidacy
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{id:guid}/validate", ValidateAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("candidacies").WithSummary("Validates a provisional candidacy (R15); needs If-Match.");

    private static async Task<Results<Ok<CandidacySaved>, Problem>> ValidateAsync(
        Guid id, IfMatch ifMatch, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (open, problem) = await OpenCandidacy.TakeAsync(id, caller, ifMatch, db, clock, ct);
        if (open is not { Candidacy: var candidacy, Definition: var definition, Now: var now }) return problem!;
        if (candidacy.State is CandidacyState.Withdrawn) return Problem.Refused("R19", "withdrawn");
        if (candidacy.State is not CandidacyState.Provisional) return Problem.Refused("R15", "validated-before");
        var count = CountAnswer.Of(candidacy.Rubric, definition, now);
        if (!count.Enough)
        {
            return Problem.Refused("R15", "not-enough-experience", count.Management.Text, count.Management.Required, count.Useful.Text, count.Useful.Required)
                .With("count", count);
        }

        candidacy.State = CandidacyState.Validated;
        candidacy.Step = FunnelStep.Validated;
        candidacy.ValidatedAt = now;
        db.Revise(candidacy, [new(CandidacyChangeKind.Validated)], now);
        await db.ValidatedAsync(id, ct);
        db.Messages.Add(Message.About(candidacy, "candidacy-validated", now, new { closesAt = BrusselsTime.EndOf(definition.ClosingDate) }));
        db.Record(new(caller.Subject, "candidacy.validated", "candidacy", id, candidacy.PersonId, definition.Version), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(candidacy.Version);
        return TypedResults.Ok(new CandidacySaved(id, candidacy.State, candidacy.Version));
    }
}
