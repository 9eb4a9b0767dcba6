using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Domain;

namespace Selection.OralTest.Data;

/// <summary>What a member said about one candidate before anything of the candidate was shown (R41); written once.</summary>
public sealed class DeclarationRow
{
    public required Guid VacancyId { get; init; }

    public required string Subject { get; init; }

    public required Guid CandidacyId { get; init; }

    /// <summary>Whether it was a conflict; its reason stands with the conflict.</summary>
    public required bool Conflict { get; init; }

    public required Instant DeclaredAt { get; init; }
}

/// <summary>Who took whose place on a committee, when and why (R41); written once.</summary>
public sealed class ReplacementRow
{
    public required Guid ReplacementId { get; init; }

    public required Guid VacancyId { get; init; }

    public required string Leaving { get; init; }

    public required string Coming { get; init; }

    /// <summary>Whether the one who left was recused.</summary>
    public required bool Recused { get; init; }

    public required string Reason { get; init; }

    public required string ReplacedBy { get; init; }

    public required Instant ReplacedAt { get; init; }
}

/// <summary>Which declarations are still missing (R41).</summary>
internal static class Declarations
{
    /// <summary>The candidates that members declare about: those who have reached the oral test and are still in the procedure.</summary>
    public static IQueryable<Candidacy> ToDeclareAbout(this OralTestDb db) => db.Candidacies.Where(c =>
        c.State != CandidacyState.Expected && c.State != CandidacyState.Stopped && c.State != CandidacyState.Withdrawn
        && c.State != CandidacyState.AssessmentLost && c.State != CandidacyState.Cancelled);

    /// <summary>About how many candidates each member of a committee has still to declare; a conflict that an officer noted is one that is known.</summary>
    public static Task<Dictionary<string, int>> UndeclaredAsync(this OralTestDb db, Guid vacancyId, CancellationToken ct)
    {
        var candidacies = db.ToDeclareAbout().Where(c => c.VacancyId == vacancyId);
        return db.Members.Where(m => m.VacancyId == vacancyId && m.LeftAt == null).Select(m => new
        {
            m.Subject,
            Count = candidacies.Count(c =>
                !db.Declarations.Any(d => d.VacancyId == vacancyId && d.Subject == m.Subject && d.CandidacyId == c.CandidacyId)
                && !db.Conflicts.Any(k => k.VacancyId == vacancyId && k.Subject == m.Subject && k.CandidacyId == c.CandidacyId)),
        }).ToDictionaryAsync(m => m.Subject, m => m.Count, ct);
    }

    /// <summary>The roster with the declarations that are missing about one candidate.</summary>
    public static async Task<Roster> WithDeclarationsAsync(this Roster roster, OralTestDb db, Guid vacancyId, Guid candidacyId, CancellationToken ct)
    {
        var declared = await db.Declarations.Where(d => d.VacancyId == vacancyId && d.CandidacyId == candidacyId).Select(d => d.Subject).ToHashSetAsync(ct);
        return roster with
        {
            Undeclared = [.. roster.Members.Where(m => !declared.Contains(m.Subject)).Select(m => new MissingDeclaration(m.Subject, candidacyId))],
        };
    }
}
