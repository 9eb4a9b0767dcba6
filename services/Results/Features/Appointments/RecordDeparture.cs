using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Appointments;

/// <summary>An officer records that a suitable candidate declined, left, or cannot be appointed, with date and proof or reasons (R52); the candidate is told.</summary>
internal static class RecordDeparture
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/departure", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("appointment")
        .WithSummary("Records that a suitable candidate does not stand any more, with date and proof; NotAppointable needs a condition that does not hold or an open reservation.");

    /// <param name="Kind">Declined, Left or NotAppointable.</param>
    /// <param name="On">The day of it.</param>
    /// <param name="Remark">The proof; for NotAppointable the reasons, which the candidate is told.</param>
    internal sealed record DepartureForm(DropOut Kind, LocalDate On, string Remark)
    {
        public static DepartureForm Example => new(DropOut.Declined, new LocalDate(2026, 1, 20), "Aangetekende brief van 20 januari 2026, in het dossier.");
    }

    private static async Task<Results<Ok<Decline.Declined>, Problem>> HandleAsync(
        Guid candidacyId, DepartureForm form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("remark", form.Remark, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (suitable, refusal) = await db.LockSuitableAsync(candidacyId, "R52", clock, ct);
        if (suitable is null) return refusal!;
        if (form.On > BrusselsTime.DateIn(suitable.Now)) return Problem.Invalid(new FieldError("on", "day-in-future"));
        if (form.Kind is DropOut.NotAppointable)
        {
            var findings = await db.NewestFindingsAsync([candidacyId], ct);
            if (!AppointmentConditions.JustifySettingAside(findings[candidacyId], suitable.Candidacy.OpenReservation())) return Problem.Refused("R52", "departure-unjustified");
        }

        if (await db.DepartAsync(suitable, form.Kind, byCandidate: false, form.On, form.Remark, caller.Subject, ct) is { } problem) return problem;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Decline.Declined(candidacyId, form.Kind, form.On));
    }
}
