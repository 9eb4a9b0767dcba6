using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Features;

/// <summary>
/// An officer lifts a reservation on a proof, or decides that it stands (R22): each of the two has its own outcome. The proof
/// is kept with the decision; a document it names is Candidacy's, where officers open it.
/// </summary>
internal static class DecideReservation
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/cases/{candidacyId:guid}/reservations/{reservation}/decision", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Lifts a reservation (Equivalence or LanguageTest) on a proof, or decides that it stands, with a motivation.");

    /// <param name="Lifted">True: it no longer stands. False: it stands, e.g. since the test was failed.</param>
    /// <param name="Motivation">In the language of the procedure.</param>
    /// <param name="Proof">What it rests on; lifting needs one.</param>
    internal sealed record ReservationRequest(bool Lifted, string Motivation, ReservationProof? Proof = null)
    {
        public static ReservationRequest Example => new(
            true, "De gelijkwaardigheid met een master is erkend.",
            new ReservationProof(ProofKind.EquivalenceDecision, new LocalDate(2025, 11, 3), "NARIC-Vlaanderen", "2025/1234", new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f41")));
    }

    internal sealed record DecidedReservation(Guid CandidacyId, Reservation Reservation, bool Lifted, Reservation OpenReservation, long Version)
    {
        public static DecidedReservation Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), Reservation.Equivalence, true, Reservation.None, 4);
    }

    private static async Task<Results<Ok<DecidedReservation>, Problem>> HandleAsync(
        Guid candidacyId, Reservation reservation, ReservationRequest request, IfMatch ifMatch, Caller caller,
        ScreeningDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (!Decisions.IsSingle(reservation)) return Problem.NotFound();
        var today = BrusselsTime.DateIn(clock.GetCurrentInstant());
        FieldError[] faults =
        [
            .. WrittenText.Faults("motivation", request.Motivation, WrittenReason.Longest),
            .. ReservationProofs.Faults(request.Proof, reservation, request.Lifted, today),
        ];
        if (WrittenReason.ProblemOf(faults) is { } invalid) return invalid;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockCaseAsync(candidacyId, ct) is not { } locked) return Problem.NotFound();
        var row = locked.Case;
        if (ifMatch.Check(row.Version) is { } stale) return stale;
        if (locked.WhyStopped() is { } stopped) return stopped;
        if (row.State is CaseState.Open) return Problem.Refused("R22", "case-open");
        if (!row.Reservation.HasFlag(reservation)) return Problem.Refused("R22", "reservation-none");
        if (row.Lifted.HasFlag(reservation)) return Problem.Refused("R22", "reservation-lifted");
        if (!request.Lifted && row.Confirmed.HasFlag(reservation)) return Problem.Refused("R22", "reservation-confirmed");

        var now = clock.GetCurrentInstant();
        row.Version++;
        row.Lifted = request.Lifted ? row.Lifted | reservation : row.Lifted;
        row.Confirmed = request.Lifted ? row.Confirmed & ~reservation : row.Confirmed | reservation;
        var (written, proof) = (request.Motivation.Trim(), Tidy(request.Proof));
        var motivation = Motivations.WriteReservation(locked.Vacancy!.Language!, reservation, request.Lifted, proof, written);
        db.ReservationDecisions.Add(new ReservationDecision
        {
            CandidacyId = candidacyId,
            CaseVersion = row.Version,
            Reservation = reservation,
            Lifted = request.Lifted,
            Motivation = motivation,
            ProofKind = proof?.Kind,
            ProofDate = proof?.Date,
            ProofIssuer = proof?.Issuer,
            ProofReference = proof?.Reference,
            ProofDocumentVersionId = proof?.DocumentVersionId,
            DecidedBy = caller.Subject,
            DecidedAt = now,
        });
        db.Publish(new ReservationDecided(candidacyId, row.VacancyId, row.PersonId, row.Version, reservation, request.Lifted, motivation, now));
        db.Record(
            new RecordEntry(
                caller.Subject, "reservation.decided", "case", candidacyId, row.PersonId, locked.Vacancy.RuleVersion,
                new { Reservation = reservation, request.Lifted, Proof = proof?.Kind, proof?.DocumentVersionId }, written),
            now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(row.Version);
        return TypedResults.Ok(new DecidedReservation(candidacyId, reservation, request.Lifted, row.Reservation & ~row.Lifted, row.Version));
    }

    private static ReservationProof? Tidy(ReservationProof? proof) => proof is null
        ? null
        : proof with { Issuer = proof.Issuer.Trim(), Reference = string.IsNullOrWhiteSpace(proof.Reference) ? null : proof.Reference.Trim() };
}
