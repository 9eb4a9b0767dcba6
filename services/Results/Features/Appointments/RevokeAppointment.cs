using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Appointments;

/// <summary>
/// The authority takes an appointment back before its first day, with reasons (R52). The candidate stands again as before; whoever
/// cannot be appointed at all is recorded as such by an officer.
/// </summary>
internal static class RevokeAppointment
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/appointment/revoke", HandleAsync)
        .RequireAuthorization(Policies.AppointingAuthority).WithTags("appointment")
        .WithSummary("Takes an appointment back before the mandate begins, with the reasons the candidate is told.");

    internal sealed record Revocation(string Reason)
    {
        public static Revocation Example => new("Na de beslissing bleek een belangenconflict, dat niet voor de aanvang kan worden opgeheven.");
    }

    internal sealed record RevokedAppointment(Guid AppointmentId, AppointmentState State, Instant EndedAt)
    {
        public static RevokedAppointment Example => new(new("019bc7e2-5d6e-7f70-8192-a3b4c5d6e7f8"), AppointmentState.Revoked, Instant.FromUtc(2026, 2, 10, 14, 0));
    }

    private static async Task<Results<Ok<RevokedAppointment>, Problem>> HandleAsync(
        Guid candidacyId, Revocation form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("reason", form.Reason, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Candidacies.Where(c => c.CandidacyId == candidacyId).Select(c => (Guid?)c.VacancyId).SingleOrDefaultAsync(ct) is not { } vacancyId) return Problem.NotFound();
        await db.LockVacancyAsync(vacancyId, ct);
        var now = clock.GetCurrentInstant();
        if (await db.AppointmentInForceAsync(vacancyId, ct) is not { } appointment || appointment.CandidacyId != candidacyId) return Problem.Refused("R52", "appointment-none");
        if (Mandate.HasBegun(appointment.StartsOn, now)) return Problem.Refused("R52", "appointment-begun", appointment.StartsOn);

        var reason = PlainText.TidyOrNone(form.Reason)!;
        (appointment.State, appointment.EndedAt, appointment.EndReason) = (AppointmentState.Revoked, now, reason);
        var version = await db.NextToldAsync(candidacyId, ct);
        db.Publish(new AppointmentRevoked(candidacyId, vacancyId, appointment.PersonId, version, reason, now));
        db.Record(
            new RecordEntry(caller.Subject, "appointment.revoked", "appointment", appointment.AppointmentId, appointment.PersonId, Details: new { candidacyId }, PersonText: reason), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new RevokedAppointment(appointment.AppointmentId, appointment.State, now));
    }
}
