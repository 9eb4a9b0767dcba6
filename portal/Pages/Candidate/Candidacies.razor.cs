using Microsoft.AspNetCore.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Candidate;

/// <summary>One's own procedures: to validate (R9), taking part (R15), ended; each with what is to be done next.</summary>
public sealed partial class Candidacies
{
    private Reply<Page<OwnCandidacyLine>> _toValidate = null!;
    private Reply<Page<OwnCandidacyLine>> _takingPart = null!;
    private Reply<Page<OwnCandidacyLine>> _ended = null!;
    private Reply<Page<OwnMessage>> _tasks = null!;
    private Reply<Account> _account = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    protected override async Task LoadAsync()
    {
        var (toValidate, takingPart, ended) = (Gateway.ListOwnCandidaciesAsync("to-validate"), Gateway.ListOwnCandidaciesAsync("taking-part"), Gateway.ListOwnCandidaciesAsync("ended"));
        // Tasks are in the account's language, whatever the page's is.
        var (tasks, account) = (Gateway.ListOwnTasksAsync(), Gateway.ReadAccountAsync());
        await Task.WhenAll(toValidate, takingPart, ended, tasks, account);
        (_toValidate, _takingPart, _ended, _tasks, _account) = (await toValidate, await takingPart, await ended, await tasks, await account);
    }

    /// <summary>The most urgent task of a candidacy.</summary>
    private OwnMessage? TaskOf(OwnCandidacyLine line) => _tasks.Value?.Items.FirstOrDefault(t => t.CandidacyId == line.CandidacyId && t.Task is not null);
}
