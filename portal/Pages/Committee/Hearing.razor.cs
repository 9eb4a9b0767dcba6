using Microsoft.AspNetCore.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Committee;

/// <summary>A hearing: who, when, with which measures; the chair leads it from here (R42).</summary>
public sealed partial class Hearing
{
    private Reply<HearingPage> _hearing = null!;
    private Reply<CourseList> _course = null!;
    private Reply<Page<OwnCommittee>> _own = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    private string? Subject => Http.User.FindFirst("sub")?.Value;

    private bool IsPaused => _hearing.Value?.Hearing?.PausedAt is not null;

    /// <summary>What the caller, as the chair, can do with the hearing now.</summary>
    private List<string> Steps => _hearing.Value switch
    {
        { Hearing: null, State: HearingStage.Planned, VacancyId: var vacancy } when _own.For(vacancy) is { IsChair: true, Recused: false } => ["open", "absent"],
        { Hearing: { State: HearingState.Open, PausedAt: null } hearing } when Chairs(hearing) => ["presence", "pause", "incident", "close"],
        { Hearing: { State: HearingState.Open } hearing } when Chairs(hearing) => ["resume", "incident"],
        { Hearing: { State: HearingState.Closed } hearing } when Chairs(hearing) => ["incident"],
        { Hearing: { State: HearingState.Judged } hearing } when Chairs(hearing) => ["correction"],
        _ => [],
    };

    protected override async Task LoadAsync()
    {
        var (hearing, course, own) = (Gateway.ReadHearingAsync(Id), Gateway.ReadCourseAsync(Id), Gateway.ListCommitteesAsync());
        await Task.WhenAll(hearing, course, own);
        (_hearing, _course, _own) = (await hearing, await course, await own);
    }

    private bool Chairs(HearingCourse hearing) => hearing.Chair is { } chair && chair == Subject;
}
