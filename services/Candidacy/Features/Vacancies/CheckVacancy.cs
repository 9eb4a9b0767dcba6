using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>One thing found in a draft.</summary>
/// <param name="Path">Its JSON path.</param>
/// <param name="Code">Names it for programs.</param>
/// <param name="Text">Says it, in the language asked for.</param>
internal sealed record Finding(string Path, string Code, string Text);

/// <summary>What still keeps a draft from being published, and what its author may want to look at again.</summary>
/// <param name="VacancyId">Which vacancy.</param>
/// <param name="Version">Of the draft that was looked at.</param>
/// <param name="Publishable">Whether it could be published now.</param>
/// <param name="Errors">What is missing or wrong.</param>
/// <param name="Warnings">What keeps nobody from publishing.</param>
internal sealed record CheckAnswer(Guid VacancyId, long Version, bool Publishable, IReadOnlyList<Finding> Errors, IReadOnlyList<Finding> Warnings)
{
    public static CheckAnswer Example => new(
        Guid.Parse("01938f6e-3f0a-7c3e-8a44-3b1f5a2f9c10"), 4, false,
        [new Finding("title.de", "required", "This must be filled in.")],
        [new Finding("closingDate", "closing-soon", "Candidates have only 5 days left to apply.")]);
}

internal static class CheckVacancy
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies/{id:guid}/check", CheckAsync)
            .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies").WithSummary("What a draft still misses before it can be published (R1, R2), and what looks odd.");
        api.MapGet("/vacancies/{id:guid}/preview", PreviewAsync)
            .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies").WithSummary("The page of a draft as candidates would see it.");
    }

    private static async Task<Results<Ok<CheckAnswer>, Problem>> CheckAsync(
        Guid id, CandidacyDb db, IClock clock, ClosingDays closed, ProblemTexts texts, HttpResponse response, CancellationToken ct)
    {
        if (await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == id, ct) is not { } vacancy) return Problem.NotFound();
        if (vacancy.State is not VacancyState.Draft) return Problem.Refused("R3", "vacancy-published");
        var today = BrusselsTime.DateIn(clock.GetCurrentInstant());
        var errors = ProcedureCheck.Missing(vacancy.Definition, today);
        var warnings = ProcedureCheck.Odd(vacancy.Definition, today, closed).ExceptBy(errors.Select(e => e.Field), odd => odd.Field);
        response.SetVersion(vacancy.Version);
        return TypedResults.Ok(new CheckAnswer(id, vacancy.Version, errors.Count == 0, [.. errors.Select(Say)], [.. warnings.Select(Say)]));

        Finding Say(FieldError found) => new(found.Field, found.Code, texts.Text(found.Code, found.Args));
    }

    private static async Task<Results<Ok<VacancyAnswer>, Problem>> PreviewAsync(Guid id, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == id, ct) is not { } vacancy) return Problem.NotFound();
        if (vacancy.State is not VacancyState.Draft) return Problem.Refused("R3", "vacancy-published");
        var now = clock.GetCurrentInstant();
        response.SetVersion(vacancy.Version);
        vacancy.Publish(now);
        return TypedResults.Ok(VacancyAnswer.Of(vacancy, now));
    }
}
