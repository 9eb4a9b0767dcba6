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

namespace Selection.Results.Features.Access;

/// <summary>An officer answers a request for access, once (R49). After the thirty days an answer is still good, and marked late.</summary>
internal static class AnswerAccess
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/access-requests/{requestId:guid}/answer", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("access")
        .WithSummary("Grants access, wholly or in part, or refuses it with reasons; also late. The candidate is told.");

    /// <param name="Outcome">Granted, PartlyGranted or Refused.</param>
    /// <param name="HandedOver">What is handed over and how; for what is granted.</param>
    /// <param name="Motivation">Why something is not; for what is refused.</param>
    internal sealed record AccessAnswer(AccessOutcome Outcome, string? HandedOver = null, string? Motivation = null)
    {
        public static AccessAnswer Example => new(
            AccessOutcome.PartlyGranted, "Uw eigen beoordelingsfiche, als bijlage in uw account.", "De fiches van de andere kandidaten betreffen hun persoonlijke levenssfeer (artikel 6, § 2, 1°).");
    }

    internal sealed record AnsweredAccess(Guid RequestId, AccessState State, Instant AnsweredAt, bool Late)
    {
        public static AnsweredAccess Example => new(new("019b8c41-6e2f-7a93-b0d5-4f3e2d1c0b9a"), AccessState.PartlyGranted, Instant.FromUtc(2026, 3, 20, 9, 30), false);
    }

    private static async Task<Results<Ok<AnsweredAccess>, Problem>> HandleAsync(
        Guid requestId, AccessAnswer form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (Faults(form).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var request = await db.AccessRequests.FromSql($"select * from access_requests where request_id = {requestId} for update").SingleOrDefaultAsync(ct);
        if (request is null) return Problem.NotFound();
        if (request.AnsweredAt is not null) return Problem.Refused("R49", "request-answered");

        var now = clock.GetCurrentInstant();
        (request.Outcome, request.AnsweredAt, request.AnsweredBy) = (form.Outcome, now, caller.Subject);
        (request.HandedOver, request.Motivation) = (PlainText.TidyOrNone(form.HandedOver), PlainText.TidyOrNone(form.Motivation));
        var version = await db.NextToldAsync(request.CandidacyId, ct);
        db.Publish(new AccessAnswered(request.CandidacyId, request.VacancyId, request.PersonId, version, form.Outcome, request.AskedAt, request.IsLate(), now));
        db.Record(
            new RecordEntry(caller.Subject, "access.answered", "access", requestId, request.PersonId, Details: new { form.Outcome, Late = request.IsLate() }, PersonText: request.Motivation),
            now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new AnsweredAccess(requestId, request.StateAt(now), now, request.IsLate()));
    }

    /// <summary>What is granted is named, and so is why the rest is not.</summary>
    private static IEnumerable<FieldError> Faults(AccessAnswer form)
    {
        var (grants, refuses) = form.Outcome switch
        {
            AccessOutcome.Granted => (true, false),
            AccessOutcome.PartlyGranted => (true, true),
            AccessOutcome.Refused => (false, true),
        };
        return Part("handedOver", form.HandedOver, grants).Concat(Part("motivation", form.Motivation, refuses));

        static IEnumerable<FieldError> Part(string field, string? text, bool isAsked) =>
            isAsked ? TextCheck.Faults(field, text, TextLengths.Longest) : string.IsNullOrWhiteSpace(text) ? [] : [new FieldError(field, "access-part-unexpected")];
    }
}
