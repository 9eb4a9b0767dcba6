using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Appointments;

/// <summary>An officer checks a condition of appointment, with the proof (R52). A later check counts instead; the earlier ones stay.</summary>
internal static class CheckCondition
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/conditions", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("appointment")
        .WithSummary("Records what was found of a condition of appointment, and on which proof; the newest check counts.");

    /// <param name="Condition">Which.</param>
    /// <param name="Holds">Whether it holds.</param>
    /// <param name="ProofOf">The day of the proof.</param>
    /// <param name="Remark">Which proof, and what else there is to say.</param>
    /// <param name="From">The first day on which it holds, where there is one.</param>
    /// <param name="Until">The last day on which it holds, inclusive, where there is one.</param>
    internal sealed record ConditionForm(AppointmentCondition Condition, bool Holds, LocalDate ProofOf, string Remark, LocalDate? From = null, LocalDate? Until = null)
    {
        public static ConditionForm Example => new(AppointmentCondition.Conduct, true, new LocalDate(2026, 1, 12), "Uittreksel uit het strafregister, model 595, zonder vermeldingen.");
    }

    internal sealed record CheckedCondition(Guid CandidacyId, AppointmentCondition Condition, bool Holds)
    {
        public static CheckedCondition Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), AppointmentCondition.Conduct, true);
    }

    private static async Task<Results<Ok<CheckedCondition>, Problem>> HandleAsync(
        Guid candidacyId, ConditionForm form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (Faults(form).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (suitable, refusal) = await db.LockSuitableAsync(candidacyId, "R52", clock, ct);
        if (suitable is null) return refusal!;
        if (form.ProofOf > BrusselsTime.DateIn(suitable.Now)) return Problem.Invalid(new FieldError("proofOf", "day-in-future"));

        var remark = PlainText.TidyOrNone(form.Remark)!;
        db.ConditionChecks.Add(new ConditionCheck
        {
            CandidacyId = candidacyId,
            PersonId = suitable.Candidacy.PersonId,
            Condition = form.Condition,
            Holds = form.Holds,
            From = form.From,
            Until = form.Until,
            ProofOf = form.ProofOf,
            Remark = remark,
            CheckedBy = caller.Subject,
            CheckedAt = suitable.Now,
        });
        db.Record(
            new RecordEntry(
                caller.Subject, "condition.checked", "candidacy", candidacyId, suitable.Candidacy.PersonId, suitable.Vacancy.RuleVersion,
                new { form.Condition, form.Holds, form.From, form.Until, form.ProofOf }, remark),
            suitable.Now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new CheckedCondition(candidacyId, form.Condition, form.Holds));
    }

    private static IEnumerable<FieldError> Faults(ConditionForm form)
    {
        foreach (var fault in TextCheck.Faults("remark", form.Remark, TextLengths.Longest)) yield return fault;
        if (!form.Holds && (form.From ?? form.Until) is not null) yield return new FieldError("holds", "condition-days");
        if (form.Until < form.From) yield return new FieldError("until", "condition-order");
    }
}
