using Selection.Contracts.Vacancies;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo;

/// <summary>What the steps share: the platform, who plays on it, and what has come about so far.</summary>
public sealed class Stage(DemoOptions options, PlatformClient platform, Cast cast, Differences differences)
{
    /// <summary>So many people act at once.</summary>
    public const int AtOnce = 12;

    public DemoOptions Options => options;

    public PlatformClient Platform => platform;

    public Cast Cast => cast;

    public Differences Differences => differences;

    public PlatformTime Time { get; } = new(platform, cast.Operator);

    /// <summary>The vacancy that is played; null before it is published.</summary>
    public PlayedVacancy? Vacancy { get; set; }

    public IReadOnlyList<Candidate> Candidates { get; set; } = [];

    /// <summary>The last slot, which nobody chose at first.</summary>
    public Slot? SpareSlot { get; set; }

    public Guid VacancyId => Vacancy!.VacancyId;

    public Timeline Timeline => Vacancy!.Timeline;

    /// <summary>Many candidates at once, but not all.</summary>
    public static Task EachAsync<T>(IEnumerable<T> all, CancellationToken ct, Func<T, CancellationToken, Task> act) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (one, stop) => await act(one, stop));

    /// <summary>A call that must be refused, under this rule where one is named.</summary>
    public void ExpectRefusal(string what, Answer answer, string? rule)
    {
        if (answer.Succeeded) differences.Add($"{what} was accepted, and must be refused{(rule is null ? "" : $" ({rule})")}");
        else if ((int)answer.Status >= 500) differences.Add($"{what} broke: {answer.Refusal}");
        else if (rule is not null) differences.Expect($"{what} is refused under", rule, answer.Refusal.Rule);
    }
}

/// <summary>The vacancy of this run.</summary>
public sealed record PlayedVacancy(Guid VacancyId, ProcedureDefinition Definition, Timeline Timeline);
