using CsCheck;

namespace Selection.SampleClient.Tests;

public sealed class ResultFileTests
{
    private const string Session = "0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09";

    [Fact]
    public Task What_is_written_as_a_file_is_read_back_as_it_was() => Gen.Select(Gen.Int[1, 10_000], Gen.Double.Unit, Gen.Int[1, 5]).SampleAsync(async (number, fate, revision) =>
    {
        var path = Path.Combine(Path.GetTempPath(), $"results-{Guid.NewGuid():n}.csv");
        try
        {
            var startsAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(new DateTimeOffset(2025, 11, 20, 8, 0, 0, TimeSpan.Zero));
            var results = Enumerable.Range(number, 5).Select(n => Simulation.ResultOf(Session, $"NUMBER,{n}", startsAt, new SimulationOptions(Absent: fate / 2, Incident: fate / 2))).ToList();
            foreach (var result in results) result.Revision = revision;
            await ResultFile.WriteAsync(path, results, CancellationToken.None);

            var (count, errors) = await ResultFile.CheckAsync(path, 20, CancellationToken.None);
            Assert.Empty(errors);
            Assert.Equal(5, count);
            Assert.Equal(results, await ResultFile.ReadAsync(path, CancellationToken.None).ToListAsync());
        }
        finally
        {
            File.Delete(path);
        }
    }, iter: 30);

    [Fact]
    public void The_same_seed_and_number_make_the_same_result_so_that_sending_again_is_no_conflict() => Gen.Select(Gen.Int, Gen.String).Sample((seed, number) =>
    {
        var options = new SimulationOptions(seed);
        Assert.Equal(Simulation.ResultOf(Session, number, new(), options), Simulation.ResultOf(Session, number, new(), options));
    });
}
