using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>A document of the CV.</summary>
public sealed record CvDocument(Guid DocumentId, Guid DocumentVersionId, DocumentKind Kind, string FileName, long Size, Instant UploadedAt, long Version);

/// <summary>A diploma of the CV.</summary>
public sealed record CvDiploma(Guid DiplomaId, DiplomaFacts Facts, IReadOnlyList<CvDocument> Documents, long Version);

/// <summary>A job of the CV; where R7 says so, it takes the appointment decision.</summary>
public sealed record CvJob(
    Guid WorkExperienceId, string Employer, string Function, LocalDate Begin, LocalDate? End, bool IsCurrent, bool StatutoryFederal, bool CurrentlyFederal,
    bool TakesAppointmentDecision, IReadOnlyList<CvDocument> Documents, long Version);

/// <summary>One's own document with its versions, the newest first.</summary>
public sealed record OwnDocument(Guid DocumentId, DocumentKind Kind, long Version, IReadOnlyList<OwnDocumentVersion> Versions);

/// <summary>A content a document has had.</summary>
public sealed record OwnDocumentVersion(Guid DocumentVersionId, string FileName, long Size, Instant UploadedAt);

/// <summary>What was filed.</summary>
public sealed record DocumentFiled(Guid DocumentId, string FileName, long Size);

/// <summary>A candidate's CV and documents.</summary>
public static class DossierCalls
{
    private const string Api = "/api/candidacy";

    public static Task<Reply<Page<CvDiploma>>> ListDiplomasAsync(this GatewayClient gateway) => gateway.GetAsync<Page<CvDiploma>>($"{Api}/cv/diplomas?pageSize=100");

    public static Task<Reply<Page<CvJob>>> ListJobsAsync(this GatewayClient gateway) => gateway.GetAsync<Page<CvJob>>($"{Api}/cv/work-experience?pageSize=100");

    public static Task<Reply<Page<CvDocument>>> ListAttachmentsAsync(this GatewayClient gateway) => gateway.GetAsync<Page<CvDocument>>($"{Api}/documents?kind=Attachment&pageSize=200");

    public static Task<Reply<OwnDocument>> ReadDocumentAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnDocument>($"{Api}/documents/{id}");

    /// <summary>Adds a diploma, or changes one.</summary>
    public static Task<Reply<CvDiploma>> SaveDiplomaAsync(this GatewayClient gateway, Guid? id, DiplomaFacts facts, string? version) => id is { } known
        ? gateway.PutAsync<CvDiploma>($"{Api}/cv/diplomas/{known}", facts, version)
        : gateway.PostAsync<CvDiploma>($"{Api}/cv/diplomas", facts);

    /// <summary>Adds a job, or changes one.</summary>
    public static Task<Reply<CvJob>> SaveJobAsync(this GatewayClient gateway, Guid? id, object form, string? version) => id is { } known
        ? gateway.PutAsync<CvJob>($"{Api}/cv/work-experience/{known}", form, version)
        : gateway.PostAsync<CvJob>($"{Api}/cv/work-experience", form);

    public static Task<Reply<Nothing>> RemoveDiplomaAsync(this GatewayClient gateway, Guid id, string? version) =>
        gateway.DeleteAsync($"{Api}/cv/diplomas/{id}?withDocuments=true", version);

    public static Task<Reply<Nothing>> RemoveJobAsync(this GatewayClient gateway, Guid id, string? version) =>
        gateway.DeleteAsync($"{Api}/cv/work-experience/{id}?withDocuments=true", version);

    public static Task<Reply<Nothing>> RemoveDocumentAsync(this GatewayClient gateway, Guid id, string? version) => gateway.DeleteAsync($"{Api}/documents/{id}", version);

    public static Task<Reply<DocumentFiled>> UploadDocumentAsync(this GatewayClient gateway, DocumentKind kind, Guid? diplomaId, Guid? workExperienceId, IFormFile file) =>
        gateway.UploadAsync<DocumentFiled>($"{Api}/documents", new { kind, diplomaId, workExperienceId }, [file]);

    /// <summary>Gives a document a newer content; the earlier ones are kept.</summary>
    public static Task<Reply<DocumentFiled>> RenewDocumentAsync(this GatewayClient gateway, DocumentKind kind, Guid documentId, IFormFile file, string? version) =>
        gateway.UploadAsync<DocumentFiled>($"{Api}/documents", new { kind, documentId }, [file], version);
}
