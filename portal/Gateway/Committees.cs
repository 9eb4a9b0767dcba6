using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway.Committees;

/// <summary>A committee one sits on, with what waits there (R41).</summary>
public sealed record OwnCommittee(Guid VacancyId, string SelectionCode, Contracts.LocalizedText? Title, bool Cancelled, bool IsChair, bool Recused, int Undeclared, Instant? NextHearingAt);

/// <summary>How far a candidate is with the oral test.</summary>
public enum HearingStage { Expected, Reached, Invited, Planned, Rescheduling, Held, Judged, Stopped, Withdrawn, AssessmentLost, Cancelled }

/// <summary>How far a hearing is.</summary>
public enum HearingState { Open, Suspended, Closed, Judged }

/// <summary>A hearing in a committee's list.</summary>
public sealed record HearingLine(Guid CandidacyId, string? FirstName, string? LastName, Instant HearingAt, Instant EndsAt, string Place, HearingStage State, HearingState? Hearing)
{
    public string Name => $"{FirstName} {LastName}".Trim();
}

/// <summary>The hearings of a committee.</summary>
public sealed record HearingList(IReadOnlyList<HearingLine> Items, int Total, int Undeclared);

/// <summary>What a member has said about a candidate (R41).</summary>
public enum DeclarationState { Open, NoConflict, Conflict }

/// <summary>A candidate's name, and what the member has said.</summary>
public sealed record DeclarationLine(Guid CandidacyId, string? FirstName, string? LastName, DeclarationState State, Instant? DeclaredAt)
{
    public string Name => $"{FirstName} {LastName}".Trim();
}

/// <summary>What declaring led to.</summary>
public sealed record Declared(int Undeclared, bool WholeProcedure, int Remaining, bool Complete);

/// <summary>A part of a day.</summary>
public enum DayPart { WholeDay, Morning, Afternoon, Times }

/// <summary>When a member can come, or cannot.</summary>
public sealed record AvailabilityEntry(LocalDate Day, bool Available, DayPart Part = DayPart.WholeDay, string? From = null, string? To = null);

/// <summary>All of a member's entries; the version goes back with a change.</summary>
public sealed record MemberAvailability(string Subject, string Name, long Version, IReadOnlyList<AvailabilityEntry> Entries);

/// <summary>One's own availability: a list of one.</summary>
public sealed record Availability(IReadOnlyList<MemberAvailability> Members);

/// <summary>Gender, as far as the balance of a committee asks for it.</summary>
public enum MemberGender { F, M, X }

/// <summary>A member of a committee.</summary>
public sealed record CommitteeMember(string Subject, string Name, MemberGender Gender, string LanguageRole, string Field, bool IsChair, bool Recused, int Undeclared);

/// <summary>Something the check of a committee finds; what does not block is a warning.</summary>
public sealed record CommitteeFinding(string Code, string Text, bool Blocks, IReadOnlyList<string>? Subjects);

/// <summary>Who took whose place, and why.</summary>
public sealed record MemberReplacement(string Leaving, string Coming, bool Recused, string Reason, string ReplacedBy, Instant ReplacedAt);

/// <summary>A committee with its members and what its composition lacks (R41).</summary>
public sealed record CommitteePanel(
    Guid VacancyId, bool Complete, IReadOnlyList<CommitteeMember> Members, IReadOnlyList<CommitteeFinding> Warnings, IReadOnlyList<MemberReplacement> Replacements);

/// <summary>The course of a hearing (R42).</summary>
public sealed record HearingCourse(
    Guid HearingId, HearingState State, long Version, Instant OpenedAt, Instant? ClosedAt, IReadOnlyList<string> Present, IReadOnlyList<string> Throughout,
    string? Chair, string? Deputy, Instant? PausedAt, string? SuspendedFor);

/// <summary>What a committee recorded for a competency.</summary>
public sealed record CompetencyLine(string Code, decimal? Result = null, string? Motivation = null);

/// <summary>What the committee has arrived at; the total is there once no result is missing, judged or not.</summary>
public sealed record DeliberationView(IReadOnlyList<CompetencyLine> Results, string Motivation, decimal? TotalPercent, bool? Suitable, Instant? JudgedAt);

/// <summary>A hearing: who, when, the competencies, the deliberation.</summary>
public sealed record HearingPage(
    Guid CandidacyId, Guid VacancyId, string? FirstName, string? LastName, HearingStage State, HearingCourse? Hearing, Instant? PreparationAt, Instant? HearingAt, string? Place,
    IReadOnlyList<string> Measures, int Scale, decimal ThresholdPercent, DeliberationView? Deliberation)
{
    public string Name => $"{FirstName} {LastName}".Trim();
}

