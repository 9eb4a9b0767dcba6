namespace Selection.Demo;

/// <summary>How the demo is played.</summary>
public sealed record DemoOptions
{
    /// <summary>The seed everything random is drawn from, so that two runs play the same.</summary>
    public const int FixedSeed = 20251022;

    /// <summary>The gateway's address.</summary>
    public Uri Gateway { get; init; } = new("http://localhost:5100");

    /// <summary>The gateway's gRPC address.</summary>
    public Uri Grpc { get; init; } = new("http://localhost:5101");

    /// <summary>What is drawn, is drawn from this.</summary>
    public int Seed { get; init; } = FixedSeed;

    /// <summary>How many candidates take part: the personas, and the rest drawn.</summary>
    public int Candidates { get; init; } = 60;
}
