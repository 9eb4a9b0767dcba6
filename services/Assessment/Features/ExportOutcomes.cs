using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Csv;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>What the assessment of a vacancy came to for each candidacy, as a file, streamed; who takes it out is on record.</summary>
internal static class ExportOutcomes
{
    private static readonly string[] Columns =
    [
        "candidacy_id", "person_id", "last_name", "first_name", "state", "stop_reason", "exemption_ground", "exempt_since", "session_starts_at", "test_day", "score", "barred_until",
        "correction_waiting", "review_waiting",
    ];

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/vacancies/{vacancyId:guid}/candidacies/export", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces(StatusCodes.Status200OK, contentType: CsvText.MediaType).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("What the assessment came to for each candidacy of a vacancy, by name, as CSV.");

    private static async Task<IResult> HandleAsync(Guid vacancyId, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        if (await db.Vacancies.Where(v => v.VacancyId == vacancyId).Select(v => new { v.SelectionCode, v.RuleVersion }).SingleOrDefaultAsync(ct) is not { } vacancy) return Problem.NotFound();
        await db.RecordManyAsync([new RecordEntry(caller.Subject, "outcomes.exported", "vacancy", vacancyId, RuleVersion: vacancy.RuleVersion)], clock.GetCurrentInstant(), ct);
        var waiting = db.Corrections.Where(x => x.State == CorrectionState.Waiting);
        var reviews = db.WaitingReviews();
        var rows =
            from c in db.Candidacies.AsNoTracking()
            join p in db.Persons on c.PersonId equals p.PersonId
            where c.VacancyId == vacancyId
            // The seat it has, or the sitting whose result counts: the one that was booked last.
            let sitting = (
                from b in db.Bookings
                join s in db.Sessions on b.SessionId equals s.SessionId
                where b.CandidacyId == c.CandidacyId && (b.State == BookingState.Booked || (b.State == BookingState.Closed && b.Effect != Effect.NewSitting))
                orderby b.BookedAt descending
                select new { b.State, b.Score, s.StartsAt, s.Day }).FirstOrDefault()
            orderby p.LastName, p.FirstName, c.CandidacyId
            select new
            {
                Candidacy = c,
                p.LastName,
                p.FirstName,
                StartsAt = sitting == null ? (Instant?)null : sitting.StartsAt,
                Day = sitting == null || sitting.State != BookingState.Closed ? (LocalDate?)null : sitting.Day,
                Score = sitting == null ? null : sitting.Score,
                Correction = waiting.Any(w => w.CandidacyId == c.CandidacyId),
                Review = reviews.Any(r => r.CandidacyId == c.CandidacyId),
            };
        return Results.Stream(async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
            await writer.WriteLineAsync(string.Join(',', Columns));
            await foreach (var r in rows.AsAsyncEnumerable().WithCancellation(ct))
            {
                await writer.WriteLineAsync(CsvText.Row(
                    r.Candidacy.CandidacyId.ToString(), r.Candidacy.PersonId.ToString(), r.LastName, r.FirstName, r.Candidacy.Standing.ToString(), r.Candidacy.StopReason?.ToString(),
                    r.Candidacy.ExemptionGround?.ToString(), Day(r.Candidacy.ExemptSince), r.StartsAt is { } at ? InstantPattern.ExtendedIso.Format(at) : null, Day(r.Day),
                    r.Score is { } score ? Scores.Write(score) : null, Day(r.Candidacy.BarredUntil), r.Correction ? "yes" : "no", r.Review ? "yes" : "no"));
            }
        }, $"{CsvText.MediaType}; charset=utf-8", $"{vacancy.SelectionCode}-assessment.csv");
    }

    private static string? Day(LocalDate? day) => day is { } date ? LocalDatePattern.Iso.Format(date) : null;
}
