using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R26, R45: an officer offers slots and says from when until when candidates choose among them. Inviting follows by itself.</summary>
internal static class OfferSlots
{
    /// <param name="OpensOn">From when one chooses: a date, a local time in Brussels, or an instant.</param>
    /// <param name="ClosesOn">Until when: a date, to its end, or else the first moment that is too late.</param>
    /// <param name="Slots">The slots.</param>
    /// <param name="PreparationMinutes">How long the preparation is without accommodations; where it is not given, as in the earlier offers of the vacancy, else as in the shortest of these slots.</param>
    /// <param name="HearingMinutes">How long the hearing is without accommodations; likewise.</param>
    /// <param name="ExtraTimeOn">What extra time (R39) lengthens; both parts where it is not given.</param>
    public sealed record Request(
        string OpensOn, string ClosesOn, IReadOnlyList<SlotRequest> Slots, int? PreparationMinutes = null, int? HearingMinutes = null, ExtraTimeOn? ExtraTimeOn = null)
    {
        public static Request Example => new("2025-11-28", "2025-12-05", [SlotRequest.Example], 60, 90);
    }

    public sealed record Response(Guid RegistrationPeriodId, Instant OpensAt, Instant ClosesAt, IReadOnlyList<SlotOffered> Slots)
    {
        public static Response Example => new(new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), Instant.FromUtc(2025, 11, 27, 23, 0), Instant.FromUtc(2025, 12, 5, 23, 0), [SlotOffered.Example]);
    }

    private const int MostSlots = 500;
    private const int LongestPart = 12 * 60;

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
        var faults = new List<FieldError>();
        var (opensAt, closesAt) = (faults.Begin("opensOn", request.OpensOn), faults.End("closesOn", request.ClosesOn));
        if (closesAt <= opensAt) faults.Add(new FieldError("closesOn", "closes-before-opens"));
        else if (closesAt <= now) faults.Add(new FieldError("closesOn", "in-the-past"));
        if (request.Slots.Count is 0 or > MostSlots) faults.Add(new FieldError("slots", "between-counts", 1, MostSlots));
        var wanted = request.Slots.Take(MostSlots).Select((slot, i) => faults.Slot($"slots[{i}]", slot, now)).OfType<SlotWanted>().ToList();
        if (faults.Count == 0) await faults.AddOverlapsAsync(db, vacancyId, wanted, i => $"slots[{i}].hearingAt", ct);
        if (faults.Count == 0) faults.AddRange(Measure(vacancy, request, wanted, await db.Slots.AnyAsync(s => s.VacancyId == vacancyId && s.CandidacyId != null, ct)));
        if (faults.Count > 0) return Problem.Invalid(faults);

        var period = new PeriodRow
        {
            RegistrationPeriodId = Guid.CreateVersion7(),
            VacancyId = vacancyId,
            OpensOn = BrusselsTime.DateIn(opensAt!.Value),
            ClosesOn = PeriodRow.LastDayOf(closesAt!.Value),
            OpensAt = opensAt.Value,
            ClosesAt = closesAt.Value,
            CreatedAt = now,
        };
        Slot[] slots = [.. wanted.Select(slot => NewSlot(slot, period))];
        db.Periods.Add(period);
        db.Slots.AddRange(slots);
        db.Record(new RecordEntry(caller.Subject, "slots.offered", "registration-period", period.RegistrationPeriodId, RuleVersion: vacancy.RuleVersion,
            Details: new { vacancyId, period.OpensAt, period.ClosesAt, slots = slots.Length, vacancy.PreparationMinutes, vacancy.HearingMinutes, vacancy.ExtraTimeOn }), now);
        await db.SaveChangesAsync(ct);
        var warnings = await SlotFields.WarningsAsync(db, vacancy, slots, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(
            $"/api/oraltest/vacancies/{vacancyId}/slots",
            new Response(period.RegistrationPeriodId, period.OpensAt, period.ClosesAt, [.. slots.Zip(warnings, SlotOffered.Of)]));
    }

    internal static Slot NewSlot(SlotWanted wanted, PeriodRow period) => new()
    {
        SlotId = Guid.CreateVersion7(),
        RegistrationPeriodId = period.RegistrationPeriodId,
        VacancyId = period.VacancyId,
        PreparationAt = wanted.Times.PreparationAt,
        HearingAt = wanted.Times.HearingAt,
        EndsAt = wanted.Times.EndsAt,
        Place = wanted.Place,
    };

    /// <summary>Sets how long preparation and hearing are without accommodations: the same for all, so that it stands once somebody has chosen.</summary>
    private static List<FieldError> Measure(Vacancy vacancy, Request request, IReadOnlyList<SlotWanted> wanted, bool someoneHasChosen)
    {
        var faults = new List<FieldError>();
        vacancy.PreparationMinutes = Part("preparationMinutes", request.PreparationMinutes, vacancy.PreparationMinutes, wanted.Min(s => s.Times.HearingAt - s.Times.PreparationAt));
        vacancy.HearingMinutes = Part("hearingMinutes", request.HearingMinutes, vacancy.HearingMinutes, wanted.Min(s => s.Times.EndsAt - s.Times.HearingAt));
        var lengthens = request.ExtraTimeOn ?? vacancy.ExtraTimeOn ?? Domain.ExtraTimeOn.Both;
        if (someoneHasChosen && lengthens != (vacancy.ExtraTimeOn ?? lengthens)) faults.Add(new FieldError("extraTimeOn", "lengths-stand", vacancy.ExtraTimeOn!.Value));
        vacancy.ExtraTimeOn = lengthens;
        return faults;

        int Part(string field, int? asked, int? stands, Duration shortest)
        {
            if (asked is < 1 or > LongestPart) faults.Add(new FieldError(field, "between", 1, LongestPart));
            if (someoneHasChosen && asked is not null && stands is not null && asked != stands) faults.Add(new FieldError(field, "lengths-stand", stands));
            return asked ?? stands ?? Math.Max(1, (int)shortest.TotalMinutes);
        }
    }
}
