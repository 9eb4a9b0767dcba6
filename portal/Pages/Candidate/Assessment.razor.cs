using System.Globalization;
using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Candidate;

/// <summary>The assessment: sessions one may book and why not otherwise (R26, R32), the seat (R27), the result (R38).</summary>
public sealed partial class Assessment
{
    private Reply<OfferedSessions> _sessions = null!;
    private Reply<Page<OwnAssessment>> _own = null!;
    private Reply<OwnAssessmentResult> _result = null!;
    private FormErrors _errors = new();

    [Inject]
    public required NavigationManager Nav { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private OwnAssessment? Own => _own.Value?.Items.FirstOrDefault(o => o.CandidacyId == Id);

    protected override async Task LoadPartAsync()
    {
        var (sessions, own, result) = (Gateway.ListSessionsAsync(Id), Gateway.ListOwnAssessmentsAsync(), Gateway.ReadOwnAssessmentResultAsync(Id));
        await Task.WhenAll(sessions, own, result);
        (_sessions, _own, _result) = (await sessions, await own, await result);
    }

    /// <summary>Scores are exact: nothing is rounded (R30).</summary>
    private static string Exact(decimal score) => score.ToString("0.###", CultureInfo.CurrentCulture);

    private string SayOf(ToldResult told) => told.Score is { } score
        ? T["MyAssessment_Told", Exact(score), Show.Date(told.TestDay)]
        : T[$"MyAssessment_Told_{told.Outcome}", Show.Date(told.TestDay)];

    private IEnumerable<(string, string, string?)> Bookable(OfferedSessions sessions) => sessions.Items.Where(s => s.Bookable).Select(s => (
        s.SessionId.ToString(), Show.DateTime(s.StartsAt),
        (string?)$"{s.Place}\u00a0· {T[$"Language_{s.Language}"]}\u00a0· {T.Count("MyAssessment_Minutes", s.LengthMinutes)}\u00a0· {T.Count("MyAssessment_SeatsLeft", s.SeatsLeft)}"));

    private async Task BookAsync()
    {
        if (!Guid.TryParse(Form?.Session, out var session))
        {
            _errors = new FormErrors().Add("Form.Session", T["MyAssessment_Sessions_Missing"]);
            return;
        }

        var reply = await Gateway.BookAsync(Id, session);
        if (reply.Done) Nav.NavigateTo($"/candidacies/{Id}/assessment?done=booked");
        else _errors = FormErrors.Of(reply.Refusal);
    }

    private sealed class Input
    {
        public string? Session { get; set; }
    }
}
