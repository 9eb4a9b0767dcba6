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

/// <summary>A suitable candidate declines, before or after being appointed, as long as the mandate has not begun (R52). It is final.</summary>
internal static class Decline
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/decline", HandleAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("appointment")
        .WithSummary("Declines the appointment, or to stand for it, for good (R52); the next candidate is eligible.");

    /// <param name="Remark">What the candidate wants to say of it.</param>
    internal sealed record Declining(string? Remark = null)
    {
        public static Declining Example => new("Ik heb een andere functie aanvaard.");
    }

    /// <summary>It is done.</summary>
    internal sealed record Declined(Guid CandidacyId, DropOut Kind, LocalDate On)
    {
        public static Declined Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), DropOut.Declined, new LocalDate(2026, 1, 20));
    }

    private static async Task<Results<Ok<Declined>, Problem>> HandleAsync(
        Guid candidacyId, Declining? form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Unkeepable("remark", form?.Remark, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (suitable, refusal) = await db.LockSuitableAsync(candidacyId, "R52", clock, ct, caller.Subject);
        if (suitable is null) return refusal!;
        var today = BrusselsTime.DateIn(suitable.Now);
        if (await db.DepartAsync(suitable, DropOut.Declined, byCandidate: true, today, form?.Remark, caller.Subject, ct) is { } problem) return problem;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Declined(candidacyId, DropOut.Declined, today));
    }
}
