using Microsoft.AspNetCore.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>The oral test of a vacancy: its committee, its planning, its case paper, and how far each hearing is (R40 to R43).</summary>
public sealed partial class OralTestPage
{
    private const int OnOnePage = 20;

    private readonly Dictionary<Guid, Completeness> _completeness = [];
    private Reply<Vacancy> _vacancy = null!;
    private Reply<OralTestProgress> _progress = null!;
    private Reply<CommitteePanel> _committee = null!;
    private Reply<Page<SlotLine>> _hearings = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    protected override async Task LoadAsync()
    {
        var number = Math.Max(1, PageNumber ?? 1);
        var (vacancy, progress, committee, hearings) = (
            Gateway.ReadVacancyAsync(Id), Gateway.ReadOralTestAsync(Id), Gateway.ReadCommitteeAsync(Id), Gateway.ListSlotsAsync(Id, $"?free=false&page={number}&pageSize={OnOnePage}"));
        await Task.WhenAll(vacancy, progress, committee, hearings);
        (_vacancy, _progress, _committee, _hearings) = (await vacancy, await progress, await committee, await hearings);
        // What is closed lacks something; what is judged may wait for consent to a correction (R43).
        var begun = (_hearings.Value?.Items ?? []).Where(h => h.Hearing is HearingState.Closed or HearingState.Judged).Select(h => h.CandidacyId!.Value);
        var found = await Task.WhenAll(begun.Select(async id => (Id: id, Reply: await Gateway.ReadCompletenessAsync(id))));
        foreach (var (id, reply) in found.Where(f => f.Reply.Done)) _completeness[id] = reply.Value!;
    }

    private static int WaitingIn(OralTestProgress progress) =>
        new[] { HearingStage.Reached, HearingStage.Invited, HearingStage.Rescheduling }.Sum(s => progress.States.GetValueOrDefault($"{s}"));

    private IEnumerable<string> LackingIn(Completeness lacks)
    {
        if (lacks.Chair is null) yield return T["Hearings_NoChair"];
        if (lacks.SheetsMissing.Count > 0) yield return T.Count("Hearings_Sheets", lacks.SheetsMissing.Count);
        if (lacks.WithoutResult.Count > 0) yield return T.Count("Hearings_Results", lacks.WithoutResult.Count);
        if (lacks.WithoutMotivation.Count > 0) yield return T.Count("Hearings_Motivations", lacks.WithoutMotivation.Count);
        if (lacks.MotivationMissing) yield return T["Hearings_Whole"];
        if (lacks.Ready) yield return T["Hearings_Ready"];
    }
}
