using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>How far the assessment of a vacancy is, in short.</summary>
public sealed record AssessmentProgress(
    int Candidacies, IReadOnlyDictionary<string, int> States, int AwaitingResult, int CorrectionsWaiting, int ReviewsWaiting, int HelpWaiting);

/// <summary>What a draft still lacks, by field.</summary>
public sealed record DraftFinding(string Path, string Code, string Text);

/// <summary>Whether a draft can be published.</summary>
public sealed record DraftCheck(bool Publishable, IReadOnlyList<DraftFinding> Errors, IReadOnlyList<DraftFinding> Warnings);

/// <summary>What an officer's desk asks for.</summary>
public static class OfficerCalls
{
    /// <summary>Vacancies, drafts among them.</summary>
    public static Task<Reply<Page<VacancyLine>>> ListAllVacanciesAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<VacancyLine>>($"/api/candidacy/vacancies/all{query}");

    public static Task<Reply<AssessmentProgress>> ReadAssessmentAsync(this GatewayClient gateway, Guid vacancyId) => gateway.GetAsync<AssessmentProgress>($"/api/assessment/vacancies/{vacancyId}/progress");

    public static Task<Reply<DraftCheck>> CheckDraftAsync(this GatewayClient gateway, Guid vacancyId) => gateway.GetAsync<DraftCheck>($"/api/candidacy/vacancies/{vacancyId}/check");

    /// <summary>First name and last name; null where nobody knows them any more.</summary>
    public static string? NameOf(string? first, string? last) => $"{first} {last}".Trim() is { Length: > 0 } name ? name : null;
}
