using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>What a member has said about a candidate.</summary>
public enum DeclarationState
{
    /// <summary>Nothing yet: nothing of the candidate is shown.</summary>
    Open,

    /// <summary>There is no conflict of interest.</summary>
    NoConflict,

    /// <summary>There is one.</summary>
    Conflict,
}

/// <summary>
/// R41: a member declares for each candidate, of whom only the names are shown, whether there is a conflict of interest. New
/// candidates and new members need new declarations. A conflict recuses by itself; one found out later is declared as such.
/// </summary>
internal static class DeclareForCandidates
{
    public sealed record Request(IReadOnlyList<Declaration> Declarations)
    {
        public static Request Example => new([Declaration.Example]);
    }

    /// <param name="Conflict">Whether there is a conflict of interest.</param>
    /// <param name="Reason">What it consists of; needed where there is one.</param>
    public sealed record Declaration(Guid CandidacyId, bool Conflict, string? Reason = null)
    {
        public static Declaration Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), false);
    }

    /// <param name="Undeclared">About how many candidates the member has still to declare.</param>
    /// <param name="WholeProcedure">Whether the member takes no part in the procedure any more.</param>
    /// <param name="Remaining">How many members remain who are not recused.</param>
    /// <param name="Complete">Whether that is enough.</param>
    public sealed record Response(int Undeclared, bool WholeProcedure, int Remaining, bool Complete)
    {
        public static Response Example => new(0, false, 10, true);
    }

    /// <summary>A candidate's name, and what the caller has said.</summary>
    public sealed record Item(Guid CandidacyId, string? FirstName, string? LastName, DeclarationState State, Instant? DeclaredAt)
    {
        public static Item Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), "Jo", "Peeters", DeclarationState.NoConflict, Instant.FromUtc(2025, 11, 27, 9, 0));
    }

    private const int MostAtOnce = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies/{vacancyId:guid}/committee/declarations", ListAsync)
            .WithSummary("The candidates' names, and what the caller has declared about each.").RequireAuthorization(Policies.Committee);
        api.MapPost("/vacancies/{vacancyId:guid}/committee/declarations", HandleAsync)
            .WithSummary("A member declares for candidates whether there is a conflict of interest.").RequireAuthorization(Policies.Committee);
    }

    private static async Task<Results<Ok<Page<Item>>, Problem>> ListAsync(
        Guid vacancyId, bool? open, [AsParameters] Paging paging, Caller caller, OralTestDb db, CancellationToken ct)
    {
        if (!await db.Members.AnyAsync(m => m.VacancyId == vacancyId && m.Subject == caller.Subject && m.LeftAt == null, ct)) return Problem.NotFound();
        var all =
            from c in db.ToDeclareAbout().AsNoTracking()
            where c.VacancyId == vacancyId
            join d in db.Declarations.Where(d => d.Subject == caller.Subject) on c.CandidacyId equals d.CandidacyId into declarations
            from d in declarations.DefaultIfEmpty()
            // One that was found out later, or that an officer noted.
            join k in db.Conflicts.Where(k => k.VacancyId == vacancyId && k.Subject == caller.Subject) on c.CandidacyId equals k.CandidacyId into conflicts
            from k in conflicts.DefaultIfEmpty()
            join p in db.Persons on c.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            where open == null || (d == null && k == null) == open
            select new
            {
                c.CandidacyId, p.FirstName, p.LastName, HasConflict = k != null, HasDeclared = d != null, DeclaredAt = (Instant?)k.DeclaredAt ?? (Instant?)d.DeclaredAt,
            };
        var total = await all.CountAsync(ct);
        var rows = await all.OrderBy(r => r.LastName).ThenBy(r => r.FirstName).ThenBy(r => r.CandidacyId).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. rows.Select(r => new Item(
                r.CandidacyId, r.FirstName, r.LastName, r.HasConflict ? DeclarationState.Conflict : r.HasDeclared ? DeclarationState.NoConflict : DeclarationState.Open, r.DeclaredAt))],
            total, paging.Number, paging.Size));
    }

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid vacancyId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var committee = await db.LockCommitteeAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (committee is null || vacancy is null) return Problem.NotFound();
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        if (roster.Find(caller.Subject) is null) return Problem.NotFound();
        if (vacancy.Cancelled) return Problem.Refused("R40", "vacancy-cancelled");
        var known = await db.Candidacies.Where(c => c.VacancyId == vacancyId && c.State != CandidacyState.Expected).Select(c => c.CandidacyId).ToHashSetAsync(ct);
        FieldError[] errors = [.. Check(request, known)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        var earlier = await db.Declarations.AsNoTracking().Where(d => d.VacancyId == vacancyId && d.Subject == caller.Subject).ToDictionaryAsync(d => d.CandidacyId, ct);
        // A conflict is not taken back by its member; the same word again is no news.
        Guid[] takenBack = [.. request.Declarations.Where(d => !d.Conflict && roster.Conflicts.Contains(new Domain.Conflict(caller.Subject, d.CandidacyId))).Select(d => d.CandidacyId)];
        if (takenBack.Length > 0) return Problem.Refused("R41", "declaration-final").With("candidacies", takenBack);

        var now = clock.GetCurrentInstant();
        Declaration[] fresh = [.. request.Declarations.Where(d => !earlier.ContainsKey(d.CandidacyId))];
        db.Declarations.AddRange(fresh.Select(d => new DeclarationRow { VacancyId = vacancyId, Subject = caller.Subject, CandidacyId = d.CandidacyId, Conflict = d.Conflict, DeclaredAt = now }));
        if (fresh.Length > 0)
        {
            db.Record(new RecordEntry(caller.Subject, "member.declared", "committee", vacancyId, RuleVersion: vacancy.RuleVersion,
                Details: new { candidacies = fresh.Select(d => d.CandidacyId), conflicts = fresh.Count(d => d.Conflict) }), now);
        }

        foreach (var conflict in request.Declarations.Where(d => d.Conflict).OrderBy(d => d.CandidacyId))
            roster = await db.RecuseAsync(committee, vacancy, roster, new Domain.Conflict(caller.Subject, conflict.CandidacyId), conflict.Reason!.Trim(), caller.Subject, now, ct);
        await db.SaveChangesAsync(ct);
        var undeclared = (await db.UndeclaredAsync(vacancyId, ct))[caller.Subject];
        await transaction.CommitAsync(ct);
        var state = DeclareConflict.Response.Of(roster, caller.Subject);
        return TypedResults.Ok(new Response(undeclared, state.WholeProcedure, state.Remaining, state.Complete));
    }

    private static IEnumerable<FieldError> Check(Request request, HashSet<Guid> known)
    {
        if (request.Declarations.Count is 0 or > MostAtOnce) yield return new FieldError("declarations", "between-counts", 1, MostAtOnce);
        var seen = new HashSet<Guid>();
        foreach (var (i, declaration) in request.Declarations.Index())
        {
            if (declaration is null)
            {
                yield return new FieldError($"declarations[{i}]", "required");
                continue;
            }

            if (!known.Contains(declaration.CandidacyId)) yield return new FieldError($"declarations[{i}].candidacyId", "candidacy-unknown");
            else if (!seen.Add(declaration.CandidacyId)) yield return new FieldError($"declarations[{i}].candidacyId", "twice");
            if (!declaration.Conflict) continue;
            foreach (var fault in TextCheck.Faults($"declarations[{i}].reason", declaration.Reason, TextLengths.LongestReason)) yield return fault;
        }
    }
}
