using Microsoft.AspNetCore.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Candidate;

/// <summary>What was asked to be arranged at the tests, and what was decided (R39).</summary>
public sealed partial class AccommodationPage
{
    private Reply<OwnAccommodation> _own = null!;
    private Reply<Page<OwnAssessment>> _assessments = null!;

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    /// <summary>An earlier request; the newest where none is said.</summary>
    [SupplyParameterFromQuery(Name = "request")]
    public Guid? RequestId { get; set; }

    private OwnAssessment? Own => _assessments.Value?.Items.FirstOrDefault(a => a.CandidacyId == Id);

    /// <summary>One request at a time, as long as a test may still come.</summary>
    private bool MayAsk => RequestId is null && Own?.MayAskAccommodation == true && _own.Value?.MayChange != true;

    protected override async Task LoadPartAsync()
    {
        var (own, assessments) = (Gateway.ReadOwnAccommodationAsync(Id, RequestId), Gateway.ListOwnAssessmentsAsync());
        await Task.WhenAll(own, assessments);
        (_own, _assessments) = (await own, await assessments);
    }
}
