using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R40: an officer files the case the preparation starts from.</summary>
internal static class SetCasePaper
{
    public sealed record Request(string Text)
    {
        public static Request Example => new("U leidt een dienst die in één jaar een vijfde van zijn budget verliest. Stel uw aanpak voor.");
    }

    private const int MostCharacters = 100_000;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/vacancies/{vacancyId:guid}/case-paper", HandleAsync)
        .WithSummary("Sets the case paper that candidates prepare.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<NoContent, Problem>> HandleAsync(
        Guid vacancyId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Text)) return Problem.Invalid(new FieldError("text", "required"));
        if (request.Text.Length > MostCharacters) return Problem.Invalid(new FieldError("text", "too-long", MostCharacters));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = await db.LockVacancyAsync(vacancyId, ct);
        if (vacancy is not { Competencies: not null }) return Problem.NotFound();
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        var now = clock.GetCurrentInstant();
        var paper = await db.CasePapers.SingleOrDefaultAsync(p => p.VacancyId == vacancyId, ct);
        if (paper is null) db.CasePapers.Add(new CasePaper { VacancyId = vacancyId, Text = request.Text, ChangedAt = now });
        else (paper.Text, paper.ChangedAt) = (request.Text, now);
        db.Record(new RecordEntry(caller.Subject, "case-paper.filed", "vacancy", vacancyId, RuleVersion: vacancy.RuleVersion), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
