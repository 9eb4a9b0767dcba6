using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R40, R44: an officer files the case the preparation starts from, or a newer version of it. Once a candidate has read it,
/// it is the same for all: a change then needs a reason.
/// </summary>
internal static class SetCasePaper
{
    /// <param name="Text">The case, in the language of the procedure.</param>
    /// <param name="Title">Its heading.</param>
    /// <param name="Instructions">What to do with it, and with what.</param>
    /// <param name="Reason">Why it changes although a candidate has read it already.</param>
    public sealed record Request(string Text, string? Title = null, string? Instructions = null, string? Reason = null)
    {
        public static Request Example => new(
            "U leidt een dienst die in één jaar een vijfde van zijn budget verliest. Stel uw aanpak voor.", "Besparen zonder stil te vallen",
            "U hebt een uur. Notities mogen mee naar het gesprek.");
    }

    private const int MostCharacters = 100_000;
    private const int LongestTitle = 300;
    private const int LongestInstructions = 10_000;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/vacancies/{vacancyId:guid}/case-paper", HandleAsync)
        .WithSummary("Sets the case paper that candidates prepare, or a newer version of it.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<NoContent, Problem>> HandleAsync(
        Guid vacancyId, Request request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        FieldError[] errors =
        [
            .. TextCheck.Faults("text", request.Text, MostCharacters), .. TextCheck.Unkeepable("title", request.Title, LongestTitle),
            .. TextCheck.Unkeepable("instructions", request.Instructions, LongestInstructions), .. TextCheck.Unkeepable("reason", request.Reason, TextLengths.LongestReason),
        ];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Whoever reads it holds the vacancy: nobody reads it between the question whether somebody has, and the change.
        var vacancy = await db.LockVacancyAsync(vacancyId, ct);
        if (vacancy is not { Competencies: not null }) return Problem.NotFound();
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        var newest = await db.CasePapers.AsNoTracking().Where(p => p.VacancyId == vacancyId).MaxAsync(p => (int?)p.Number, ct) ?? 0;
        // Not asked for, but whoever says which version they changed overwrites no other.
        if (ifMatch.Version is not null && ifMatch.Check(newest) is { } stale) return stale;
        var isRead = await db.CasePaperReadings.AnyAsync(r => r.VacancyId == vacancyId, ct);
        if (isRead && string.IsNullOrWhiteSpace(request.Reason)) return Problem.Refused("R44", "case-paper-is-read");

        var now = clock.GetCurrentInstant();
        db.CasePapers.Add(new CasePaper
        {
            VacancyId = vacancyId,
            Number = newest + 1,
            Title = request.Title?.Trim() ?? "",
            Instructions = request.Instructions?.Trim() ?? "",
            Text = request.Text,
            FiledBy = caller.Subject,
            FiledAt = now,
            Reason = isRead ? request.Reason!.Trim() : null,
        });
        db.Record(new RecordEntry(caller.Subject, "case-paper.filed", "vacancy", vacancyId, RuleVersion: vacancy.RuleVersion,
            Details: new { number = newest + 1, afterAReading = isRead }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(newest + 1);
        return TypedResults.NoContent();
    }
}
