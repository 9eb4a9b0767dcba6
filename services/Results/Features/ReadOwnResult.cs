using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>A candidate reads the own result, from the publication instant on (R46 to R50).</summary>
internal static class ReadOwnResult
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/candidacies/{candidacyId:guid}", HandleAsync)
        .RequireAuthorization(Policies.Candidate)
        .WithSummary("The own result: group, rank, motivation, remedies. Before the publication instant it is refused, and the look is recorded.");

    internal sealed record CompetencyLine(string Code, string Name, decimal Result, int Scale, string Motivation)
    {
        public static CompetencyLine Example => new("change-management", "Verandermanagement", 15m, 20, "Overtuigend, met eigen voorbeelden.");
    }

    /// <param name="Kind">CouncilOfState, Feedback, Access or Complaint.</param>
    /// <param name="Until">The last day, inclusive; null where there is none.</param>
    /// <param name="Text">In the candidate's language.</param>
    internal sealed record Remedy(string Kind, LocalDate? Until, string Text);

    /// <summary>A result; the motivation is in the language of the procedure, the remedies in the candidate's.</summary>
    internal sealed record OwnResult(
        Guid CandidacyId, Guid VacancyId, FinalGroup Group, int? Rank, int SuitableCount, decimal TotalPercent, decimal ThresholdPercent,
        IReadOnlyList<CompetencyLine> Competencies, string Motivation, Reservation OpenReservation, IReadOnlyList<Remedy> Remedies, Instant PublishedAt)
    {
        public static OwnResult Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), FinalGroup.Suitable, 1, 3, 72.5m, 60m, [CompetencyLine.Example], "Geschikt: de kandidaat leidt met een heldere visie.",
            Reservation.None, [], Instant.FromUtc(2025, 12, 17, 8, 0));
    }

    private static async Task<Results<Ok<OwnResult>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, ResultsDb db, IClock clock, EarlyLooks looks, CancellationToken ct)
    {
        var own = await (
            from c in db.Candidacies.AsNoTracking()
            join p in db.Persons on c.PersonId equals p.PersonId
            where c.CandidacyId == candidacyId && p.Subject == caller.Subject
            select new { Candidacy = c, p.Language }).SingleOrDefaultAsync(ct);
        if (own is null) return Problem.NotFound();

        var now = clock.GetCurrentInstant();
        var vacancyId = own.Candidacy.VacancyId;
        if (await db.PublicListAsync(vacancyId, now, ct) is not { } list)
            return await looks.RefuseAsync(caller, "candidacy", candidacyId, own.Candidacy.PersonId, now, ct);
        var entry = await db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.ListId == list.ListId && e.CandidacyId == candidacyId, ct);
        if (entry is null) return Problem.NotFound();

        var vacancy = await db.Vacancies.AsNoTracking().SingleAsync(v => v.VacancyId == vacancyId, ct);
        var scoring = vacancy.Rules!.Scoring;
        return TypedResults.Ok(new OwnResult(
            candidacyId, vacancyId, entry.Group, entry.Rank, list.Suitable, entry.TotalPercent, scoring.ThresholdPercent,
            [.. entry.Results.Select(r => new CompetencyLine(
                r.Code, Motivations.NameOf(r.Code, vacancy.Competencies!, vacancy.Language!), r.Result, scoring.Scale, r.Motivation))],
            entry.Motivation, own.Candidacy.OpenReservation(), RemediesOf(list.PublishAt!.Value, Motivations.CultureOf(own.Language)), list.PublishAt.Value));
    }

    private static Remedy[] RemediesOf(Instant publishedAt, CultureInfo culture)
    {
        var remedies = Remedies.From(publishedAt);
        var day = LocalDatePattern.Create("d MMMM uuuu", culture);
        return
        [
            new("CouncilOfState", remedies.AnnulmentUntil, Texts.In(culture, "remedy-council-of-state", day.Format(remedies.AnnulmentUntil))),
            new("Feedback", remedies.FeedbackUntil, Texts.In(culture, "remedy-feedback", day.Format(remedies.FeedbackUntil))),
            new("Access", null, Texts.In(culture, "remedy-access")),
            new("Complaint", null, Texts.In(culture, "remedy-complaint")),
        ];
    }
}
