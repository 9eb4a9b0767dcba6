using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Selection.Contracts.Assessment.V1;

namespace Selection.SampleClient;

/// <summary>What a simulated session comes to; the shares are of all candidates.</summary>
/// <param name="Seed">The same seed and candidate number make the same result.</param>
/// <param name="PassRate">The share of those tested who reach 60.</param>
/// <param name="Absent">The share that does not come.</param>
/// <param name="Incident">The share whose test failed for technical reasons.</param>
public sealed record SimulationOptions(int Seed = 1, double PassRate = 0.6, double Absent = 0.05, double Incident = 0.01);

/// <summary>Makes a vendor's results out of nothing but candidate numbers, the same ones each time.</summary>
public static class Simulation
{
    private const int PassMark = 60_000;
    private static readonly string[] Parts = ["sjt-1", "sjt-2", "sjt-3"];

    /// <summary>
    /// The result of one candidate. It depends on the seed and the candidate number alone, so that sending a session again is
    /// a duplicate and never a conflict.
    /// </summary>
    public static SubmitResultRequest ResultOf(string sessionId, string candidateNumber, Timestamp startsAt, SimulationOptions options)
    {
        var random = new Random(StableHash($"{options.Seed}/{candidateNumber}"));
        var result = new SubmitResultRequest
        {
            ResultId = $"sim-{options.Seed}-{candidateNumber}",
            Revision = 1,
            SessionId = sessionId,
            CandidateNumber = candidateNumber,
        };
        var fate = random.NextDouble();
        result.Outcome = fate < options.Absent ? Outcome.Absent : fate < options.Absent + options.Incident ? Outcome.Incident : Outcome.Taken;
        if (result.Outcome != Outcome.Taken) return result;

        var passes = random.NextDouble() < options.PassRate;
        var thousandths = passes ? random.Next(PassMark, 100_001) : random.Next(0, PassMark);
        result.Score = Decimal(thousandths);
        foreach (var part in Parts) result.Parts.Add(new PartScore { Part = part, Score = Decimal(Math.Clamp(thousandths + random.Next(-5_000, 5_001), 0, 100_000)) });
        result.TakenAt = startsAt + new Duration { Seconds = 2 * 3600 };
        return result;
    }

    private static string Decimal(int thousandths) => (thousandths / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>FNV-1a: .NET's own hash of a text differs at every start.</summary>
    private static int StableHash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return (int)hash;
    }
}
