using NodaTime;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R31 to R34: an officer brings in passes, functions and development periods from before the system's time.</summary>
internal static class ImportLedger
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var entries = stage.Candidates
            .Where(c => c.Script.Ledger is not null)
            .Select(c => Entry(c, c.Script.Ledger!, stage.Timeline))
            .ToList();
        // The ledger knows a person once their account has been heard of.
        await Poll.UntilAcceptedAsync(
            "the ledger knows the persons",
            () => stage.Cast.Officer1.PostAsync("/api/assessment/ledger/import", new { entries }, ct),
            refusal => refusal.Detail?.Contains("personId", StringComparison.Ordinal) == true,
            ct);
        return $"{entries.Count} entries";
    }

    private static object Entry(Candidate candidate, LedgerFact fact, Timeline timeline)
    {
        var from = timeline.Closing.PlusMonths(-fact.StartsMonthsBeforeClosing);
        LocalDate? until = (fact.Kind, fact.Ends) switch
        {
            (_, LedgerEnd.OnTheLastSessionsDay) => timeline.LastSessionsDay,
            ("EarlierPass", _) => from.PlusYears(2),
            ("DevelopmentPeriod", _) => from.PlusMonths(6),
            _ => null,
        };
        return new { personId = candidate.PersonId, kind = fact.Kind, levelGroup = fact.Level, from, until, source = "Attest uit het dossier van voor de ingebruikname" };
    }
}
