using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Measures;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>The facts of a hearing's minutes, names and competencies in the language of the procedure. No member's score is among them.</summary>
/// <param name="Draft">Whether the committee has not judged yet.</param>
/// <param name="Language">Of the procedure.</param>
/// <param name="Version">Of the hearing.</param>
/// <param name="RuleVersion">The version of the rules it was, or would be, judged by.</param>
/// <param name="Measures">The accommodations applied (R39), never why.</param>
/// <param name="Times">When and where it was planned; null once the slot is no more.</param>
/// <param name="BrokenOff">Earlier hearings of the candidate that were broken off.</param>
/// <param name="Results">The committee's; null where they are not for the reader to see yet.</param>
/// <param name="Judgements">Every judgement there was, the oldest first; the last one counts.</param>
/// <param name="Record">The record's entries about the hearing, as far as they are sealed (R54).</param>
public sealed record Minutes(
    bool Draft, string Language, Guid CandidacyId, Guid HearingId, long Version, int RuleVersion, string SelectionCode, string Title, string? FirstName, string? LastName,
    IReadOnlyList<MinutesMember> Committee, IReadOnlyList<string> Measures, MinutesTimes? Times, CourseView Course, IReadOnlyList<CourseView> BrokenOff,
    int Scale, decimal ThresholdPercent, IReadOnlyList<MinutesResult>? Results, string? Motivation, IReadOnlyList<MinutesJudgement> Judgements, IReadOnlyList<MinutesSeal> Record)
{
    public static Minutes Example => new(
        false, "nl", new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("019a9d15-c3b2-7f68-b7e4-90a1d2c3f4b5"), 6, 1, "ANG25001", "Adjunct-administrateur-generaal", "Jo", "Peeters",
        [MinutesMember.Example], [], MinutesTimes.Example, CourseView.Example, [], 20, 60m, [MinutesResult.Example],
        "Geschikt: de kandidaat kent het werkveld en leidt met een heldere visie.", [MinutesJudgement.Example], [MinutesSeal.Example]);

    internal static async Task<Minutes> ReadAsync(OralTestDb db, Gallery seen, CancellationToken ct)
    {
        var (vacancy, candidacy, hearing) = (seen.Vacancy, seen.Candidacy, seen.Hearing!);
        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == candidacy.PersonId, ct);
        var slot = await db.Slots.AsNoTracking().SingleOrDefaultAsync(s => s.SlotId == hearing.SlotId, ct);
        var courses = await CourseView.ReadAsync(db, candidacy, ct);
        var maySeeResults = await seen.MaySeeResultsAsync(db, ct);
        var language = vacancy.Language;
        return new Minutes(
            hearing.State != HearingState.Judged, language, candidacy.CandidacyId, hearing.HearingId, hearing.Version, hearing.RuleVersion ?? vacancy.RuleVersion,
            vacancy.SelectionCode, vacancy.Title?.In(language) ?? "", person?.FirstName, person?.LastName,
            await MinutesMember.ReadAsync(db, seen, hearing, ct), MeasureWords.Of(candidacy.Measures, CultureInfo.GetCultureInfo(language)),
            slot is null ? null : new MinutesTimes(slot.PreparationAt, slot.HearingAt, slot.Place),
            courses.Single(c => c.HearingId == hearing.HearingId), [.. courses.Where(c => c.State == HearingState.Suspended)],
            vacancy.Scoring.Scale, vacancy.Scoring.ThresholdPercent,
            maySeeResults ? MinutesResult.Of(hearing.Results, vacancy, language) : null, maySeeResults ? hearing.Motivation : null,
            await MinutesJudgement.ReadAsync(db, seen, hearing, ct), await MinutesSeal.ReadAsync(db, hearing, ct));
    }
}

/// <summary>When the test was to begin, and where.</summary>
public sealed record MinutesTimes(Instant PreparationAt, Instant HearingAt, string Place)
{
    public static MinutesTimes Example => new(Instant.FromUtc(2025, 12, 11, 9, 0), Instant.FromUtc(2025, 12, 11, 10, 0), "Brussel, zaal 3");
}

/// <summary>What a member was in a hearing.</summary>
public enum MemberRole
{
    /// <summary>Opened it.</summary>
    Chair,

    /// <summary>Named to take over.</summary>
    Deputy,

    /// <summary>A member.</summary>
    Member,
}

/// <summary>A member of the committee.</summary>
/// <param name="Recused">Whether the member takes no part for a conflict of interest; the reason is not told.</param>
/// <param name="Throughout">Present from beginning to end: who scores and signs.</param>
/// <param name="SheetSubmittedAt">When the member's sheet was submitted.</param>
/// <param name="SheetSha256">Under which hash.</param>
public sealed record MinutesMember(string Subject, string Name, MemberRole Role, string Field, bool Recused, bool Throughout, Instant? SheetSubmittedAt, string? SheetSha256)
{
    public static MinutesMember Example => new(
        "chair", "An Janssens", MemberRole.Chair, "Public management", false, true, Instant.FromUtc(2025, 12, 11, 11, 40), "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");

