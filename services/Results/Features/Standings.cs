using Microsoft.EntityFrameworkCore;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Features;

/// <summary>How a vacancy stands: the order of the judged, and what is missing before it can be proposed.</summary>
/// <param name="Placings">In the order of the list.</param>
/// <param name="Lacks">What is missing, those asked for.</param>
/// <param name="LackCount">How much is missing in all.</param>
/// <param name="Forgotten">Judged candidates who were erased since (R55).</param>
internal sealed record Standing(IReadOnlyList<Placing> Placings, IReadOnlyList<Lack> Lacks, int LackCount, IReadOnlySet<Guid> Forgotten)
{
    public int Suitable { get; } = Placings.Count(p => p.Rank is not null);
}

/// <summary>Which of what is missing is named: there may be more of it than fits into an answer.</summary>
internal readonly record struct LackWindow(int Skip, int Take, LackKind? Kind = null)
{
    /// <summary>The first of it.</summary>
    public static LackWindow First { get; } = new(0, 500);
}

internal static class Standings
{
    /// <summary>Reads the candidacies one after another and keeps of each only what orders it: 100 000 need a few megabytes.</summary>
    public static async Task<Standing> StandingAsync(this ResultsDb db, Guid vacancyId, Procedure procedure, LackWindow window, CancellationToken ct)
    {
        var codes = procedure.Competencies.OralTestCodes();
        var forgotten = await (
            from c in db.Candidacies
            join p in db.Persons on c.PersonId equals p.PersonId
            where c.VacancyId == vacancyId && p.Version == Person.Erased
            select c.CandidacyId).ToHashSetAsync(ct);
        var performances = new List<Performance>();
        var lacks = new List<Lack>();
        var lackCount = 0;
        void Add(Lack lack)
        {
            if (window.Kind is { } only && lack.Kind != only) return;
            if (lackCount >= window.Skip && lacks.Count < window.Take) lacks.Add(lack);
            lackCount++;
        }

        var candidacies = db.Candidacies.AsNoTracking().Where(c => c.VacancyId == vacancyId).OrderBy(c => c.CandidacyId).AsAsyncEnumerable();
        await foreach (var c in candidacies.WithCancellation(ct))
        {
            switch (c.Stage())
            {
                case Stage.Ended:
                    break;
                case Stage.OnTheWay:
                    Add(new Lack(c.CandidacyId, LackKind.StillOnTheWay));
                    break;
                case Stage.Judged:
                    performances.Add(Performance.Of(c.CandidacyId, c.Suitable!.Value, c.TotalPercent!.Value, c.MeritPlace, c.Results!, procedure.Competencies));
                    foreach (var lack in Completeness.Of(
                        c.CandidacyId, c.TotalPercent.Value, c.Suitable.Value, c.Results!, c.Motivation, procedure.Rules.Scoring, codes, forgotten.Contains(c.CandidacyId)))
                        Add(lack);
                    break;
            }
        }

        if (performances.Count == 0) Add(new Lack(null, LackKind.NobodyJudged));
        foreach (var lack in Completeness.OfMerits(performances, procedure.Rules.TieBreaks)) Add(lack);
        return new Standing(Ranking.Of(performances, procedure.Rules.TieBreaks), lacks, lackCount, forgotten);
    }
}
