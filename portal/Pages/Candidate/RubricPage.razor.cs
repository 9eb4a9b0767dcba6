using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>The vacancy's own experience form (R10): what counts, how much it is (R14), and what may be changed until closing (R16).</summary>
public sealed partial class RubricPage
{
    private Reply<OwnCandidacy> _candidacy = null!;
    private Reply<Vacancy>? _vacancy;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Nav { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    protected override async Task LoadAsync()
    {
        _candidacy = await Gateway.ReadOwnCandidacyAsync(Id);
        // The names of the fields are in the notice; without useful experience none is shown.
        if (_candidacy.Value is { } candidacy && candidacy.Experiences.Any(e => e.Domain is not null)) _vacancy = await Gateway.ReadVacancyAsync(candidacy.VacancyId);
    }

    private string? DomainOf(string? code) => code is null
        ? null
        : _vacancy?.Value?.Definition.Rules.Experience.UsefulDomains.FirstOrDefault(d => d.Code == code) is { } domain ? Show.Text(domain.Name) : code;

    private async Task MoveAsync()
    {
        if (_candidacy.Value is not { } candidacy || (Form?.Up ?? Form?.Down) is not { } moved) return;
        var order = candidacy.Experiences.Select(e => e.ExperienceId).ToList();
        var from = order.IndexOf(moved);
        var to = from + (Form!.Up is null ? 1 : -1);
        if (from < 0 || to < 0 || to >= order.Count) return;
        (order[from], order[to]) = (order[to], order[from]);
        var reply = await Gateway.OrderExperiencesAsync(Id, order, Form.Version);
        if (reply.Done) Nav.NavigateTo($"/candidacies/{Id}/rubric?done=saved");
        else _errors = FormErrors.Of(reply.Refusal);
    }

    private sealed class Input
    {
        public string? Version { get; set; }

        public Guid? Up { get; set; }

        public Guid? Down { get; set; }
    }
}
