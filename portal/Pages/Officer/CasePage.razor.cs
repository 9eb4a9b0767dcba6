using Microsoft.AspNetCore.Components;
using Selection.Contracts.Events;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer;

/// <summary>One case: what was handed in on the left, what the rules make of it and the officer's decision on the right.</summary>
public sealed partial class CasePage
{
    private static readonly string[] Deeds = ["claimed", "released", "ruled", "decided", "reservation", "reopened"];

    private static readonly Dictionary<string, string> ProofFields = new()
    {
        ["proof"] = "Form.ProofKind",
        ["proof.kind"] = "Form.ProofKind",
        ["proof.date"] = "Form.ProofDate",
        ["proof.issuer"] = "Form.ProofIssuer",
        ["proof.reference"] = "Form.ProofReference",
        ["proof.documentVersionId"] = "Form.ProofDocument",
    };

    private Reply<CaseDetails> _case = null!;
    private Reply<CaseBlocks> _blocks = null!;
    private Reply<CaseList> _cases = null!;
    private CaseQuery _query = null!;
    private string? _previous;
    private string? _next;
    private int? _position;
    private CaseOutcome? _deciding;
    private FormErrors _errors = new();
    private FormErrors _claimErrors = new();
    private FormErrors _ruleErrors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>What was just done.</summary>
    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm]
    private CaseInput? Form { get; set; }

    private string? JustDone => Deeds.FirstOrDefault(d => d == Done);

    private string Here => CaseAt(Id);

    private string CaseAt(Guid id) => $"/officer/cases/{id}{_query.ForPages}";

    /// <summary>What was read when the form was drawn: somebody else's change since is refused, not overwritten (R17).</summary>
    private string? Version => Form?.Version ?? _case.ETag;

    private Reservation Chosen => Form?.Outcome is not CaseOutcome.AdmitUnderReservation
        ? Reservation.None
        : (Form.Equivalence == true ? Reservation.Equivalence : Reservation.None) | (Form.LanguageTest == true ? Reservation.LanguageTest : Reservation.None);

    protected override async Task LoadAsync()
    {
        _query = CaseQuery.Of(Http.Request);
        var (found, blocks) = (Gateway.ReadCaseAsync(Id), Gateway.ReadBlocksAsync(Id));
        await Task.WhenAll(found, blocks);
        (_case, _blocks) = (await found, await blocks);
        if (!_case.Done) return;
        _cases = await Gateway.ListCasesAsync(_query.ForApi(_case.Value.VacancyId));
        Place();
        if (Form is { Confirmed: true, Outcome: { } outcome }) _deciding = outcome;
    }

    /// <summary>Where the case is in the list one came from; one that fell out of it leads on to its first.</summary>
    private void Place()
    {
        if (_cases.Value is not { } list) return;
        var at = list.Items.ToList().FindIndex(c => c.CandidacyId == Id);
        _position = at < 0 ? null : ((list.Number - 1) * list.PageSize) + at + 1;
        _previous = at > 0 ? CaseAt(list.Items[at - 1].CandidacyId) : at == 0 && list.Number > 1 ? EndOf("last", list.Number - 1) : null;
        _next = at + 1 < list.Items.Count ? CaseAt(list.Items[at + 1].CandidacyId) : at >= 0 && list.Number * list.PageSize < list.Total ? EndOf("first", list.Number + 1) : null;

        string EndOf(string end, int page) => $"/officer/vacancies/{_case.Value!.VacancyId}/screening/{end}{_query.At(page)}";
    }

    /// <summary>Nobody else has it, and it is to be decided.</summary>
    private static bool CanWork(CaseDetails found) => found.State is CaseState.Open && found.Claim is null or { Mine: true };

    private IReadOnlyList<CaseBlock> Blocks(params CaseBlockUse[] uses) => [.. (_blocks.Value?.Items ?? []).Where(b => uses.Contains(b.Use))];

    private async Task ClaimAsync() => Then(await Gateway.PutAsync<Nothing>($"/api/screening/cases/{Id}/claim", null), "claimed", e => _claimErrors = e);

    private async Task ReleaseAsync() => Then(await Gateway.DeleteAsync($"/api/screening/cases/{Id}/claim"), "released", e => _claimErrors = e);

    private async Task TakeOverAsync() =>
        Then(await Gateway.PostAsync($"/api/screening/cases/{Id}/claim/take-over", new { reason = Form?.Reason ?? "" }), "claimed", e => _claimErrors = e);

    private async Task RuleAsync()
    {
        if (Form is not { ExperienceId: { } experienceId } form) return;
        if (BlockOf(form) is { } block)
        {
            // Once more, with what the block says of this experience.
            var filled = await Gateway.ReadBlocksAsync(Id, experienceId);
            form.Reason = Joined(form.Reason, (filled.Value?.Items.FirstOrDefault(b => b.Key == block.Key) ?? block).Text);
            return;
        }

        var reply = await Gateway.PostAsync($"/api/screening/cases/{Id}/rulings", new { rulings = new[] { new { experienceId, accepted = form.Accepted == true, reason = form.Reason } } }, form.Version);
        if (reply.Refusal is { } refusal) _ruleErrors = FormErrors.Of(refusal, fields: new Dictionary<string, string> { ["rulings[0].reason"] = "Form.Reason" });
        else GoOn("ruled");
    }

    /// <summary>A block is put in, or the decision is shown once more before it is taken.</summary>
    private Task PrepareAsync()
    {
        if (Form is not { } form) return Task.CompletedTask;
        if (BlockOf(form) is { } block) form.Motivation = Joined(form.Motivation, block.Text);
        else if (form.Outcome is null) _errors = new FormErrors().Add("Form.Outcome", T["Case_Decide_Legend"]);
        else if (form.Outcome is CaseOutcome.Refuse && string.IsNullOrWhiteSpace(form.Motivation)) _errors = new FormErrors().Add("Form.Motivation", T["Case_Motivation_Missing"]);
        else if (form.Motivation?.Contains("[…", StringComparison.Ordinal) == true) _errors = new FormErrors().Add("Form.Motivation", T["Case_Motivation_Gaps"]);
        else if (form.Outcome is CaseOutcome.AdmitUnderReservation && Chosen is Reservation.None) _errors = new FormErrors().Add("Form.Equivalence", T["Case_Reservation_Missing"]);
        else _deciding = form.Outcome;
        return Task.CompletedTask;
    }

    private async Task DecideAsync()
    {
        if (Form is not { Outcome: { } outcome } form) return;
        var reply = await Gateway.PostAsync(
            $"/api/screening/cases/{Id}/decision",
            new { outcome, motivation = form.Motivation, reservation = outcome is CaseOutcome.AdmitUnderReservation ? Chosen : (Reservation?)null }, form.Version);
        Then(reply, "decided", e => (_errors, _deciding) = (e, null));
    }

    private async Task DecideReservationAsync()
    {
        if (Form is not { Reservation: { } reservation } form) return;
        if (BlockOf(form) is { } block)
        {
            form.Motivation = Joined(form.Motivation, block.Text);
            return;
        }

        var proof = form.ProofKind is { } kind ? new { kind, date = form.ProofDate, issuer = form.ProofIssuer ?? "", reference = form.ProofReference, documentVersionId = form.ProofDocument } : null;
        if (proof is not null && string.IsNullOrEmpty(proof.date))
        {
            _errors = new FormErrors().Add("Form.ProofDate", T["Reservation_DateMissing"]);
            return;
        }

        var reply = await Gateway.PostAsync(
            $"/api/screening/cases/{Id}/reservations/{reservation}/decision", new { lifted = form.Lifted == true, motivation = form.Motivation ?? "", proof }, form.Version);
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal, fields: ProofFields);
        else GoOn("reservation");
    }

    private CaseBlock? BlockOf(CaseInput form) => form.Block is { } key ? _blocks.Value?.Items.FirstOrDefault(b => b.Key == key) : null;

    /// <summary>What is written, and below it a block.</summary>
    internal static string Joined(string? text, string more) => string.IsNullOrWhiteSpace(text) ? more : $"{text.TrimEnd()}\n\n{more}";

    private void Then(Reply<Nothing> reply, string done, Action<FormErrors> failed)
    {
        if (reply.Refusal is { } refusal) failed(FormErrors.Of(refusal));
        else GoOn(done);
    }

    private void GoOn(string what) => Navigation.NavigateTo(Here + (Here.Contains('?', StringComparison.Ordinal) ? "&" : "?") + $"done={what}");

    /// <summary>Everything done on it, the newest first; by whom stands in the record.</summary>
    private IReadOnlyList<TimelineEntry> History(CaseDetails found) =>
    [
        .. found.Decisions.Select(d => new TimelineEntry(d.DecidedAt, T[d.AllAtOnce ? "Case_History_AllAtOnce" : "Case_History_Decided", T[$"DecidedOutcome_{d.Outcome}"]], d.Motivation))
            .Concat(found.ReservationDecisions.Select(r => new TimelineEntry(r.DecidedAt, T[r.Lifted ? "Case_History_Lifted" : "Case_History_Confirmed", T[$"Screening_Reservation_{r.Reservation}"]], r.Motivation)))
            .Concat(found.Reopenings.Select(r => new TimelineEntry(r.ReopenedAt, T["Case_History_Reopened"], r.Reason)))
            .Concat(found.Takeovers.Select(t => new TimelineEntry(t.TakenAt, T["Case_History_TakenOver"], t.Reason)))
            .OrderByDescending(e => e.At),
    ];
}
