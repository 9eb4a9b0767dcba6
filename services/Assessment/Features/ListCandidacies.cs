using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>The candidacies of a vacancy at the assessment, for officers.</summary>
internal static class ListCandidacies
{
    private const int LongestName = 100;

    /// <summary>What the list is sorted by.</summary>
    internal enum CandidacySort
    {
        Name,

        /// <summary>Where they stand, then by name.</summary>
        State,

        /// <summary>The session they have a seat in, the earliest first, then those without.</summary>
        Session,
    }

    /// <summary>What the list is narrowed to; everything that is given has to fit.</summary>
    /// <param name="State">Where it stands.</param>
    /// <param name="StopReason">Why it stopped.</param>
    /// <param name="ExemptionGround">Why it is exempt.</param>
    /// <param name="SessionId">Has a seat in this session, or sat in it.</param>
    /// <param name="CorrectionWaiting">Whether a correction waits for an officer.</param>
    /// <param name="ReviewWaiting">Whether its exemption waits for an officer.</param>
    /// <param name="Name">Parts of the name, case aside.</param>
    /// <param name="Sort">The order; by name where it is not given.</param>
    internal sealed record Filter(
        Standing? State, AssessmentStop? StopReason, ExemptionGround? ExemptionGround, Guid? SessionId, bool? CorrectionWaiting, bool? ReviewWaiting, string? Name, CandidacySort? Sort);

    internal sealed record Item(
        Guid CandidacyId,
        Guid PersonId,
        string? FirstName,
        string? LastName,
        Standing State,
        AssessmentStop? StopReason,
        ExemptionGround? ExemptionGround,
        LocalDate? BarredUntil,
        Guid? SessionId,
        Instant? StartsAt,
        bool CorrectionWaiting,
        bool ReviewWaiting)
    {
        public static Item Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", Standing.Booked, null, null, null,
            new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), Instant.FromUtc(2025, 11, 20, 8, 0), false, false);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/vacancies/{vacancyId:guid}/candidacies", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Page<Item>>()
            .WithSummary("Where the candidacies of a vacancy stand in the assessment: filtered, searched by name, sorted and paged.");

    private static async Task<IResult> HandleAsync(Guid vacancyId, [AsParameters] Filter filter, [AsParameters] Paging paging, AssessmentDb db, CancellationToken ct)
    {
        if (Faults(filter).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        var waiting = db.Corrections.Where(c => c.State == CorrectionState.Waiting);
        var reviews = db.WaitingReviews();
        var found =
            from c in db.Candidacies.AsNoTracking()
            join p in db.Persons on c.PersonId equals p.PersonId
            where c.VacancyId == vacancyId
                && (filter.State == null || c.Standing == filter.State)
                && (filter.StopReason == null || c.StopReason == filter.StopReason)
                && (filter.ExemptionGround == null || c.ExemptionGround == filter.ExemptionGround)
                && (filter.CorrectionWaiting == null || waiting.Any(w => w.CandidacyId == c.CandidacyId) == filter.CorrectionWaiting)
                && (filter.ReviewWaiting == null || reviews.Any(r => r.CandidacyId == c.CandidacyId) == filter.ReviewWaiting)
                && (filter.SessionId == null || db.Bookings.Any(b => b.CandidacyId == c.CandidacyId && b.SessionId == filter.SessionId && (b.State == BookingState.Booked || b.State == BookingState.Closed)))
            let seat = db.Bookings.Where(b => b.CandidacyId == c.CandidacyId && b.State == BookingState.Booked).Join(db.Sessions, b => b.SessionId, s => s.SessionId, (b, s) => s).FirstOrDefault()
            select new { Candidacy = c, Person = p, Seat = seat };
        foreach (var word in (filter.Name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5))
            found = found.Where(f => (f.Person.FirstName + " " + f.Person.LastName).ToLower().Contains(word.ToLower()));

        var total = await found.CountAsync(ct);
        var sorted = (filter.Sort ?? CandidacySort.Name) switch
        {
            CandidacySort.Name => found.OrderBy(f => f.Person.LastName),
            CandidacySort.State => found.OrderBy(f => f.Candidacy.Standing).ThenBy(f => f.Person.LastName),
            CandidacySort.Session => found.OrderBy(f => f.Seat == null).ThenBy(f => f.Seat!.StartsAt).ThenBy(f => f.Person.LastName),
        };
        var items = await sorted.ThenBy(f => f.Person.FirstName).ThenBy(f => f.Candidacy.CandidacyId)
            .Select(f => new Item(
                f.Candidacy.CandidacyId, f.Candidacy.PersonId, f.Person.FirstName, f.Person.LastName, f.Candidacy.Standing, f.Candidacy.StopReason, f.Candidacy.ExemptionGround,
                f.Candidacy.BarredUntil, f.Seat == null ? null : f.Seat.SessionId, f.Seat == null ? null : f.Seat.StartsAt,
                waiting.Any(w => w.CandidacyId == f.Candidacy.CandidacyId), reviews.Any(r => r.CandidacyId == f.Candidacy.CandidacyId)))
            .Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(items, total, paging.Number, paging.Size));
    }

    /// <summary>Numbers pass for names where a query is read, also those that name nothing.</summary>
    private static IEnumerable<FieldError> Faults(Filter filter)
    {
        if (filter.State is { } state && !Enum.IsDefined(state)) yield return new FieldError("state", "one-of", string.Join(", ", Enum.GetNames<Standing>()));
        if (filter.StopReason is { } stop && !Enum.IsDefined(stop)) yield return new FieldError("stopReason", "one-of", string.Join(", ", Enum.GetNames<AssessmentStop>()));
        if (filter.ExemptionGround is { } ground && !Enum.IsDefined(ground)) yield return new FieldError("exemptionGround", "one-of", string.Join(", ", Enum.GetNames<ExemptionGround>()));
        if (filter.Sort is { } sort && !Enum.IsDefined(sort)) yield return new FieldError("sort", "one-of", string.Join(", ", Enum.GetNames<CandidacySort>()));
        if (filter.Name?.Length > LongestName) yield return new FieldError("name", "too-long", LongestName);
    }
}
