using Microsoft.AspNetCore.Components;
using Selection.Contracts.Dossiers;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Files a document where it belongs (R6, R7): with a diploma, with a job, or among the attachments; or gives one a newer version.</summary>
public sealed partial class UploadPage
{
    private static readonly Dictionary<string, string> Fields = new() { ["file"] = "Form.File" };

    private FormErrors _errors = new();
    private bool _isStale;
    private Reply<OwnDocument>? _document;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Nav { get; set; }

    [Parameter]
    public Guid? DiplomaId { get; set; }

    [Parameter]
    public Guid? JobId { get; set; }

    /// <summary>The document that gets a newer version.</summary>
    [Parameter]
    public Guid? DocumentId { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private string Heading => T[DocumentId is not null ? "MyDocuments_Renew" : DiplomaId is not null ? "MyDocuments_Upload" : JobId is not null ? "MyDocuments_UploadDecision" : "MyAttachments_Add"];

    private string About => T[DocumentId is not null ? "MyUpload_Renew" : DiplomaId is not null ? "MyUpload_Diploma" : JobId is not null ? "MyUpload_Decision" : "MyUpload_Attachment"];

    protected override async Task LoadAsync()
    {
        if (DocumentId is { } known) _document = await Gateway.ReadDocumentAsync(known);
    }

    private async Task UploadAsync()
    {
        if (Form?.File is not { } file)
        {
            _errors = new FormErrors().Add("Form.File", T["MyUpload_Missing"]);
            return;
        }

        var kind = DiplomaId is not null ? DocumentKind.Diploma : JobId is not null ? DocumentKind.AppointmentDecision : DocumentKind.Attachment;
        var reply = _document?.Value is { } known
            ? await Gateway.RenewDocumentAsync(known.Kind, known.DocumentId, file, Form.Version)
            : await Gateway.UploadDocumentAsync(kind, DiplomaId, JobId, file);
        if (reply.Done) Nav.NavigateTo("/account/documents?done=saved");
        // What stands now is listed on the page, and the file can be sent again on top of it.
        else if (reply.Refusal.IsStale && _document is { Done: true }) (_isStale, Form.Version) = (true, _document.ETag);
        else _errors = FormErrors.OfUpload(reply.Refusal, "Form.File", Fields);
    }

    private sealed class Input
    {
        public IFormFile? File { get; set; }

        /// <summary>The version that was seen (R17); sent also where there is none, so that the form is never empty.</summary>
        public string? Version { get; set; }
    }
}
