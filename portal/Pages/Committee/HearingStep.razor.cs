using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;

namespace Selection.Portal.Pages.Committee;

/// <summary>One step of a hearing, by its chair (R42, R43): opening with those present, counting, pausing, an incident, closing, the candidate's absence, the judgement, asking to correct it.</summary>
public sealed partial class HearingStep
{
    private Reply<HearingPage> _hearing = null!;
    private CommitteePanel? _committee;
    private FormErrors _errors = new();

    /// <summary>What a step is called in addresses and texts.</summary>
    public static IReadOnlyList<string> Steps { get; } = ["open", "presence", "pause", "resume", "incident", "close", "absent", "judge", "correction"];

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public required string Step { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private string Back => Step is "judge" or "correction" ? $"/committee/hearings/{Id}/deliberation" : $"/committee/hearings/{Id}";

    /// <summary>Whether who is there is asked for.</summary>
    private bool Counts => Step is "open" or "presence" or "resume";

    private IEnumerable<CommitteeMember> Candidates => (_committee?.Members ?? []).Where(m => !m.Recused).OrderByDescending(m => m.IsChair);

    protected override async Task LoadAsync()
    {
        _hearing = await Gateway.ReadHearingAsync(Id);
        if (Counts && _hearing.Done) _committee = (await Gateway.ReadCommitteeAsync(_hearing.Value.VacancyId)).Value;
    }

    /// <summary>At first everybody for an opening, and whoever was there at the last count afterwards.</summary>
    private bool IsPresent(string subject) => Form is { } form ? form.Present.Contains(subject) : _hearing.Value?.Hearing is not { } hearing || hearing.Present.Contains(subject);

    private async Task DoAsync()
    {
        var (path, form) = ($"/api/oraltest/hearings/{Id}", Form ?? new Input());
        var reply = Step switch
        {
            "open" => await Gateway.PostAsync($"{path}/open", new { present = form.Present, deputy = string.IsNullOrEmpty(form.Deputy) ? null : form.Deputy }),
            "presence" or "resume" => await Gateway.PostAsync($"{path}/{Step}", new { present = form.Present, reasons = Reasons(form) }),
            "pause" or "correction" => await Gateway.PostAsync($"{path}/{Step}", new { reason = form.Text ?? "" }),
            "incident" => await Gateway.PostAsync($"{path}/incidents", new { text = form.Text ?? "", breakOff = form.BreakOff }),
            "judge" => await Gateway.PostAsync($"{path}/judge", ifMatch: form.Version),
            _ => await Gateway.PostAsync($"{path}/{Step}"),
        };
        if (reply.Done) Navigation.NavigateTo($"{Back}?done={Step}");
        else _errors = FormErrors.Of(reply.Refusal, fields: new Dictionary<string, string> { ["reason"] = "Form.Text", ["text"] = "Form.Text" });
    }

    /// <summary>The reason given stands for everybody who came or left since the last count.</summary>
    private Dictionary<string, string>? Reasons(Input form) => string.IsNullOrWhiteSpace(form.Text) || _hearing.Value?.Hearing is not { } hearing
        ? null
        : hearing.Present.Except(form.Present).Concat(form.Present.Except(hearing.Present)).ToDictionary(s => s, _ => form.Text);

    private sealed class Input
    {
        /// <summary>None is sent where nothing is ticked.</summary>
        public List<string> Present { get; set => field = value ?? []; } = [];

        public string? Deputy { get; set; }

        public string? Text { get; set; }

        public bool BreakOff { get; set; }

        public string? Version { get; set; }
    }
}
