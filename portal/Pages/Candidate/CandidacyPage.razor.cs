using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Candidate;

/// <summary>One procedure as its candidate lives it: what to do next and until when, where it stands, what one can do, what was told (R20).</summary>
public sealed partial class CandidacyPage
{
    /// <summary>What is longer is read on the message's own page.</summary>
    private const int Short = 300;

    private Reply<OwnCandidacy> _candidacy = null!;
    private Reply<Page<OwnMessage>> _tasks = null!;
    private Reply<Page<OwnMessage>> _messages = null!;
    private Reply<Account> _account = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>What has just been done here.</summary>
    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    protected override async Task LoadAsync()
    {
        // Messages are in the account's language, whatever the page's is.
        var (candidacy, tasks, messages, account) = (Gateway.ReadOwnCandidacyAsync(Id), Gateway.ListOwnTasksAsync(Id), Gateway.ListOwnMessagesAsync(1, 50, candidacyId: Id), Gateway.ReadAccountAsync());
        await Task.WhenAll(candidacy, tasks, messages, account);
        (_candidacy, _tasks, _messages, _account) = (await candidacy, await tasks, await messages, await account);
    }

    private IReadOnlyList<Step> StepsOf(OwnCandidacy candidacy) =>
        [.. candidacy.Places.Select(p => new Step(T.Of(p.Stage), p.Status, p.Status is StepStatus.Now or StepStatus.Ended ? T.Of(candidacy.Step) : null))];

    /// <summary>A task of this very page is done in the rubric.</summary>
    private string LinkOf(OwnMessage task) => task.Link == $"/candidacies/{Id}" ? $"{task.Link}/rubric" : task.Link;
}
