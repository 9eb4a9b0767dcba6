using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Appointments;

/// <summary>
/// The appointing authority appoints (R51, R52): only somebody at the best rank that still stands, after an interview with all
/// who share it, and only if every condition holds on the day of appointment and no reservation is open (R22). The ranking
/// binds: within a shared rank the authority chooses, and the act always has its reasons (Act of 29 July 1991).
/// </summary>
internal static class Appoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/appointment", HandleAsync)
        .RequireAuthorization(Policies.AppointingAuthority).WithTags("appointment")
        .WithSummary("Appoints an eligible candidate from a day on, with reasons; the mandate's end follows from the notice (R52, T2).");

    /// <param name="StartsOn">The day of appointment: the mandate's first.</param>
    /// <param name="Motivation">The reasons, in the language of the procedure; where a rank is shared, also why this candidate.</param>
    internal sealed record AppointmentForm(LocalDate StartsOn, string Motivation)
    {
        public static AppointmentForm Example => new(new LocalDate(2026, 3, 1), "De kandidaat is als eerste gerangschikt, en het aanvullend onderhoud bevestigt de geschiktheid op elk criterium.");
    }

    internal sealed record MadeAppointment(Guid AppointmentId, Guid CandidacyId, LocalDate StartsOn, LocalDate EndsOn)
    {
        public static MadeAppointment Example => new(
            new("019bc7e2-5d6e-7f70-8192-a3b4c5d6e7f8"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new LocalDate(2026, 3, 1), new LocalDate(2032, 2, 29));
    }

    private static async Task<Results<Created<MadeAppointment>, Problem>> HandleAsync(
        Guid candidacyId, AppointmentForm form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("motivation", form.Motivation, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRivalsAsync(candidacyId, ct);
        var (suitable, refusal) = await db.LockSuitableAsync(candidacyId, "R52", clock, ct);
        if (suitable is null) return refusal!;
        if (suitable.IsOut) return Problem.Refused("R52", "candidate-out");
        if (await db.AppointmentInForceAsync(suitable.VacancyId, ct) is not null) return Problem.Refused("R52", "appointed-already");
        if (form.StartsOn < BrusselsTime.DateIn(suitable.Now)) return Problem.Invalid(new FieldError("startsOn", "day-in-past"));

        var (all, best) = await db.SuccessionAsync(suitable.List.ListId, ct);
        if (suitable.Rank != best) return Problem.Refused("R52", "not-eligible", best!.Value).With("bestRank", best);
        Guid[] sharing = [.. all.Where(r => Succession.Of(r, best) is Turn.Eligible).Select(r => r.CandidacyId)];
        var reported = await db.Interviews.CountAsync(i => sharing.Contains(i.CandidacyId) && i.State == InterviewState.Reported, ct);
        if (reported < sharing.Length) return Problem.Refused("R51", "interview-missing", sharing.Length - reported);
        var findings = await db.NewestFindingsAsync([candidacyId], ct);
        var missing = AppointmentConditions.Missing(findings[candidacyId], suitable.Candidacy.OpenReservation(), form.StartsOn);
        if (Conditions.ProblemOf(missing) is { } notYet) return notYet;

        var appointment = Made(suitable, form, caller);
        db.Appointments.Add(appointment);
        await TellAsync(db, appointment, [.. all.Where(r => !r.IsOut && r.CandidacyId != candidacyId).Select(r => r.CandidacyId)], suitable.Now, ct);
        db.Record(
            new RecordEntry(
                caller.Subject, "candidate.appointed", "appointment", appointment.AppointmentId, appointment.PersonId, suitable.Vacancy.RuleVersion,
                new { candidacyId, suitable.VacancyId, suitable.List.ListId, suitable.Rank, SharedBy = sharing.Length, appointment.StartsOn, appointment.EndsOn }, appointment.Motivation),
            suitable.Now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(
            $"/api/results/vacancies/{suitable.VacancyId}/succession", new MadeAppointment(appointment.AppointmentId, candidacyId, appointment.StartsOn, appointment.EndsOn));
    }

    private static Appointment Made(Suitable suitable, AppointmentForm form, Caller caller) => new()
    {
        AppointmentId = Guid.CreateVersion7(),
        VacancyId = suitable.VacancyId,
        CandidacyId = suitable.CandidacyId,
        PersonId = suitable.Candidacy.PersonId,
        ListId = suitable.List.ListId,
        Rank = suitable.Rank,
        StartsOn = form.StartsOn,
        EndsOn = Mandate.LastDay(form.StartsOn, suitable.Vacancy.MandateYears),
        State = AppointmentState.InForce,
        Motivation = PlainText.TidyOrNone(form.Motivation)!,
        DecidedBy = caller.Subject,
        DecidedAt = suitable.Now,
    };

    /// <summary>The one who is appointed, and all others who stand: for them it is a decision too, against which a remedy runs.</summary>
    private static async Task TellAsync(ResultsDb db, Appointment appointment, Guid[] others, Instant now, CancellationToken ct)
    {
        Guid[] told = [appointment.CandidacyId, .. others];
        var versions = await db.NextToldAsync(told, ct);
        var persons = await db.Candidacies.Where(c => others.Contains(c.CandidacyId)).Select(c => new { c.CandidacyId, c.PersonId }).ToDictionaryAsync(c => c.CandidacyId, c => c.PersonId, ct);
        db.Publish(new CandidateAppointed(appointment.CandidacyId, appointment.VacancyId, appointment.PersonId, versions[0], appointment.StartsOn, now));
        foreach (var (other, version) in others.Zip(versions.Skip(1)))
            db.Publish(new AnotherAppointed(other, appointment.VacancyId, persons[other], version, now));
    }
}
