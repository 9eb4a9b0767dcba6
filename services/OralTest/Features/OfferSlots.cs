using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R26, R45: an officer offers slots and says from when until when candidates choose among them. Inviting follows by itself.</summary>
internal static class OfferSlots
{
    public sealed record Request(LocalDate OpensOn, LocalDate ClosesOn, IReadOnlyList<SlotRequest> Slots)
    {
        public static Request Example => new(new LocalDate(2025, 11, 28), new LocalDate(2025, 12, 5), [SlotRequest.Example]);
    }

    public sealed record SlotRequest(Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place)
    {
        public static SlotRequest Example => new(Instant.FromUtc(2025, 12, 11, 9, 0), Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 30), "Brussel, zaal 3");
    }

    public sealed record Response(Guid RegistrationPeriodId, Instant OpensAt, Instant ClosesAt, IReadOnlyList<SlotOffered> Slots)
    {
        public static Response Example => new(new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), Instant.FromUtc(2025, 11, 27, 23, 0), Instant.FromUtc(2025, 12, 5, 23, 0), [SlotOffered.Example]);
    }

    public sealed record SlotOffered(Guid SlotId, Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place)
    {
        public static SlotOffered Example => new(new("019a64e3-7a90-7b45-a1c8-2f5e4d3b6a97"), Instant.FromUtc(2025, 12, 11, 9, 0), Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 30), "Brussel, zaal 3");
    }

    private const int MostSlots = 500;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/vacancies/{vacancyId:guid}/slots", HandleAsync)
        .WithSummary("Offers hearing slots, with the period in which candidates choose one.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<Created<Response>, Problem>> HandleAsync(
        Guid vacancyId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = await db.LockVacancyAsync(vacancyId, ct);
        if (vacancy is not { Competencies: not null }) return Problem.NotFound();
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        var now = clock.GetCurrentInstant();
        FieldError[] errors = [.. Check(request, now)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        var period = new PeriodRow
        {
            RegistrationPeriodId = Guid.CreateVersion7(),
            VacancyId = vacancyId,
            OpensOn = request.OpensOn,
            ClosesOn = request.ClosesOn,
            OpensAt = BrusselsTime.StartOf(request.OpensOn),
            ClosesAt = BrusselsTime.EndOf(request.ClosesOn),
            CreatedAt = now,
        };
        Slot[] slots = [.. request.Slots.Select(s => new Slot
        {
            SlotId = Guid.CreateVersion7(),
            RegistrationPeriodId = period.RegistrationPeriodId,
            VacancyId = vacancyId,
            PreparationAt = s.PreparationAt,
            HearingAt = s.HearingAt,
            EndsAt = s.EndsAt,
            Place = s.Place,
        })];
        db.Periods.Add(period);
        db.Slots.AddRange(slots);
        db.Record(new RecordEntry(caller.Subject, "slots.offered", "registration-period", period.RegistrationPeriodId, RuleVersion: vacancy.RuleVersion,
            Details: new { vacancyId, request.OpensOn, request.ClosesOn, slots = slots.Length }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(
            $"/api/oraltest/vacancies/{vacancyId}/slots",
            new Response(period.RegistrationPeriodId, period.OpensAt, period.ClosesAt,
                [.. slots.Select(s => new SlotOffered(s.SlotId, s.PreparationAt, s.HearingAt, s.EndsAt, s.Place))]));
    }

    private static IEnumerable<FieldError> Check(Request request, Instant now)
    {
        if (request.ClosesOn < request.OpensOn) yield return new FieldError("closesOn", "closes-before-opens");
        else if (BrusselsTime.EndOf(request.ClosesOn) <= now) yield return new FieldError("closesOn", "in-the-past");
        if (request.Slots.Count is 0 or > MostSlots) yield return new FieldError("slots", "between", 1, MostSlots);
        for (var i = 0; i < request.Slots.Count; i++)
        {
            var slot = request.Slots[i];
            if (slot.PreparationAt <= now) yield return new FieldError($"slots[{i}].preparationAt", "in-the-past");
            if (slot.HearingAt <= slot.PreparationAt) yield return new FieldError($"slots[{i}].hearingAt", "not-after", "preparationAt");
            if (slot.EndsAt <= slot.HearingAt) yield return new FieldError($"slots[{i}].endsAt", "not-after", "hearingAt");
            if (string.IsNullOrWhiteSpace(slot.Place)) yield return new FieldError($"slots[{i}].place", "required");
            else if (slot.Place.Length > 300) yield return new FieldError($"slots[{i}].place", "too-long", 300);
        }
    }
}
