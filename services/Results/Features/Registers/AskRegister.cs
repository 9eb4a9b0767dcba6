using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Registers;

/// <summary>A register and how far it is.</summary>
/// <param name="RegisterId">Names it.</param>
/// <param name="VacancyId">Of which procedure.</param>
/// <param name="State">How far it is.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="RequestedAt">As of when it is.</param>
/// <param name="Missing">The services that have not said everything yet.</param>
/// <param name="IsLate">Whether they ought to have: the register goes on as soon as they answer.</param>
/// <param name="ReadyAt">Since when it can be read.</param>
/// <param name="Candidacies">How many candidacies are in it; null until it is ready.</param>
/// <param name="Sha256">Of the register as JSON; null until it is ready.</param>
/// <param name="Bytes">The size of the JSON; null until it is ready.</param>
/// <param name="RemovedReason">Why it was removed, where it was.</param>
internal sealed record RegisterView(
    Guid RegisterId, Guid VacancyId, RegisterState State, string RequestedBy, Instant RequestedAt, IReadOnlyList<string> Missing, bool IsLate,
    Instant? ReadyAt, int? Candidacies, string? Sha256, long? Bytes, string? RemovedReason)
{
    private static readonly Duration Late = Duration.FromMinutes(5);

    public static RegisterView Example => new(
        new("019ac111-5b7e-7d20-a4c3-9f8e7d6c5b4a"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), RegisterState.Collecting, "officer1", Instant.FromUtc(2026, 1, 12, 9, 0), ["oraltest"], false,
        null, null, null, null, null);

    public static async Task<RegisterView> OfAsync(ResultsDb db, Register register, Instant now, CancellationToken ct)
    {
        var collecting = register.State is RegisterState.Collecting;
        return new RegisterView(
            register.RegisterId, register.VacancyId, register.State, register.RequestedBy, register.RequestedAt,
            collecting ? await RegisterServices.MissingAsync(db, register.RegisterId, ct) : [],
            collecting && now - register.RequestedAt >= Late,
            register.ReadyAt,
            register.State is RegisterState.Ready ? await db.RegisterLines.Where(l => l.RegisterId == register.RegisterId && l.CandidacyId != null).Select(l => l.CandidacyId).Distinct().CountAsync(ct) : null,
            register.Sha256, register.Bytes, register.RemovedReason);
    }
}

/// <summary>
/// An officer or an auditor asks for the register of a procedure as of now (R54): all that was done and decided in it, from every
/// service, to be laid before whoever has to judge it. One at a time: a second click finds the first one's.
/// </summary>
internal static class AskRegister
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{vacancyId:guid}/registers", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor)
        .WithSummary("Asks every service for its part of the procedure's register, as of now (R54).");

    private static async Task<Results<Accepted<RegisterView>, Problem>> HandleAsync(Guid vacancyId, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The vacancy's row orders those who ask at once.
        var vacancy = (await db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {vacancyId} for no key update").AsNoTracking().ToListAsync(ct)).SingleOrDefault();
        if (vacancy?.Rules is null) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var register = await db.Registers.SingleOrDefaultAsync(r => r.VacancyId == vacancyId && r.State == RegisterState.Collecting, ct);
        if (register is null)
        {
            register = new Register { RegisterId = Guid.CreateVersion7(), VacancyId = vacancyId, State = RegisterState.Collecting, RequestedBy = caller.Subject, RequestedAt = now, Version = 1 };
            db.Registers.Add(register);
            db.Publish(new RegisterRequested(register.RegisterId, vacancyId, register.Version, now));
            db.Record(new RecordEntry(caller.Subject, "register.asked", "vacancy", vacancyId, RuleVersion: vacancy.RuleVersion, Details: new { register.RegisterId }), now);
            await db.SaveChangesAsync(ct);
        }

        var answer = await RegisterView.OfAsync(db, register, now, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Accepted($"/api/results/registers/{register.RegisterId}", answer);
    }
}