/// <summary>A stretch of time; until null it goes on.</summary>
public sealed record Stretch(Instant From, Instant? To, string? Reason = null);

/// <summary>Who was there, from when to when.</summary>
public sealed record PresenceView(string Subject, string? Name, bool Throughout);

/// <summary>What the chair noted; null once it was erased.</summary>
public sealed record IncidentView(Instant At, string? Text);

/// <summary>A hearing as it went.</summary>
public sealed record CourseView(
    Guid HearingId, HearingState State, string? SuspendedFor, Instant OpenedAt, Instant? EndedAt, IReadOnlyList<PresenceView> Members, IReadOnlyList<IncidentView> Incidents);

/// <summary>All hearings of a candidate, the broken-off ones too.</summary>
public sealed record CourseList(IReadOnlyList<CourseView> Hearings);

/// <summary>The scale scores are on.</summary>
public sealed record SheetScale(decimal From, decimal To, decimal Step, string Text);

/// <summary>A competency of the function on the sheet.</summary>
public sealed record SpecificScore(
    string Code, string Domain, string Description, string MasteryText, string LevelText, decimal Weight, bool Essential, decimal? Score, string? Notes);

/// <summary>A management competency on the sheet.</summary>
public sealed record ManagementScore(string Code, string Name, string Description, decimal Weight, bool Essential, decimal? Score, string? Notes);

/// <summary>Management competencies that belong together.</summary>
public sealed record ManagementScores(string Group, IReadOnlyList<ManagementScore> Competencies);

/// <summary>A member's own sheet (R43).</summary>
public sealed record ScoreSheet(
    Guid CandidacyId, Guid HearingId, string? FirstName, string? LastName, HearingState State, long Version, bool Submitted, Instant? SavedAt, Instant? SubmittedAt,
    IReadOnlyList<string> Measures, SheetScale Scale, IReadOnlyList<SpecificScore> Specific, IReadOnlyList<ManagementScores> Management, IReadOnlyList<string> Missing, string? Sha256)
{
    public string Name => $"{FirstName} {LastName}".Trim();

    /// <summary>Every competency in the order of the page.</summary>
    public IEnumerable<(string Code, decimal? Score, string? Notes)> Lines =>
        Specific.Select(s => (s.Code, s.Score, s.Notes)).Concat(Management.SelectMany(g => g.Competencies).Select(m => (m.Code, m.Score, m.Notes)));
}

/// <summary>A line of a sheet that is saved or was superseded.</summary>
public sealed record ScoreLine(string Code, decimal? Score = null, string? Notes = null);

/// <summary>A save of some lines; what the device made late or twice has no second effect.</summary>
public sealed record SheetSave(IReadOnlyList<ScoreLine> Scores, Guid? HearingId = null, Guid? SaveId = null, Instant? MadeAt = null);

/// <summary>How the sheet stands after a save.</summary>
public sealed record SheetSaved(long Version, bool Submitted, IReadOnlyList<string> Missing, IReadOnlyList<ScoreLine> Superseded);

/// <summary>A correction of a submitted score.</summary>
public sealed record Addendum(string Code, decimal Score, string Reason, Instant MadeAt);

/// <summary>A member's sheet beside the others'.</summary>
public sealed record SheetBeside(string Subject, string? Name, bool Submitted, IReadOnlyList<ScoreLine>? Scores, IReadOnlyList<Addendum> Addenda, bool? Intact);

/// <summary>The sheets side by side; sealed until one has submitted one's own.</summary>
public sealed record SheetsBeside(HearingState State, long Version, bool Sealed, bool AllSubmitted, IReadOnlyList<SheetBeside> Sheets);

/// <summary>A score beside the others.</summary>
public sealed record ComparedScore(string Subject, decimal Score, string? Notes, bool Deviates);

/// <summary>Where the members stand on a competency.</summary>
public sealed record DifferenceLine(
    string Code, string Name, bool Essential, decimal Min, decimal Max, decimal Mean, decimal Spread, IReadOnlyList<ComparedScore> Scores, decimal? Result, string? Motivation);

/// <summary>How far the sheets are apart.</summary>
public sealed record DifferenceList(long Version, bool AllSubmitted, decimal Deviation, IReadOnlyList<DifferenceLine> Competencies);

