using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R20, R46 to R48: every candidate reads where it ended, why, and every message of the way, and finds what must be there.</summary>
internal static class ReadResults
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var ranks = Expectations.Ranks(stage.Candidates.Select(c => c.Script));
        var messages = 0;
        await Stage.EachAsync(stage.Candidates, ct, async (candidate, stop) =>
        {
            stage.Differences.Expect($"{candidate}: ends at", candidate.Script.Ends.ToString(), await Funnel.StepOfAsync(stage, candidate, stop));
            var result = await candidate.Account.GetAsync($"/api/results/candidacies/{candidate.CandidacyId}", stop);
            if (candidate.IsJudged) CheckResult(stage, candidate, result.Must().As<Result>(), ranks);
            else stage.ExpectRefusal($"{candidate}: reading a result that is not there", result, null);
            Interlocked.Add(ref messages, await CheckMessagesAsync(stage, candidate, stop));
        });
        CheckStrangers(stage, await stage.Candidates[0].Account.GetAsync($"/api/results/candidacies/{stage.Candidates.First(c => c.IsJudged).CandidacyId}", ct));
        return $"{messages} messages read";
    }

    private static void CheckStrangers(Stage stage, Answer answer) =>
        stage.Differences.Expect("somebody else's result", System.Net.HttpStatusCode.NotFound, answer.Status);

    private static void CheckResult(Stage stage, Candidate candidate, Result result, IReadOnlyDictionary<string, int> ranks)
    {
        stage.Differences.Expect($"{candidate}: group", candidate.Script.Ends.ToString(), result.Group);
        stage.Differences.Expect($"{candidate}: rank", ranks.TryGetValue(candidate.Script.Key, out var rank) ? rank : null, result.Rank);
        stage.Differences.Expect($"{candidate}: total", candidate.Script.Total, result.TotalPercent);
        stage.Differences.Expect($"{candidate}: has an open reservation (R22)", candidate.Script is { UnderReservation: true, Deciding: not Deciding.AsProposedThenLifted }, result.OpenReservation != "None");
        if (string.IsNullOrWhiteSpace(result.Motivation)) stage.Differences.Add($"{candidate}: the result has no motivation (R46)");
        candidate.Motivation = result.Motivation;
        candidate.Rank = result.Rank;
    }

    private static async Task<int> CheckMessagesAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var expected = Expectations.Messages(candidate);
        IReadOnlyList<Message> found = [];
        try
        {
            await Poll.UntilAsync("the messages", async () =>
            {
                found = await candidate.Account.ListAsync<Message>("/api/candidacy/messages", ct);
                return expected.IsSubsetOf(found.Select(m => m.Kind));
            }, ct);
        }
        catch (TimeoutException)
        {
            stage.Differences.Add($"{candidate}: messages missing: {string.Join(", ", expected.Except(found.Select(m => m.Kind)))}");
        }

        foreach (var message in found.Where(m => !MessageLanguage.Is(candidate.Script.Language, m)))
            stage.Differences.Add($"{candidate}: the message '{message.Kind}' is not in {candidate.Script.Language}: {message.Subject}");
        return found.Count;
    }

    private sealed record Result(string Group, int? Rank, decimal? TotalPercent, string? Motivation, string OpenReservation);
}

/// <summary>A message in the account.</summary>
public sealed record Message(Guid MessageId, string Kind, string Subject, string Body);

/// <summary>
/// Tells a message's language by its small words: the language with the most of them. A decision's motivation is in the
/// procedure's language (Dutch), so of the body only the first sentence counts.
/// </summary>
internal static class MessageLanguage
{
    private static readonly Dictionary<string, HashSet<string>> SmallWords = new()
    {
        ["nl"] = ["je", "de", "het", "een", "voor", "van", "je", "bent", "is", "niet", "en", "op", "aan", "met", "tot", "kunt", "kan", "jouw", "hebt", "uw", "u", "heeft", "ingediend"],
        ["fr"] = ["le", "la", "les", "vous", "votre", "est", "pour", "de", "du", "des", "pas", "et", "avez", "êtes", "un", "une", "au", "à", "l", "d", "sous"],
        ["de"] = ["der", "die", "das", "sie", "ihre", "ist", "für", "von", "nicht", "und", "zu", "zum", "zur", "den", "ein", "eine", "haben", "sind", "im", "am", "wurde"],
        ["en"] = ["the", "you", "your", "is", "for", "of", "not", "and", "to", "have", "has", "are", "a", "an", "been", "in", "was"],
    };

    public static bool Is(string language, Message message)
    {
        var words = $"{message.Subject} {message.Body.Split('.', '\n')[0]}".ToLowerInvariant().Split([' ', ',', ':', '.', '\'', '’', '«', '»', '"', '(', ')', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var counts = SmallWords.ToDictionary(l => l.Key, l => words.Count(l.Value.Contains));
        return counts[language] == counts.Values.Max();
    }
}