    /// <summary>Who sat on the committee when the hearing began, and who has joined since.</summary>
    internal static async Task<IReadOnlyList<MinutesMember>> ReadAsync(OralTestDb db, Gallery seen, Hearing hearing, CancellationToken ct)
    {
        var members = await db.Members.AsNoTracking().Where(m => m.VacancyId == hearing.VacancyId && (m.LeftAt == null || m.LeftAt > hearing.OpenedAt)).ToListAsync(ct);
        // Not the scores.
        var sheets = await db.Sheets.Where(s => s.HearingId == hearing.HearingId && s.SubmittedAt != null)
            .ToDictionaryAsync(s => s.Subject, s => new { s.SubmittedAt, s.Hash }, ct);
        return
        [
            .. from m in members
               let role = m.Subject == hearing.ChairedBy ? MemberRole.Chair : m.Subject == hearing.Deputy ? MemberRole.Deputy : MemberRole.Member
               let isThere = hearing.Throughout.Contains(m.Subject)
               let sheet = isThere ? sheets.GetValueOrDefault(m.Subject) : null
               orderby role, m.Name, m.Subject
               select new MinutesMember(
                   m.Subject, m.Name, role, m.Field, seen.Roster.IsRecusedFrom(m.Subject, hearing.CandidacyId), isThere,
                   sheet?.SubmittedAt, sheet?.Hash is null ? null : Convert.ToHexStringLower(sheet.Hash)),
        ];
    }
}

/// <summary>The committee's result for one competency.</summary>
/// <param name="Group">The group of a management competency; null for a specific one.</param>
/// <param name="Essential">Whether it needs at least half the scale, whatever the total.</param>
public sealed record MinutesResult(string Code, string Name, string? Group, decimal Weight, bool Essential, decimal? Result, string? Motivation)
{
    public static MinutesResult Example => new("change-management", "Verandermanagement", null, 1m, false, 15m, "Overtuigend, met eigen voorbeelden.");

    internal static IReadOnlyList<MinutesResult> Of(IReadOnlyList<ResultLine> results, Vacancy vacancy, string language)
    {
        var lines = results.ToDictionary(r => r.Code);
        return
        [
            .. from c in ScoredCompetency.Of(vacancy.Competencies)
               let line = lines.GetValueOrDefault(c.Code)
               select new MinutesResult(
                   c.Code, c.Name.In(language), c.Group?.In(language), vacancy.Scoring.Weights.GetValueOrDefault(c.Code, 1m), vacancy.Scoring.Essential.Contains(c.Code),
                   line?.Result, line?.Motivation),
        ];
    }
}

/// <summary>A judgement.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="By">Who closed the deliberation.</param>
/// <param name="CorrectionReason">Why it took the place of the one before; null for the first.</param>
public sealed record MinutesJudgement(int Number, decimal TotalPercent, bool Suitable, Instant At, string By, int RuleVersion, string? CorrectionReason)
{
    public static MinutesJudgement Example => new(1, 72.5m, true, Instant.FromUtc(2025, 12, 11, 15, 30), "An Janssens", 1, null);

    internal static async Task<IReadOnlyList<MinutesJudgement>> ReadAsync(OralTestDb db, Gallery seen, Hearing hearing, CancellationToken ct)
    {
        var judgements = await (
            from j in db.Judgements
            join m in db.Members on new { seen.Vacancy.VacancyId, Subject = j.JudgedBy } equals new { m.VacancyId, m.Subject } into members
            from m in members.DefaultIfEmpty()
            where j.HearingId == hearing.HearingId
            orderby j.Number
            select new MinutesJudgement(j.Number, j.TotalPercent, j.Suitable, j.JudgedAt, m.Name ?? j.JudgedBy, j.RuleVersion, j.CorrectionReason)).ToListAsync(ct);
        return judgements;
    }
}

/// <summary>An entry of the record about the hearing.</summary>
/// <param name="Number">Its number in the chain; null until it is sealed, about a second later.</param>
/// <param name="Sha256">Its hash; null until it is sealed.</param>
public sealed record MinutesSeal(string Action, Instant At, long? Number, string? Sha256)
{
    public static MinutesSeal Example => new("candidate.judged", Instant.FromUtc(2025, 12, 11, 15, 30), 4702, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");

    private static readonly string[] Told = ["hearing.opened", "hearing.closed", "candidate.judged", "judgement.reopened"];

    internal static async Task<IReadOnlyList<MinutesSeal>> ReadAsync(OralTestDb db, Hearing hearing, CancellationToken ct)
    {
        var entries = await (
            from r in db.Records
            join s in db.Set<SealRow>() on r.Id equals s.RecordId into seals
            from s in seals.DefaultIfEmpty()
            where r.EntityType == "hearing" && r.EntityId == hearing.HearingId && Told.Contains(r.Action)
            orderby r.Id
            select new { r.Action, r.At, Number = (long?)s.Number, s.Hash }).AsNoTracking().ToListAsync(ct);
        return entries.ConvertAll(e => new MinutesSeal(e.Action, e.At, e.Number, e.Hash is null ? null : Convert.ToHexStringLower(e.Hash)));
    }
}
