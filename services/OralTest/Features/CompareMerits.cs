using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R46: the chair records the committee's comparison of diplomas and merits, with a reason for each place. It may be made again
/// and come after judgements: those whose place changes are told of once more, with a higher version.
/// </summary>
internal static class CompareMerits
{
    public sealed record Request(IReadOnlyList<Place> Places)
    {
        public static Request Example => new([Place.Example]);
    }

    /// <param name="Number">1 is first; equal merits share one.</param>
    public sealed record Place(Guid CandidacyId, [property: System.Text.Json.Serialization.JsonPropertyName("place")] int Number, string Reason)
    {
        public static Place Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), 1, "Meer ervaring met het leiden van een federale instelling.");
    }

    public sealed record Response(Guid VacancyId, Instant ComparedAt, int Places, int ToldAgain)
    {
        public static Response Example => new(new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), Instant.FromUtc(2025, 12, 12, 15, 0), 2, 2);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/vacancies/{vacancyId:guid}/comparison", HandleAsync)
        .WithSummary("Saves the comparison of diplomas and merits: a place and a reason for each candidate; equal merits share a place.")
        .RequireAuthorization(Policies.CommitteeChair);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid vacancyId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        FieldError[] gaps = [.. LineErrors.Gaps("places", request.Places)];
        if (gaps.Length > 0) return Problem.Invalid(gaps);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var committee = await db.LockCommitteeAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (committee is null || vacancy is null) return Problem.NotFound();
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        if (roster.Find(caller.Subject) is not { } self) return Problem.NotFound();
        if (!self.Seat.IsChair) return Problem.Forbidden("R41", "not-the-chair");
        if (roster.IsRecused(caller.Subject)) return Problem.Forbidden("R41", "recused");
        if (vacancy.Cancelled) return Problem.Refused("R40", "vacancy-cancelled");

        var candidacies = await db.Candidacies
            .FromSql($"select * from candidacies where vacancy_id = {vacancyId} and state <> 'Expected' order by candidacy_id for update")
            .ToDictionaryAsync(c => c.CandidacyId, ct);
        FieldError[] errors = [.. Check(request, candidacies)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        var hearings = await db.Hearings.Where(h => h.VacancyId == vacancyId && h.State == HearingState.Judged).ToDictionaryAsync(h => h.CandidacyId, ct);
        var wanted = request.Places.ToDictionary(p => p.CandidacyId);
        var now = clock.GetCurrentInstant();
        var toldAgain = 0;
        foreach (var candidacy in candidacies.Values)
        {
            var place = wanted.GetValueOrDefault(candidacy.CandidacyId);
            var isMoved = candidacy.MeritPlace != place?.Number;
            if (!isMoved && candidacy.MeritReason == place?.Reason) continue;
            (candidacy.MeritPlace, candidacy.MeritReason) = (place?.Number, place?.Reason);
            candidacy.Version++;
            db.Record(new RecordEntry(caller.Subject, "merits.compared", "candidacy", candidacy.CandidacyId, candidacy.PersonId, vacancy.RuleVersion,
                new { candidacy.MeritPlace }, candidacy.MeritReason), now);
            // The reason is the committee's; the others know the place.
            if (!isMoved || candidacy.State != CandidacyState.Judged) continue;
            db.Publish(Verdict.Of(candidacy, hearings[candidacy.CandidacyId], vacancy, now));
            toldAgain++;
        }

        committee.ComparedAt = now;
        committee.Version++;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(vacancyId, now, request.Places.Count, toldAgain));
    }

    private static IEnumerable<FieldError> Check(Request request, Dictionary<Guid, Candidacy> candidacies)
    {
        var seen = new HashSet<Guid>();
        for (var i = 0; i < request.Places.Count; i++)
        {
            var place = request.Places[i];
            if (!candidacies.TryGetValue(place.CandidacyId, out var candidacy)
                || candidacy.State is CandidacyState.Withdrawn or CandidacyState.Stopped or CandidacyState.AssessmentLost or CandidacyState.Cancelled)
                yield return new FieldError($"places[{i}].candidacyId", "candidacy-unknown");
            else if (!seen.Add(place.CandidacyId)) yield return new FieldError($"places[{i}].candidacyId", "twice");
            if (place.Number < 1 || place.Number > request.Places.Count) yield return new FieldError($"places[{i}].place", "between", 1, request.Places.Count);
            foreach (var error in TextCheck.Faults($"places[{i}].reason", place.Reason, TextLengths.Longest)) yield return error;
        }
    }
}