/// <summary>What a judgement still lacks; it names the candidate while a correction waits for consent.</summary>
public sealed record Completeness(
    string? FirstName, string? LastName, HearingState State, long Version, IReadOnlyList<string> SheetsMissing, IReadOnlyList<string> WithoutResult, IReadOnlyList<string> WithoutMotivation,
    bool MotivationMissing, string? Chair, bool Ready, JudgementCorrection? Correction);

/// <summary>A correction of a judgement that its chair asks for; an officer has agreed once there is a name (R43).</summary>
public sealed record JudgementCorrection(string Reason, string AskedBy, Instant AskedAt, string? ConsentBy);

/// <summary>What saving a deliberation came to.</summary>
public sealed record Deliberated(long Version, IReadOnlyList<string> Missing, decimal? TotalPercent, bool? Suitable);

/// <summary>A diploma, for the comparison.</summary>
public sealed record MeritDiploma(DiplomaLevel Level, string Title, string Institution, int Year, bool MadeEqual);

/// <summary>An experience, for the comparison.</summary>
public sealed record MeritExperience(ExperienceKind Kind, string Function, string Organisation, LocalDate Begin, LocalDate End);

/// <summary>Whole years and loose days (R14).</summary>
public sealed record CountedYears(int Years, int Days);

/// <summary>A suitable candidate's diplomas and merits (R46).</summary>
public sealed record MeritLine(
    Guid CandidacyId, string? FirstName, string? LastName, decimal TotalPercent, int? Place, string? Reason, LocalDate? ClosingDate,
    IReadOnlyList<MeritDiploma> Diplomas, IReadOnlyList<MeritExperience> Experiences, CountedYears? Management, CountedYears? Useful)
{
    public string Name => $"{FirstName} {LastName}".Trim();
}

/// <summary>The committee's part of OralTest's API.</summary>
public static class CommitteeCalls
{
    public static Task<Reply<Page<OwnCommittee>>> ListCommitteesAsync(this GatewayClient gateway) => gateway.GetAsync<Page<OwnCommittee>>("/api/oraltest/committees?pageSize=100");

    /// <summary>The committee of a vacancy, among one's own.</summary>
    public static OwnCommittee? For(this Reply<Page<OwnCommittee>> own, Guid? vacancyId) => own.Value?.Items.FirstOrDefault(c => c.VacancyId == vacancyId);

    public static Task<Reply<HearingList>> ListHearingsAsync(this GatewayClient gateway, Guid vacancyId) =>
        gateway.GetAsync<HearingList>($"/api/oraltest/vacancies/{vacancyId}/hearings?pageSize=200");

    public static Task<Reply<HearingPage>> ReadHearingAsync(this GatewayClient gateway, Guid candidacyId) => gateway.GetAsync<HearingPage>($"/api/oraltest/hearings/{candidacyId}");

    public static Task<Reply<CourseList>> ReadCourseAsync(this GatewayClient gateway, Guid candidacyId) => gateway.GetAsync<CourseList>($"/api/oraltest/hearings/{candidacyId}/course");

    public static Task<Reply<ScoreSheet>> ReadSheetAsync(this GatewayClient gateway, Guid candidacyId) => gateway.GetAsync<ScoreSheet>($"/api/oraltest/hearings/{candidacyId}/sheet");

    public static Task<Reply<SheetSaved>> SaveSheetAsync(this GatewayClient gateway, Guid candidacyId, SheetSave save) =>
        gateway.PutAsync<SheetSaved>($"/api/oraltest/hearings/{candidacyId}/sheet", save);

    public static Task<Reply<Completeness>> ReadCompletenessAsync(this GatewayClient gateway, Guid candidacyId) =>
        gateway.GetAsync<Completeness>($"/api/oraltest/hearings/{candidacyId}/completeness");

    public static Task<Reply<CommitteePanel>> ReadCommitteeAsync(this GatewayClient gateway, Guid vacancyId) => gateway.GetAsync<CommitteePanel>($"/api/oraltest/vacancies/{vacancyId}/committee");

    public static Task<Reply<SheetsBeside>> ReadSheetsAsync(this GatewayClient gateway, Guid candidacyId) => gateway.GetAsync<SheetsBeside>($"/api/oraltest/hearings/{candidacyId}/sheets");
}

/// <summary>A version of the case paper.</summary>
public sealed record CasePaperVersion(int Number, string Title, string Instructions, string Text, Instant FiledAt, string? Reason, int Readers);

/// <summary>The case paper, the newest version first (R44).</summary>
public sealed record CasePaperVersions(string Language, IReadOnlyList<CasePaperVersion> Versions, Instant? FirstReadAt);
