namespace Selection.Demo.People;

/// <summary>What a candidate must find in the end, from the script alone.</summary>
public static class Expectations
{
    /// <summary>Ranks of the suitable: one more than the number of those with a higher total, so that a tie shares its rank (R46: 1, 1, 3).</summary>
    public static IReadOnlyDictionary<string, int> Ranks(IEnumerable<Script> scripts)
    {
        var suitable = scripts.Where(s => s.Ends is FinalStep.Suitable).ToList();
        return suitable.ToDictionary(s => s.Key, s => 1 + suitable.Count(other => other.Total > s.Total));
    }

    /// <summary>Who is appointed once everybody at rank 1 has declined: nobody but those at the next rank can be (R52).</summary>
    public static IReadOnlySet<string> NextInLine(IReadOnlyDictionary<string, int> ranks)
    {
        var next = ranks.Values.Where(rank => rank > 1).Min();
        return ranks.Where(r => r.Value == next).Select(r => r.Key).ToHashSet();
    }

    /// <summary>The kinds of message that must be in the account, each at least once (R20, R48).</summary>
    public static IReadOnlySet<string> Messages(Candidate candidate)
    {
        var script = candidate.Script;
        var kinds = new HashSet<string> { "candidacy-provisional" };
        if (script.Applying is not Applying.Withdraws) kinds.Add("vacancy-corrected");
        if (script.Ends is FinalStep.Lapsed) kinds.Add("candidacy-lapsed");
        // Before closing a withdrawal is free, and one may apply again (R19).
        if (script.Applying is Applying.Withdraws) kinds.Add("candidacy-withdrawn-in-time");
        if (script.WithdrawsAfterAdmission) kinds.Add("candidacy-withdrawn");
        if (candidate.IsLodged) kinds.UnionWith(["candidacy-validated", "candidacy-lodged"]);
        if (script.Ends is FinalStep.Refused) kinds.Add("refused");
        if (candidate.IsAdmitted) kinds.Add(script.UnderReservation ? "admitted-under-reservation" : "admitted");
        if (script.Deciding is Deciding.AsProposedThenLifted) kinds.Add("reservation-lifted");
        if (candidate.IsAdmitted && script.Ledger is { Exempts: true } ledger) kinds.Add(ledger.Kind == "FunctionHeld" ? "exempted-by-function" : "exempted-by-pass");
        if (script.ClaimsFunction) kinds.Add("exempted-by-function");
        if (script.Accommodation is not null) kinds.Add("accommodation-granted");
        if (candidate.Sits) kinds.Add("assessment-booked");
        if (script.Sitting is Sitting.CorrectedToPass) kinds.UnionWith(["assessment-failed", "assessment-corrected-passed"]);
        else if (candidate.Sits && script.Ends is FinalStep.AssessmentFailed) kinds.Add("assessment-failed");
        else if (candidate.Sits && candidate.IsInvitedToTheOralTest) kinds.Add("assessment-passed");
        if (script.Ends is FinalStep.AssessmentStopped) kinds.Add(script switch
        {
            { Sitting: Sitting.Absent } => "assessment-absent",
            { Registering: Registering.IsBarred } => "assessment-barred",
            _ => "assessment-not-registered",
        });
        if (candidate.IsInvitedToTheOralTest) kinds.Add("oral-test-invited");
        if (candidate.HasSlot) kinds.Add("oral-test-planned");
        if (script.Ends is FinalStep.OralTestStopped) kinds.Add(script.Hearing is Hearing.Absent ? "oral-test-absent" : "oral-test-not-registered");
        if (candidate.IsJudged) kinds.Add("oral-test-held");
        if (script.Ends is FinalStep.Suitable) kinds.Add("result-suitable");
        if (script.Ends is FinalStep.NotSuitable) kinds.Add("result-not-suitable");
        return kinds;
    }
}
