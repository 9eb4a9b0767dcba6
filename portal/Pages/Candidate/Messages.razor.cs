using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Candidate;

/// <summary>All that was told, and what is to be done (R20).</summary>
public sealed partial class Messages
{
    private const int PageSize = 20;

    private Reply<Page<OwnMessage>> _messages = null!;
    private Reply<Page<OwnMessage>> _tasks = null!;
    private Reply<OwnMessageCounts> _counts = null!;
    private Reply<Account> _account = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Nav { get; set; }

    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    [SupplyParameterFromQuery]
    public int? Unread { get; set; }

    /// <summary>The newest message that was on the page: what came after it stays unread.</summary>
    [SupplyParameterFromForm]
    private string? UpTo { get; set; }

    private int Number => Math.Max(1, Page ?? 1);

    private bool OnlyUnread => Unread == 1;

    protected override async Task LoadAsync()
    {
        // Messages are in the account's language, whatever the page's is.
        var (messages, tasks, counts, account) = (Gateway.ListOwnMessagesAsync(Number, PageSize, OnlyUnread), Gateway.ListOwnTasksAsync(), Gateway.CountOwnMessagesAsync(), Gateway.ReadAccountAsync());
        await Task.WhenAll(messages, tasks, counts, account);
        (_messages, _tasks, _counts, _account) = (await messages, await tasks, await counts, await account);
    }

    private async Task MarkAsync()
    {
        if (InstantPattern.ExtendedIso.Parse(UpTo ?? "") is not { Success: true } upTo) return;
        var reply = await Gateway.MarkMessagesReadAsync(upTo.Value);
        if (reply.Done) Nav.NavigateTo("/messages");
        else _errors = FormErrors.Of(reply.Refusal);
    }
}
