using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.PersonalData;

/// <summary>An export and how far it is.</summary>
/// <param name="ExportId">Names it.</param>
/// <param name="State">How far it is.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="Missing">The services that have not answered yet.</param>
/// <param name="IsLate">Whether one of them ought to have: it goes on as soon as the service answers.</param>
/// <param name="ReadyAt">Since when it can be downloaded.</param>
/// <param name="ExpiresAt">Until when.</param>
internal sealed record ExportAnswer(
    Guid ExportId, ExportState State, Instant RequestedAt, IReadOnlyList<string> Missing, bool IsLate, Instant? ReadyAt, Instant? ExpiresAt)
{
    public static ExportAnswer Example => new(
        Guid.Parse("0199f0aa-6f5e-7c1d-9a51-0a2b3c4d5e6f"), ExportState.Collecting, Instant.FromUtc(2025, 10, 1, 8, 0), ["results"], false, null, null);

    public static ExportAnswer Of(Export export, IReadOnlyCollection<string> answered, PersonalDataRules rules, Instant now) => new(
        export.ExportId,
        // Expired on the clock, not when the content is cleared away.
        export.State is ExportState.Ready && export.ExpiresAt <= now ? ExportState.Expired : export.State,
        export.RequestedAt,
        export.State is ExportState.Collecting ? [.. OtherServices.All.Except(answered)] : [],
        export.State is ExportState.Collecting && now - export.RequestedAt >= Duration.FromHours(rules.LateAfterHours),
        export.ReadyAt, export.ExpiresAt);
}

/// <summary>A person asks for everything that is held about them (R55): one export at a time, as often as they like.</summary>
internal static class AskExport
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/account/exports", AskAsync)
            .RequireAuthorization(Policies.Candidate).WithTags("personal data").WithSummary("Asks for everything that is held about the caller, in all services (R55).");
        api.MapGet("/account/exports", ListAsync)
            .RequireAuthorization(Policies.Candidate).WithTags("personal data").WithSummary("The caller's exports and how far they are, the newest first (R55).");
    }

    private static async Task<Results<Accepted<ExportAnswer>, Problem>> AskAsync(
        Caller caller, CandidacyDb db, IOptions<PersonalDataRules> rules, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.NotFound();
        if (await db.Exports.Where(e => e.PersonId == person.PersonId && e.State == ExportState.Collecting).Select(e => (Guid?)e.ExportId).FirstOrDefaultAsync(ct) is { } running)
            return Problem.Refused("R55", "export-running").With("exportId", running);
        var now = clock.GetCurrentInstant();
        var export = new Export { ExportId = Guid.CreateVersion7(), PersonId = person.PersonId, State = ExportState.Collecting, RequestedAt = now, Version = 1 };
        db.Exports.Add(export);
        db.Publish(new PersonDataRequested(export.ExportId, person.PersonId, export.Version, now));
        db.Record(new(caller.Subject, "export.asked", "export", export.ExportId, person.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Accepted("/api/candidacy/account/exports", ExportAnswer.Of(export, [], rules.Value, now));
    }

    private static async Task<Ok<Page<ExportAnswer>>> ListAsync(
        [AsParameters] Paging paging, Caller caller, CandidacyDb db, IOptions<PersonalDataRules> rules, IClock clock, CancellationToken ct)
    {
        var mine = db.Exports.AsNoTracking().Where(e => db.Persons.Any(p => p.PersonId == e.PersonId && p.Subject == caller.Subject));
        var total = await mine.CountAsync(ct);
        var rows = await mine.OrderByDescending(e => e.RequestedAt).ThenBy(e => e.ExportId).Skip(paging.Skip).Take(paging.Size)
            .Select(e => new { e, Answered = db.ExportParts.Where(p => p.ExportId == e.ExportId).Select(p => p.Service).ToList() }).ToListAsync(ct);
        var now = clock.GetCurrentInstant();
        return TypedResults.Ok(new Page<ExportAnswer>([.. rows.Select(r => ExportAnswer.Of(r.e, r.Answered, rules.Value, now))], total, paging.Number, paging.Size));
    }
}
