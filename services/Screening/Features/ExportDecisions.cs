using System.Data;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Csv;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Features;

/// <summary>The register of a vacancy's decisions as CSV, the oldest first: every one ever taken, those taken back among them. It is read in chunks.</summary>
internal static class ExportDecisions
{
    private const int ChunkSize = 500;

    private static readonly Reservation[] Single = [Reservation.Equivalence, Reservation.LanguageTest];

    private static readonly string[] Columns =
    [
        "selectionCode", "candidacyId", "personId", "lastName", "firstName", "caseVersion", "proposal", "proposedReservation", "outcome", "reservation",
        "equivalence", "equivalenceDecidedAt", "equivalenceProof", "equivalenceProofDate", "equivalenceProofIssuer", "equivalenceProofReference", "equivalenceProofDocument",
        "languageTest", "languageTestDecidedAt", "languageTestProof", "languageTestProofDate", "languageTestProofIssuer", "languageTestProofReference", "languageTestProofDocument",
        "decidedBy", "decidedAt", "ruleVersion", "allAtOnce", "reopenedAt", "reopenedBy", "reopeningReason", "motivation",
    ];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/decisions/export", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor)
        .WithSummary("The register of the vacancy's decisions as CSV, of the cases the filters of the list leave: every decision ever taken, with what became of its reservations and on which proof.")
        .Produces(StatusCodes.Status200OK, contentType: CsvText.MediaType);

    private static async Task<IResult> HandleAsync(Guid vacancyId, [AsParameters] CaseFilter filter, Caller caller, ScreeningDb db, IClock clock, CancellationToken ct)
    {
        if (filter.Faults().ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is null) return Problem.NotFound();

        // Whoever takes it along is on record before the first line of it leaves.
        var now = clock.GetCurrentInstant();
        db.Record(new RecordEntry(caller.Subject, "decisions.exported", "vacancy", vacancyId, RuleVersion: vacancy.RuleVersion, Details: filter), now);
        await db.SaveChangesAsync(ct);
        return Results.Stream(async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
            await writer.WriteLineAsync(CsvText.Row(Columns));
            // The register as of one moment, however long it takes to send.
            await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            for (Line? last = null; ;)
            {
                var chunk = await ReadAsync(db, filter, caller, now, last, ct);
                if (chunk.Count == 0) return;
                await WriteAsync(db, chunk, vacancy.SelectionCode, writer, ct);
                await writer.FlushAsync(ct);
                last = chunk[^1];
            }
        }, $"{CsvText.MediaType}; charset=utf-8", $"{vacancy.SelectionCode ?? $"{vacancyId}"}-decisions.csv");
    }

    private sealed record Line(Decision Decision, string? FirstName, string? LastName);

    private static Task<List<Line>> ReadAsync(ScreeningDb db, CaseFilter filter, Caller caller, Instant now, Line? last, CancellationToken ct)
    {
        var decisions = db.Decisions.AsNoTracking().Where(d => d.VacancyId == filter.VacancyId);
        if (last?.Decision is { DecidedAt: var at, DecisionId: var id }) decisions = decisions.Where(d => d.DecidedAt > at || (d.DecidedAt == at && d.DecisionId > id));
        return (
            from d in decisions
            join c in filter.Narrow(filter.Within(db.Cases), caller.Subject, now) on d.CandidacyId equals c.CandidacyId
            join p in db.Persons on d.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            orderby d.DecidedAt, d.DecisionId
            select new Line(d, p.FirstName, p.LastName)).Take(ChunkSize).ToListAsync(ct);
    }

    private static async Task WriteAsync(ScreeningDb db, List<Line> chunk, string? selectionCode, StreamWriter writer, CancellationToken ct)
    {
        var ids = chunk.Select(line => line.Decision.CandidacyId).Distinct().ToArray();
        var reopenings = (await db.Reopenings.AsNoTracking().Where(r => ids.Contains(r.CandidacyId)).ToListAsync(ct)).ToLookup(r => r.CandidacyId);
        var reservations = (await db.ReservationDecisions.AsNoTracking().Where(r => ids.Contains(r.CandidacyId)).ToListAsync(ct))
            .ToLookup(r => r.CandidacyId, r => new DecidedReservation(r.CaseVersion, r.Reservation, r.Lifted, r.DecidedAt, r.Proof));
        foreach (var (d, firstName, lastName) in chunk)
        {
            var reopened = reopenings[d.CandidacyId].Where(r => r.CaseVersion > d.CaseVersion).MinBy(r => r.CaseVersion);
            await writer.WriteLineAsync(CsvText.Row(
            [
                selectionCode, $"{d.CandidacyId}", $"{d.PersonId}", lastName, firstName, Number(d.CaseVersion), $"{d.ProposedOutcome}", $"{d.ProposedReservation}", $"{d.Outcome}", $"{d.Reservation}",
                .. Single.SelectMany(reservation => ReservationCells(d.Reservation, reservation, Register.LastOn(d.CaseVersion, reopened?.CaseVersion, reservation, reservations[d.CandidacyId]))),
                d.DecidedBy, Moment(d.DecidedAt), Number(d.RuleVersion), d.AllAtOnce ? "true" : "false", Moment(reopened?.ReopenedAt), reopened?.ReopenedBy, reopened?.Reason, d.Motivation,
            ]));
        }
    }

    private static string?[] ReservationCells(Reservation made, Reservation reservation, DecidedReservation? last) =>
    [
        $"{Register.OutcomeOf(made, reservation, last)}", Moment(last?.DecidedAt), $"{last?.Proof?.Kind}",
        last?.Proof is { } proof ? LocalDatePattern.Iso.Format(proof.Date) : null, last?.Proof?.Issuer, last?.Proof?.Reference, $"{last?.Proof?.DocumentVersionId}",
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Moment(Instant? at) => at is { } moment ? InstantPattern.ExtendedIso.Format(moment) : null;
}
