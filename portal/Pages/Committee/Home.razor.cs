using Microsoft.AspNetCore.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Committee;

/// <summary>A member's committees: the hearings of today, and what waits for them (R41, R43).</summary>
public sealed partial class Home
{
    private readonly Dictionary<Guid, HearingList> _hearings = [];
    private Reply<Page<OwnCommittee>> _own = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    private List<(OwnCommittee Committee, HearingLine Hearing)> Today =>
        [.. All.Where(h => BrusselsTime.DateIn(h.Hearing.HearingAt) == BrusselsTime.DateIn(Show.Now)).OrderBy(h => h.Hearing.HearingAt)];

    private IEnumerable<(OwnCommittee Committee, HearingLine Hearing)> All =>
        (_own.Value?.Items ?? []).SelectMany(c => (_hearings.GetValueOrDefault(c.VacancyId)?.Items ?? []).Select(h => (c, h)));

    private List<(string Href, string Text)> Waiting =>
    [
        .. (_own.Value?.Items ?? []).Where(c => c.Undeclared > 0)
            .Select(c => ($"/committee/vacancies/{c.VacancyId}/declarations", $"{T.Count("Committee_ToDeclare", c.Undeclared)} · {TitleOf(c)}")),
        .. All.Where(h => h.Hearing.Hearing == HearingState.Open).Select(h => ($"/committee/hearings/{h.Hearing.CandidacyId}/sheet", T["Committee_ToScore", h.Hearing.Name])),
        .. All.Where(h => h.Hearing.Hearing == HearingState.Closed).Select(h => ($"/committee/hearings/{h.Hearing.CandidacyId}/deliberation", T["Committee_ToDeliberate", h.Hearing.Name])),
    ];

    protected override async Task LoadAsync()
    {
        _own = await Gateway.ListCommitteesAsync();
        var lists = await Task.WhenAll((_own.Value?.Items ?? []).Where(c => c is { Recused: false, Cancelled: false }).Select(async c => (c.VacancyId, Reply: await Gateway.ListHearingsAsync(c.VacancyId))));
        foreach (var (vacancyId, reply) in lists.Where(l => l.Reply.Done)) _hearings[vacancyId] = reply.Value!;
    }

    /// <summary>Judged, or not to be held any more: what is to come and what waits stands first.</summary>
    private static bool IsOver(HearingLine hearing) => hearing.Hearing == HearingState.Judged || hearing.State is HearingStage.Judged or HearingStage.Stopped or HearingStage.Withdrawn or HearingStage.AssessmentLost or HearingStage.Cancelled;

    private string TitleOf(OwnCommittee committee) => committee.Title is { } title ? Show.Text(title) : committee.SelectionCode;
}
