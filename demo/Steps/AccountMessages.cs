using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R20: what a candidate must find in the account, in their own language.</summary>
internal static class AccountMessages
{
    public static async Task ExpectAsync(Stage stage, Candidate candidate, string[] kinds, CancellationToken ct)
    {
        IReadOnlyList<Message> found = [];
        try
        {
            await Poll.UntilAsync($"the messages {string.Join(", ", kinds)}", async () =>
            {
                found = await candidate.Account.ListAsync<Message>("/api/candidacy/messages", ct);
                return kinds.All(kind => found.Any(m => m.Kind == kind));
            }, ct);
        }
        catch (TimeoutException)
        {
            stage.Differences.Add($"{candidate}: messages missing: {string.Join(", ", kinds.Except(found.Select(m => m.Kind)))}");
        }

        foreach (var message in found.Where(m => kinds.Contains(m.Kind) && !MessageLanguage.Is(candidate.Script.Language, m)))
            stage.Differences.Add($"{candidate}: the message '{message.Kind}' is not in {candidate.Script.Language}: {message.Subject}");
    }
}
