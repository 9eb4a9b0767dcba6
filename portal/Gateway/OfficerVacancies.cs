using System.Text.Json.Nodes;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>A draft that was made or saved.</summary>
public sealed record DraftSaved(Guid VacancyId);

/// <summary>What a correction came to: how many candidates were told.</summary>
public sealed record CorrectionMade(int DefinitionVersion, int Told);

/// <summary>What a cancellation came to: how many candidacies ended.</summary>
public sealed record CancellationMade(int Ended);

/// <summary>A version of a notice in full.</summary>
public sealed record NoticeVersionInFull(int Version, Contracts.Vacancies.ProcedureDefinition Definition);

/// <summary>A published question in the officer's words; empty in a language it is not available in.</summary>
public sealed record PublishedAnswer(LocalizedText Question, LocalizedText Answer);

/// <summary>A question as officers see it (R3).</summary>
public sealed record QuestionLine(
    Guid QuestionId, long Version, Guid PersonId, string Text, Instant AskedAt, string? Answer, Instant? AnsweredAt, PublishedAnswer? Published, Instant? PublishedAt);

/// <summary>A candidacy in an officer's list.</summary>
public sealed record CandidateLine(
    Guid CandidacyId, Guid PersonId, string FirstName, string LastName, OwnCandidacyState State, FunnelStep Step, Instant AppliedAt, Instant? ValidatedAt);

/// <summary>A candidacy as an officer sees it; <see cref="Frozen"/> is what is judged, from closing on (R18).</summary>
public sealed record CandidacyOfPerson(Guid PersonId, string FirstName, string LastName, OwnCandidacy Candidacy, Dossier? Frozen);

/// <summary>Notices, their questions and their candidacies, as officers use them.</summary>
public static class OfficerVacancyCalls
{
    private const string Api = "/api/candidacy/vacancies";

    public static Task<Reply<DraftSaved>> DraftVacancyAsync(this GatewayClient gateway, object definition) => gateway.PostAsync<DraftSaved>(Api, definition);

    public static Task<Reply<DraftSaved>> CopyVacancyAsync(this GatewayClient gateway, Guid id, string selectionCode, LocalDate closingDate) =>
        gateway.PostAsync<DraftSaved>($"{Api}/{id}/copy", new { selectionCode, closingDate });

    public static Task<Reply<DraftSaved>> ImportVacancyAsync(this GatewayClient gateway, IFormFile file) => gateway.SendFileAsync<DraftSaved>($"{Api}/import", file, "application/json");

    public static Task<Reply<DraftSaved>> SaveDraftAsync(this GatewayClient gateway, Guid id, JsonObject definition, string? version) => gateway.PutAsync<DraftSaved>($"{Api}/{id}", definition, version);

    public static Task<Reply<Nothing>> DeleteDraftAsync(this GatewayClient gateway, Guid id, string? version) => gateway.DeleteAsync($"{Api}/{id}", version);

    /// <summary>A draft as the public would see it.</summary>
    public static Task<Reply<Vacancy>> PreviewVacancyAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<Vacancy>($"{Api}/{id}/preview");

    public static Task<Reply<Nothing>> PublishVacancyAsync(this GatewayClient gateway, Guid id, string? version) => gateway.PostAsync($"{Api}/{id}/publish", ifMatch: version);

    public static Task<Reply<CorrectionMade>> CorrectVacancyAsync(this GatewayClient gateway, Guid id, JsonObject definition, string? version) =>
        gateway.PostAsync<CorrectionMade>($"{Api}/{id}/correct", definition, version);

    public static Task<Reply<NoticeVersionInFull>> ReadVersionAsync(this GatewayClient gateway, Guid id, int version) => gateway.GetAsync<NoticeVersionInFull>($"{Api}/{id}/versions/{version}");

    public static Task<Reply<CancellationMade>> CancelVacancyAsync(this GatewayClient gateway, Guid id, string selectionCode, LocalizedText reason, string? version) =>
        gateway.PostAsync<CancellationMade>($"{Api}/{id}/cancel", new { selectionCode, reason }, version);

    public static Task<Reply<Page<QuestionLine>>> ListAllQuestionsAsync(this GatewayClient gateway, Guid id, string query) => gateway.GetAsync<Page<QuestionLine>>($"{Api}/{id}/questions/all{query}");

    public static Task<Reply<Nothing>> AnswerQuestionAsync(this GatewayClient gateway, Guid id, Guid questionId, string answer, string? version) =>
        gateway.PutAsync<Nothing>($"{Api}/{id}/questions/{questionId}/answer", new { answer }, version);

    public static Task<Reply<Nothing>> PublishAnswerAsync(this GatewayClient gateway, Guid id, Guid questionId, PublishedAnswer words, string? version) =>
        gateway.PutAsync<Nothing>($"{Api}/{id}/questions/{questionId}/publication", words, version);

    public static Task<Reply<Page<CandidateLine>>> ListCandidaciesOfAsync(this GatewayClient gateway, Guid id, string query) => gateway.GetAsync<Page<CandidateLine>>($"{Api}/{id}/candidacies{query}");

    public static Task<Reply<CandidacyOfPerson>> ReadCandidacyOfAsync(this GatewayClient gateway, Guid id, Guid candidacyId) => gateway.GetAsync<CandidacyOfPerson>($"{Api}/{id}/candidacies/{candidacyId}");
}
