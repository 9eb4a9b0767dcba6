using System.Globalization;

namespace Selection.Demo.People;

/// <summary>Everybody else: drawn from a seed, with the outcome a few plain comparisons ask for.</summary>
public static class RandomCandidates
{
    private static readonly string[] Languages = ["nl", "fr", "de", "en"];

    public static IEnumerable<Script> Draw(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 1; i <= count; i++) yield return Draw(random, i);
    }

    private static Script Draw(Random random, int number)
    {
        var years = random.Next(4, 15);
        var isManager = random.Next(3) > 0;
        var hasMaster = random.Next(8) > 0;
        var thousandths = random.Next(42_000, 98_000);
        var results = Enumerable.Range(0, OralResults.Competencies).Select(_ => random.Next(8, 19)).ToList();
        var total = Math.Round(results.Sum() / 2.8m, 2, MidpointRounding.AwayFromZero);
        var isEnough = years >= (isManager ? 6 : 10);

        return new Script
        {
            Key = $"random-{number:00}",
            Story = $"{years} years of {(isManager ? "management" : "useful experience")}, {(hasMaster ? "a master" : "a bachelor")}",
            Language = Languages[random.Next(Languages.Length)],
            Rubric = isManager ? Rubrics.ManagementYears(years) : Rubrics.UsefulYears(years),
            Diploma = hasMaster ? Diplomas.Master : Diplomas.Bachelor,
            Applying = isEnough ? Applying.Validates : Applying.IsRefusedToValidate,
            Score = (thousandths / 1000m).ToString("0.###", CultureInfo.InvariantCulture),
            Results = results,
            Total = total,
            Ends = isEnough switch
            {
                false => FinalStep.Lapsed,
                true when !hasMaster => FinalStep.Refused,
                true when thousandths < 60_000 => FinalStep.AssessmentFailed,
                true when total < 60m => FinalStep.NotSuitable,
                true => FinalStep.Suitable,
            },
        };
    }
}
