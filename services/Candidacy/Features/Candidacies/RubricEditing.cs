using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>What was saved, counted.</summary>
internal sealed record RubricSaved(
    long Version, CandidacyState State, IReadOnlyList<Experience> Experiences, CountAnswer Count, IReadOnlyList<Warning> Warnings)
{
    public static RubricSaved Example => new(
        4, CandidacyState.Provisional,
        [new Experience(new("01997f12-0c5a-7b16-94e3-7d8f9a0b1c2d"), ExperienceKind.Management, "Directeur", "Stad Gent", null, new LocalDate(2015, 3, 1), new LocalDate(2021, 8, 31), false, "Leidde de dienst en zijn personeel.")],
        CountAnswer.Example, []);
}

/// <summary>What an edit makes of a rubric: a new one, or why not.</summary>
internal readonly record struct RubricEdit(Rubric? Rubric, Problem? Problem)
{
    public static implicit operator RubricEdit(Rubric rubric) => new(rubric, null);

    public static implicit operator RubricEdit(Problem problem) => new(null, problem);
}

/// <summary>
/// Saves an edit of the rubric (R16, R17): possible until closing, also once validated, on the version the caller has seen.
/// The use cases differ only in what they make of the rubric.
/// </summary>
internal sealed class RubricEditing(CandidacyDb db, IClock clock, RubricLimits limits)
{
    public async Task<Results<Ok<RubricSaved>, Problem>> SaveAsync(
        Guid id, IfMatch ifMatch, Caller caller, HttpResponse response, Func<Rubric, RubricContext, RubricEdit> edit, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (open, problem) = await OpenCandidacy.TakeAsync(id, caller, ifMatch, db, clock, ct);
        if (open is not { Candidacy: var candidacy, Definition: var definition }) return problem!;
        if (candidacy.State is CandidacyState.Withdrawn) return Problem.Refused("R19", "withdrawn");

        var before = candidacy.Rubric;
        var context = new RubricContext(
            definition, candidacy.AppliedOn, BrusselsTime.DateIn(open.Now), [.. before.Experiences.Select(e => e.ExperienceId)], limits.MaxEntries);
        var (after, refusal) = edit(before, context);
        if (after is null) return refusal!;

        candidacy.Rubric = after;
        db.Revise(candidacy, CandidacyChange.Between(before, after), open.Now);
        var count = CountAnswer.Of(after, definition, open.Now);
        db.Record(new(caller.Subject, "rubric.saved", "candidacy", id, candidacy.PersonId, definition.Version,
            new { candidacy.Version, Experiences = after.Experiences.Count, count.Enough }), open.Now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(candidacy.Version);
        return TypedResults.Ok(new RubricSaved(
            candidacy.Version, candidacy.State, after.Experiences, count, Warning.Of(after, candidacy.State, definition, count.Enough)));
    }
}
