using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>
/// The caller's own candidacy, taken for a change that closing bounds (T3): the vacancy's row is locked first, then the
/// clock is read, then the candidacy is locked. Whoever gets one is in time until the transaction ends.
/// </summary>
internal sealed record OpenCandidacy(Candidacy Candidacy, ProcedureDefinition Definition, Instant Now)
{
    public static async Task<(OpenCandidacy? Open, Problem? Problem)> TakeAsync(
        Guid candidacyId, Caller caller, IfMatch ifMatch, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        if (await VacancyOfAsync(candidacyId, caller, db, ct) is not { } id) return (null, Problem.NotFound());
        var vacancy = (await db.LockVacancyAsync(id, ct))!;
        var now = clock.GetCurrentInstant();
        if (vacancy.Shut(now) is { } shut) return (null, shut);
        var candidacy = await db.LockCandidacyAsync(candidacyId, ct);
        var definition = await db.Vacancies.Where(v => v.VacancyId == id).Select(v => v.Definition).SingleAsync(ct);
        var open = new OpenCandidacy(candidacy, definition, now);
        return await StaleAsync(ifMatch, open, vacancy.ClosesAt, db, ct) is { } stale ? (null, stale) : (open, null);
    }

    /// <summary>The vacancy of the caller's candidacy; null when there is none, or it is somebody else's.</summary>
    public static Task<Guid?> VacancyOfAsync(Guid candidacyId, Caller caller, CandidacyDb db, CancellationToken ct) => db.Candidacies
        .Where(c => c.CandidacyId == candidacyId && db.Persons.Any(p => p.PersonId == c.PersonId && p.Subject == caller.Subject))
        .Select(c => (Guid?)c.VacancyId).SingleOrDefaultAsync(ct);

    /// <summary>A lost race (R17) is told with what changed since the caller's version, and with what stands now.</summary>
    public static async Task<Problem?> StaleAsync(IfMatch ifMatch, OpenCandidacy open, Instant closesAt, CandidacyDb db, CancellationToken ct)
    {
        if (ifMatch.Check(open.Candidacy.Version) is not { } problem) return null;
        if (ifMatch.Version is not { } version) return problem;
        var changes = await db.ChangesSinceAsync(open.Candidacy, version, ct);
        return problem
            .With("changes", open.Candidacy.State is CandidacyState.Lodged or CandidacyState.Lapsed ? [.. changes, new(CandidacyChangeKind.Closed)] : changes)
            .With("current", CandidacyAnswer.Of(open.Candidacy, open.Definition, closesAt, open.Now));
    }
}
