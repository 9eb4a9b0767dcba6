using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Registers;

/// <summary>An officer removes a register that is no longer needed, with a reason: its content is gone, that it was there stays.</summary>
internal static class RemoveRegister
{
    private const int LongestReason = 1_000;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/registers/{registerId:guid}/remove", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Removes a register's content for good, with a reason; another can be asked for (R54).");

    internal sealed record RemovalRequest(string Reason)
    {
        public static RemovalRequest Example => new("Vervangen door een nieuwer register.");
    }

    private static async Task<Results<Ok<RegisterView>, Problem>> HandleAsync(
        Guid registerId, RemovalRequest request, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Reason)) return Problem.Invalid(new FieldError("reason", "required"));
        if (request.Reason.Length > LongestReason) return Problem.Invalid(new FieldError("reason", "too-long", LongestReason));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var register = (await db.Registers.FromSql($"select * from registers where register_id = {registerId} for update").ToListAsync(ct)).SingleOrDefault();
        if (register is null) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (register.State is not RegisterState.Removed)
        {
            await db.RemoveAsync(register, request.Reason.Trim(), now, ct);
            db.Record(new RecordEntry(caller.Subject, "register.removed", "vacancy", register.VacancyId, Details: new { register.RegisterId, reason = register.RemovedReason }), now);
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return TypedResults.Ok(await RegisterView.OfAsync(db, register, now, ct));
    }
}

/// <summary>Takes a register's content away.</summary>
internal static class RegisterRemoval
{
    public static async Task RemoveAsync(this ResultsDb db, Register register, string reason, Instant now, CancellationToken ct)
    {
        (register.State, register.RemovedAt, register.RemovedReason) = (RegisterState.Removed, now, reason);
        register.Version++;
        await db.RegisterLines.Where(l => l.RegisterId == register.RegisterId).ExecuteDeleteAsync(ct);
    }

    /// <summary>Takes away every register that names a person who is being erased (R55): asked for again, it no longer does.</summary>
    public static async Task RemoveRegistersOfAsync(this ResultsDb db, Guid[] persons, Instant now, CancellationToken ct)
    {
        var registers = await db.Registers
            .Where(r => r.State != RegisterState.Removed && db.RegisterLines.Any(l => l.RegisterId == r.RegisterId && persons.Contains(l.PersonId!.Value)))
            .OrderBy(r => r.RegisterId).ToListAsync(ct);
        foreach (var register in registers)
        {
            await db.RemoveAsync(register, "erasure", now, ct);
            db.Record(new RecordEntry(RecordEntry.SystemActor, "register.removed", "vacancy", register.VacancyId, Details: new { register.RegisterId, reason = "erasure" }), now);
        }
    }
}
