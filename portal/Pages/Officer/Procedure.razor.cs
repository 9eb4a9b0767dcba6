using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>One procedure's desk: where it stands, what waits, and the way to each part.</summary>
public sealed partial class Procedure
{
    private Reply<Vacancy> _vacancy = null!;
    private Reply<Funnel>? _funnel;
    private Reply<ScreeningProgress>? _screening;
    private Reply<AssessmentProgress>? _assessment;
    private Reply<OralTestProgress>? _oralTest;
    private Reply<ResultStanding>? _standing;
    private Reply<DraftCheck>? _check;
    private Reply<Page<QuestionLine>>? _questions;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>What was just done with the notice.</summary>
    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    /// <summary>How many candidates were told of it.</summary>
    [SupplyParameterFromQuery]
    public int? Told { get; set; }

    protected override async Task LoadAsync()
    {
        _vacancy = await Gateway.ReadVacancyAsync(Id);
        if (!_vacancy.Done) return;
        if (_vacancy.Value.State is VacancyState.Draft)
        {
            _check = await Gateway.CheckDraftAsync(Id);
            return;
        }

        var (funnel, screening, assessment, oralTest, standing) = (
            Gateway.ReadFunnelAsync(Id), Gateway.ReadScreeningAsync(Id), Gateway.ReadAssessmentAsync(Id), Gateway.ReadOralTestAsync(Id), Gateway.ReadStandingAsync(Id, 1, 1));
        var questions = Gateway.ListAllQuestionsAsync(Id, "?open=true&pageSize=1");
        await Task.WhenAll(funnel, screening, assessment, oralTest, standing, questions);
        _questions = await questions;
        (_funnel, _screening, _assessment, _oralTest, _standing) = (await funnel, await screening, await assessment, await oralTest, await standing);
    }

    private IReadOnlyList<Step> StepsOf(Vacancy vacancy, Funnel funnel)
    {
        var now = funnel.Stage(vacancy.State);
        return [.. Enum.GetValues<ProcedureStage>().Select(stage => new Step(
            T.Of(stage),
            vacancy.State is VacancyState.Cancelled ? StepStatus.Ended : stage < now ? StepStatus.Done : stage > now ? StepStatus.Ahead : StepStatus.Now))];
    }
}
