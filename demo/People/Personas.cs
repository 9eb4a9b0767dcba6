using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;

namespace Selection.Demo.People;

/// <summary>
/// The candidates everybody should see once, each with the outcome the rules ask for, written down by hand. A total is the
/// sum of the 14 results divided by 2.8, half up to 2 decimals: 14 times 15 is 210, and 210 / 2.8 is 75.00.
/// </summary>
public static class Personas
{
    /// <summary>How many there are, so that a run is never smaller.</summary>
    public static int Count { get; } = All(new LocalDate(2026, 1, 1)).Count;

    public static IReadOnlyList<Script> All(LocalDate today) =>
    [
        // Candidacies that never reach the screening.
        new()
        {
            Key = "five-years-364-days", Story = "one day short of six years cannot validate", Language = "nl", Ends = FinalStep.Lapsed,
            Rubric = Rubrics.FiveYearsAnd364Days, ManagementCount = (5, 364), Applying = Applying.IsRefusedToValidate,
        },
        new()
        {
            Key = "both-kinds", Story = "5 years of management and 9 useful ones never add up", Language = "fr", Ends = FinalStep.Lapsed,
            Rubric = Rubrics.BothKindsNeitherEnough, ManagementCount = (5, 0), Applying = Applying.IsRefusedToValidate,
        },
        new()
        {
            Key = "overlap-counts-once", Story = "eight years on paper, five without the overlap", Language = "de", Ends = FinalStep.Lapsed,
            Rubric = Rubrics.OverlappingFiveYears, ManagementCount = (5, 0), Applying = Applying.IsRefusedToValidate,
        },
        new()
        {
            Key = "never-validated", Story = "enough experience, but still provisional at closing", Language = "nl", Ends = FinalStep.Lapsed,
            Applying = Applying.NeverValidates,
        },
        new()
        {
            Key = "withdraws", Story = "withdraws before closing", Language = "en", Ends = FinalStep.Withdrawn,
            Applying = Applying.Withdraws,
        },

        // Refused by the screening.
        new()
        {
            Key = "edited-to-364-days", Story = "validated with six years, then corrected to 5 years and 364 days", Language = "fr", Ends = FinalStep.Refused,
            Rubric = Rubrics.ExactlySixYears, ManagementCount = (6, 0), EditedTo = Rubrics.FiveYearsAnd364Days,
        },
        new()
        {
            Key = "edited-to-both-kinds", Story = "validated, then left with two kinds of which neither is enough", Language = "nl", Ends = FinalStep.Refused,
            EditedTo = Rubrics.BothKindsNeitherEnough,
        },
        new()
        {
            Key = "bachelor-only", Story = "no diploma of the second cycle and no function of level A", Language = "de", Ends = FinalStep.Refused,
            Diploma = Diplomas.Bachelor,
        },
        new()
        {
            Key = "refused-with-reasons", Story = "the officer does not accept the experience, and refuses with written reasons", Language = "en", Ends = FinalStep.Refused,
            Deciding = Deciding.ExperienceRejected,
        },

        // Stopped or failed at the assessment.
        new()
        {
            Key = "no-registration", Story = "never books a session", Language = "nl", Ends = FinalStep.AssessmentStopped,
            Registering = Registering.DoesNot,
        },
        new()
        {
            Key = "absent", Story = "books and does not come", Language = "fr", Ends = FinalStep.AssessmentStopped,
            Sitting = Sitting.Absent,
        },
        new()
        {
            Key = "development-period", Story = "a development period of the same level covers every session", Language = "de", Ends = FinalStep.AssessmentStopped,
            Ledger = new("DevelopmentPeriod", LevelGroup.L2, 2, LedgerEnd.ByRule, Exempts: false), Registering = Registering.IsBarred,
        },
        new()
        {
            Key = "cancels-and-stops", Story = "cancels the seat and takes no other", Language = "en", Ends = FinalStep.AssessmentStopped,
            Registering = Registering.CancelsAndStops,
        },
        new()
        {
            Key = "withdraws-after-admission", Story = "admitted, then withdraws for good", Language = "nl", Ends = FinalStep.Withdrawn,
            WithdrawsAfterAdmission = true, Registering = Registering.DoesNot,
        },
        new()
        {
            Key = "59.999", Story = "fails by a thousandth: nothing is rounded", Language = "nl", Ends = FinalStep.AssessmentFailed,
            Score = "59.999",
        },
        new()
        {
            Key = "lower-level-pass", Story = "an earlier pass of a lower level exempts from nothing; fails", Language = "fr", Ends = FinalStep.AssessmentFailed,
            Ledger = new("EarlierPass", LevelGroup.L1, 6, LedgerEnd.ByRule, Exempts: false), Score = "45.5",
        },

        // Stopped at the oral test.
        new()
        {
            Key = "no-slot", Story = "passes, and chooses no slot", Language = "fr", Ends = FinalStep.OralTestStopped,
            Hearing = Hearing.ChoosesNoSlot,
        },
        new()
        {
            Key = "absent-at-hearing", Story = "passes, and does not come to the hearing", Language = "nl", Ends = FinalStep.OralTestStopped,
            Hearing = Hearing.Absent,
        },

        // To the end.
        new()
        {
            Key = "exactly-60", Story = "60 is a pass", Language = "nl", Ends = FinalStep.Suitable,
            Rubric = Rubrics.ExactlySixYears, ManagementCount = (6, 0), Score = "60", Results = OralResults.All(16), Total = 80.00m,
        },
        new()
        {
            Key = "overlapping", Story = "two overlapping experiences make six years", Language = "fr", Ends = FinalStep.Suitable,
            Rubric = Rubrics.OverlappingSixYears, ManagementCount = (6, 0), Results = OralResults.AllAnd(15, 3), Total = 76.07m,
        },
        new()
        {
            Key = "adjacent", Story = "two adjacent experiences make six years", Language = "de", Ends = FinalStep.Suitable,
            Rubric = Rubrics.AdjacentSixYears, ManagementCount = (6, 0), Results = OralResults.AllAnd(14, 5), Total = 71.79m,
        },
        new()
        {
            Key = "loose-days", Story = "182 and 183 loose days make the sixth year; is granted extra time and a break", Language = "en", Ends = FinalStep.Suitable,
            Rubric = Rubrics.LooseDaysMakeAYear, ManagementCount = (6, 0), Results = OralResults.AllAnd(13, 9), Total = 68.21m,
            Accommodation = new("LearningDisorder", ["extra-time:30", "break:15:1"], "30 extra minutes, a break of 15 minutes", "30 minuten extra tijd, een pauze van 15 minuten"),
        },
        new()
        {
            Key = "ten-useful-years", Story = "ten useful years to the day, no management", Language = "nl", Ends = FinalStep.Suitable,
            Rubric = Rubrics.TenUsefulYears, ManagementCount = (0, 0), Results = OralResults.AllAnd(15, 8), Total = 77.86m,
        },
        new()
        {
            Key = "foreign-diploma", Story = "a diploma from abroad: admitted under reservation to the end", Language = "nl", Ends = FinalStep.Suitable,
            Diploma = Diplomas.Abroad, UnderReservation = true, Results = OralResults.AllAnd(16, 10), Total = 83.57m,
        },
        new()
        {
            Key = "diploma-in-french", Story = "a diploma in another language: admitted under reservation, which the language test lifts", Language = "fr", Ends = FinalStep.Suitable,
            Diploma = Diplomas.InFrench, UnderReservation = true, Deciding = Deciding.AsProposedThenLifted, Results = OralResults.AllAnd(12, 7), Total = 62.50m,
        },
        new()
        {
            Key = "no-reservation", Story = "a foreign diploma already recognised: the officer makes no reservation, with reasons", Language = "de", Ends = FinalStep.Suitable,
            Diploma = Diplomas.AbroadInGerman, Deciding = Deciding.WithoutReservation, Results = OralResults.AllAnd(17, 6), Total = 87.14m,
        },
        new()
        {
            Key = "same-level-mandate", Story = "holds a management function of the same level: exempt", Language = "nl", Ends = FinalStep.Suitable,
            Ledger = new("FunctionHeld", LevelGroup.L2, 24, LedgerEnd.ByRule, Exempts: true), Results = OralResults.AllAnd(18, 1), Total = 90.36m,
        },
        new()
        {
            Key = "claims-function", Story = "claims a management function held until the closing date, with proof: exempt once an officer accepts it", Language = "fr", Ends = FinalStep.Suitable,
            ClaimsFunction = true, Results = OralResults.AllAnd(15, 5), Total = 76.79m,
        },
        new()
        {
            Key = "earlier-pass", Story = "passed the same level a year ago: exempt", Language = "fr", Ends = FinalStep.Suitable,
            Ledger = new("EarlierPass", LevelGroup.L2, 12, LedgerEnd.ByRule, Exempts: true), Results = OralResults.AllAnd(14, 2), Total = 70.71m,
        },
        new()
        {
            Key = "higher-pass", Story = "passed a higher level: exempt as well", Language = "en", Ends = FinalStep.Suitable,
            Ledger = new("EarlierPass", LevelGroup.L3, 23, LedgerEnd.ByRule, Exempts: true), Results = OralResults.AllAnd(13, 2), Total = 65.71m,
        },
        new()
        {
            Key = "expired-pass", Story = "passed 25 months ago: must sit again", Language = "de", Ends = FinalStep.Suitable,
            Ledger = new("EarlierPass", LevelGroup.L2, 25, LedgerEnd.ByRule, Exempts: false), Score = "71.25", Results = OralResults.AllAnd(12, 11), Total = 63.93m,
        },
        new()
        {
            Key = "higher-development", Story = "a development period of a higher level leaves this one free", Language = "nl", Ends = FinalStep.Suitable,
            Ledger = new("DevelopmentPeriod", LevelGroup.L3, 1, LedgerEnd.ByRule, Exempts: false), Score = "66", Results = OralResults.AllAnd(13, 5), Total = 66.79m,
        },
        new()
        {
            Key = "development-ends", Story = "the development period ends on the last session's day, which is free again", Language = "fr", Ends = FinalStep.Suitable,
            Ledger = new("DevelopmentPeriod", LevelGroup.L2, 5, LedgerEnd.OnTheLastSessionsDay, Exempts: false), Registering = Registering.BooksTheLastOnly,
            Results = OralResults.AllAnd(14, 11), Total = 73.93m,
        },
        new()
        {
            Key = "result-sent-twice", Story = "the vendor repeats the result: one effect", Language = "nl", Ends = FinalStep.Suitable,
            Sitting = Sitting.SentTwice, Score = "64.125", Results = OralResults.AllAnd(15, 11), Total = 78.93m,
        },
        new()
        {
            Key = "corrected", Story = "failed with 55, corrected to 65 by revision 2: readmitted", Language = "fr", Ends = FinalStep.Suitable,
            Sitting = Sitting.CorrectedToPass, Score = "65", Results = OralResults.AllAnd(16, 4), Total = 81.43m,
        },
        new()
        {
            Key = "impossible-scores", Story = "impossible scores are refused, the real one counts", Language = "de", Ends = FinalStep.Suitable,
            Sitting = Sitting.ImpossibleScoresFirst, Score = "100", Results = OralResults.AllAnd(12, 4), Total = 61.43m,
        },
        new()
        {
            Key = "older-and-conflicting", Story = "an older revision and contradicting results change nothing", Language = "en", Ends = FinalStep.Suitable,
            Sitting = Sitting.OlderAndConflicting, Score = "63.25", Results = OralResults.AllAnd(13, 12), Total = 69.29m,
        },
        new()
        {
            Key = "tie-a", Story = "75 in one way", Language = "nl", Ends = FinalStep.Suitable,
            Results = OralResults.All(15), Total = 75.00m,
        },
        new()
        {
            Key = "tie-b", Story = "75 in another: the same rank", Language = "fr", Ends = FinalStep.Suitable,
            Results = OralResults.Around(15), Total = 75.00m,
        },
        new()
        {
            Key = "on-the-threshold", Story = "60.00 is suitable", Language = "en", Ends = FinalStep.Suitable,
            Results = OralResults.All(12), Total = 60.00m,
        },
        new()
        {
            Key = "below-the-threshold", Story = "59.64 is not", Language = "de", Ends = FinalStep.NotSuitable,
            Results = OralResults.AllButOne(12), Total = 59.64m,
        },
        new()
        {
            Key = "level-a", Story = "a federal function of level A stands in for the diploma", Language = "nl", Ends = FinalStep.Suitable,
            Diploma = Diplomas.Bachelor, LevelA = new FederalFunction("FOD Sociale Zekerheid", "A4"), Results = OralResults.AllAnd(17, 1), Total = 85.36m,
        },
        new()
        {
            Key = "made-equal", Story = "an earlier diploma that was made equal, which an officer looks at first", Language = "fr", Ends = FinalStep.NotSuitable,
            Diploma = Diplomas.MadeEqual, Deciding = Deciding.AsProposedAfterALook, Results = OralResults.AllAnd(9, 3), Total = 46.07m,
        },
        new()
        {
            Key = "switches", Story = "switches to another session", Language = "en", Ends = FinalStep.Suitable,
            Registering = Registering.Switches, Results = OralResults.AllAnd(16, 13), Total = 84.64m,
        },
        new()
        {
            Key = "cancels-and-returns", Story = "cancels the seat and books another", Language = "nl", Ends = FinalStep.NotSuitable,
            Registering = Registering.CancelsAndBooksAgain, Results = OralResults.AllAnd(10, 7), Total = 52.50m,
        },
        new()
        {
            Key = "current-job", Story = "the current job counts until the day of applying", Language = "fr", Ends = FinalStep.Suitable,
            Rubric = Rubrics.CurrentJob(today), Results = OralResults.AllAnd(14, 13), Total = 74.64m,
        },
        new()
        {
            Key = "returns", Story = "withdraws before closing and applies again; the hearing is suspended once", Language = "de", Ends = FinalStep.Suitable,
            Applying = Applying.WithdrawsAndReturns, Hearing = Hearing.SuspendedOnce, Results = OralResults.AllAnd(15, 6), Total = 77.14m,
        },
        new()
        {
            Key = "applies-twice", Story = "a second live candidacy is refused; a member leaves during the hearing", Language = "nl", Ends = FinalStep.Suitable,
            Applying = Applying.AppliesTwice, Hearing = Hearing.AttendsWhileAMemberLeaves, Results = OralResults.AllAnd(17, 9), Total = 88.21m,
        },
    ];
}
