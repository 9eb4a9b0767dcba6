using Microsoft.AspNetCore.Components;
using Selection.Contracts.Dossiers;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Files a document where it belongs (R6, R7): with a diploma, with a job, or among the attachments.</summary>
public sealed partial class UploadPage
{
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Nav { get; set; }

    [Parameter]
    public Guid? DiplomaId { get; set; }

    [Parameter]
    public Guid? JobId { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    protected override Task LoadAsync() => Task.CompletedTask;

    private async Task UploadAsync()
    {
        if (Form?.File is not { } file)
        {
            _errors = new FormErrors().Add("Form.File", T["MyUpload_Missing"]);
            return;
        }

        var kind = DiplomaId is not null ? DocumentKind.Diploma : JobId is not null ? DocumentKind.AppointmentDecision : DocumentKind.Attachment;
        var reply = await Gateway.UploadDocumentAsync(kind, DiplomaId, JobId, file);
        if (reply.Done) Nav.NavigateTo("/account/documents?saved=1");
        // What is wrong is the file; the form has no other field to say it at.
        else if (reply.Refusal is { IsAway: false, Detail: { Length: > 0 } detail } refusal)
            _errors = new FormErrors().Add("Form.File", refusal.Errors is { Count: > 0 } errors ? string.Join(" ", errors.Values.SelectMany(e => e)) : detail);
        else _errors = FormErrors.Of(reply.Refusal);
    }

    private sealed class Input
    {
        public IFormFile? File { get; set; }

        public bool Sent { get; set; }
    }
}
