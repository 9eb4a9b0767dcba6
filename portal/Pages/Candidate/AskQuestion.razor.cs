using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Puts a question about a vacancy to its contact, before closing (R3).</summary>
public sealed partial class AskQuestion
{
    private Reply<Vacancy> _vacancy = null!;
    private FormErrors _errors = new();
    private bool _asked;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    protected override async Task LoadAsync() => _vacancy = await Gateway.ReadVacancyAsync(Id);

    private async Task AskAsync()
    {
        var reply = await Gateway.PostAsync<Asked>($"/api/candidacy/vacancies/{Id}/questions", new { text = Form?.Text ?? "" });
        _asked = reply.Done;
        if (!reply.Done) _errors = FormErrors.Of(reply.Refusal);
    }

    private sealed class Input
    {
        public string? Text { get; set; }
    }

    private sealed record Asked(Guid QuestionId);
}
