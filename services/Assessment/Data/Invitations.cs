using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Database;

namespace Selection.Assessment.Data;

/// <summary>
/// Tells everybody who is still to register of a registration period, however many they are. They are always told of one: the one
/// that runs, or comes next; of a later one when its turn comes.
/// </summary>
internal static class Invitations
{
    /// <summary>The period that runs, or comes next.</summary>
    public static Task<RegistrationPeriodRow?> CurrentPeriodAsync(this AssessmentDb db, Guid vacancyId, Instant now, CancellationToken ct) =>
        db.RegistrationPeriods.AsNoTracking().Where(p => p.VacancyId == vacancyId && p.WithdrawnAt == null && p.ClosesAt > now).OrderBy(p => p.OpensAt).FirstOrDefaultAsync(ct);

    /// <summary>Invites them to a period, or tells them that it ends later; in the surrounding transaction, which holds the vacancy's row.</summary>
    /// <returns>How many were told.</returns>
    public static async Task<int> InviteAllAsync(this AssessmentDb db, RegistrationPeriodRow period, bool extended, Instant now, CancellationToken ct)
    {
        var told = await db.NextVersionsAsync(period.VacancyId, ct);
        await db.PublishManyAsync(
            [.. told.Select(c => new AssessmentInvited(c.CandidacyId, period.VacancyId, c.PersonId, c.Version, period.OpensAt, period.ClosesAt, now, extended))], ct);
        return told.Count;
    }

    /// <summary>Tells them that a period they were told of is withdrawn.</summary>
    /// <returns>How many were told.</returns>
    public static async Task<int> UninviteAllAsync(this AssessmentDb db, RegistrationPeriodRow period, Instant now, CancellationToken ct)
    {
        var told = await db.NextVersionsAsync(period.VacancyId, ct);
        await db.PublishManyAsync(
            [.. told.Select(c => new AssessmentInvitationWithdrawn(c.CandidacyId, period.VacancyId, c.PersonId, c.Version, period.OpensAt, period.ClosesAt, now))], ct);
        return told.Count;
    }

    /// <summary>The candidacies that are to register, each with a new version; locked in the order in which all lock them.</summary>
    private static Task<List<Told>> NextVersionsAsync(this AssessmentDb db, Guid vacancyId, CancellationToken ct) => db.Database.SqlQuery<Told>($"""
        with locked as materialized (
            select candidacy_id from candidacies where vacancy_id = {vacancyId} and standing = {nameof(Standing.ToBook)} order by candidacy_id for update)
        update candidacies c set version = version + 1 from locked l where c.candidacy_id = l.candidacy_id
        returning c.candidacy_id, c.person_id, c.version
        """).ToListAsync(ct);

    private sealed record Told(Guid CandidacyId, Guid PersonId, long Version);
}
