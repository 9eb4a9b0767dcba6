namespace Selection.Demo;

/// <summary>How a run ended.</summary>
/// <param name="Differences">Everything that came out other than expected; empty when the platform is right.</param>
/// <param name="VacancyId">The vacancy that was played; null when it did not come to one.</param>
public sealed record DemoResult(IReadOnlyList<string> Differences, Guid? VacancyId)
{
    public int ExitCode => Differences.Count == 0 ? 0 : 1;
}
