using Microsoft.EntityFrameworkCore;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Features;

/// <summary>How a vacancy stands: the order of the judged, and what is missing before it can be proposed.</summary>
/// <param name="Placings">In the order of the list.</param>
/// <param name="Lacks">What is missing, the first of it.</param>
/// <param name="LackCount">How much is missing in all.</param>
internal sealed record Standing(IReadOnlyList<Placing> Placings, IReadOnlyList<Lack> Lacks, int LackCount);

internal static class Standings
{
    /// <summary>How much of what is missing is named.</summary>
    public const int NamedLacks = 500;

    /// <summary>Reads the candidacies one after another and keeps of each only what orders it: 100 000 need a few megabytes.</summary>
    public static async Task<Standing> StandingAsync(this ResultsDb db, Guid vacancyId, Procedure procedure, CancellationToken ct)
    {
        var codes = procedure.Competencies.OralTestCodes();
        var performances = new List<Performance>();
        var lacks = new List<Lack>();
        var lackCount = 0;
        void Add(Lack lack)
        {
            if (lackCount++ < NamedLacks) lacks.Add(lack);
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
                    foreach (var lack in Completeness.Of(c.CandidacyId, c.TotalPercent.Value, c.Suitable.Value, c.Results!, c.Motivation, procedure.Rules.Scoring, codes)) Add(lack);
                    break;
            }
        }

        if (performances.Count == 0) Add(new Lack(null, LackKind.NobodyJudged));
        foreach (var lack in Completeness.OfMerits(performances, procedure.Rules.TieBreaks)) Add(lack);
        return new Standing(Ranking.Of(performances, procedure.Rules.TieBreaks), lacks, lackCount);
    }
}
