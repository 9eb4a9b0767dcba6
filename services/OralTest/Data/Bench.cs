using Microsoft.EntityFrameworkCore;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Data;

/// <summary>What a member of a committee has before them: the procedure, the committee, one candidacy and its hearing.</summary>
internal sealed record Bench(Vacancy Vacancy, Roster Roster, RosterMember Self, Candidacy Candidacy, Hearing? Hearing)
{
    /// <summary>How a bench is taken.</summary>
    public enum For
    {
        /// <summary>To look at.</summary>
        Reading,

        /// <summary>To write one's own sheet: beside the other members, but not while the hearing changes.</summary>
        Scoring,

        /// <summary>To change the hearing.</summary>
        Chairing,
    }

    /// <summary>The bench of a caller who sits on the committee of the candidacy's vacancy; null for anybody else.</summary>
    public static async Task<Bench?> TakeAsync(OralTestDb db, Guid candidacyId, Caller caller, For purpose, CancellationToken ct)
    {
        var vacancy = await (
            from c in db.Candidacies
            join v in db.Vacancies on c.VacancyId equals v.VacancyId
            join m in db.Members on c.VacancyId equals m.VacancyId
            where c.CandidacyId == candidacyId && m.Subject == caller.Subject && m.LeftAt == null
            select v).AsNoTracking().SingleOrDefaultAsync(ct);
        if (vacancy is null) return null;

        if (purpose == For.Chairing) await db.HoldCommitteeAsync(vacancy.VacancyId, ct);
        var candidacy = purpose == For.Chairing
            ? await db.LockCandidacyAsync(candidacyId, ct)
            : await db.Candidacies.AsNoTracking().SingleAsync(c => c.CandidacyId == candidacyId, ct);
        var hearing = purpose switch
        {
            For.Chairing => await db.LockHearingAsync(candidacyId, ct),
            For.Scoring => await db.HoldHearingAsync(candidacyId, ct),
            For.Reading => await db.Hearings.AsNoTracking()
                .SingleOrDefaultAsync(h => h.CandidacyId == candidacyId && (h.State == HearingState.Open || h.State == HearingState.Closed || h.State == HearingState.Judged), ct),
        };
        var roster = await (await RosterAsync(db, vacancy, ct)).WithDeclarationsAsync(db, vacancy.VacancyId, candidacyId, ct);
        // Asked again under the lock: the member may have left meanwhile.
        return roster.Find(caller.Subject) is { } self ? new Bench(vacancy, roster, self, candidacy!, hearing) : null;
    }

    /// <summary>The committee of a vacancy as it stands.</summary>
    public static async Task<Roster> RosterAsync(OralTestDb db, Vacancy vacancy, CancellationToken ct)
    {
        var members = await db.Members.AsNoTracking().Where(m => m.VacancyId == vacancy.VacancyId && m.LeftAt == null).ToListAsync(ct);
        var conflicts = await db.Conflicts.AsNoTracking().Where(c => c.VacancyId == vacancy.VacancyId).ToListAsync(ct);
        return new Roster(
            vacancy.CommitteeRule.Recusal,
            [.. members.OrderBy(m => m.Subject, StringComparer.Ordinal).Select(m => new RosterMember(m.Subject, m.Name, new Seat(m.Gender, m.LanguageRole, m.IsChair)))],
            [.. conflicts.Select(c => new Conflict(c.Subject, c.CandidacyId))]);
    }

    /// <summary>What keeps the caller from scoring, or from anything at all: null where nothing does.</summary>
    public Problem? MemberRefusal()
    {
        if (Vacancy.Cancelled) return Problem.Refused("R40", "vacancy-cancelled");
        if (Roster.IsRecusedFrom(Self.Subject, Candidacy.CandidacyId)) return Problem.Forbidden("R41", "recused");
        return Roster.HasToDeclare(Self.Subject, Candidacy.CandidacyId) ? DeclareFirst(Vacancy.VacancyId) : null;
    }

    /// <summary>Whether the caller chairs: the hearing, once it was opened, and the committee before that.</summary>
    public bool Chairs => Hearing is { } hearing
        ? Chairing.Of(Roster, hearing.ChairedBy, hearing.Deputy, hearing.Throughout) == Self.Subject
        : Self.Seat.IsChair;

    /// <summary>What a member hears who asks for more than names before having declared (R41).</summary>
    public static Problem DeclareFirst(Guid vacancyId) =>
        Problem.Forbidden("R41", "declare-first").With("declareAt", $"/api/oraltest/vacancies/{vacancyId}/committee/declarations");

    /// <summary>What keeps the caller from chairing; null where nothing does.</summary>
    public Problem? ChairRefusal() => MemberRefusal() ?? (Chairs ? null : Problem.Forbidden("R41", "not-the-chair"));
}
