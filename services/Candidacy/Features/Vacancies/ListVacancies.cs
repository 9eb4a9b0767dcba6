using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>A line of the list.</summary>
internal sealed record VacancyLine(
    Guid VacancyId, string SelectionCode, VacancyState State, long Version, LocalizedText Title, LocalizedText Employer, LocalizedText Place, LocalizedText Summary,
    string Language, string Class, LevelGroup? LevelGroup, LocalDate ClosingDate, Instant? ClosesAt, Instant? PublishedAt, Instant? CancelledAt)
{
    public static VacancyLine Example => new(
        new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001", VacancyState.Open, 2,
        new LocalizedText("Adjunct-administrateur-generaal", "Administrateur général adjoint", "Beigeordneter Generalverwalter", "Deputy administrator-general"),
        new LocalizedText("FOD Financiën", "SPF Finances", "FÖD Finanzen", "FPS Finance"),
        new LocalizedText("Brussel", "Bruxelles", "Brüssel", "Brussels"),
        new LocalizedText("Leidt mee de administratie.", "Codirige l'administration.", "Leitet die Verwaltung mit.", "Helps to lead the administration."),
        "nl", "N-1", Contracts.Vacancies.LevelGroup.L2, new LocalDate(2025, 10, 22), Instant.FromUtc(2025, 10, 22, 22, 0), Instant.FromUtc(2025, 10, 1, 6, 0), null);
}

/// <summary>What a list may be sorted by.</summary>
internal enum VacancySort
{
    /// <summary>Open ones first, those that close first at the top; then the others, those that closed last at the top.</summary>
    Closing,

    /// <summary>Those published last at the top; drafts, the newest first, before them.</summary>
    Published,

    /// <summary>By title, in the language asked for.</summary>
    Title,
}

/// <summary>What the list is narrowed to.</summary>
/// <param name="Search">Beginnings of words, in any language, accents and case aside; all of them must be there.</param>
/// <param name="Language">Of the procedure.</param>
/// <param name="LevelGroup">Of the function.</param>
/// <param name="Place">Of work: beginnings of words, as in the search.</param>
/// <param name="State">Open, closed or cancelled as the clock has it; drafts for officers only.</param>
/// <param name="Sort">The order.</param>
internal sealed record VacancyFilter(string? Search, string? Language, LevelGroup? LevelGroup, string? Place, VacancyState? State, VacancySort? Sort);

/// <summary>The vacancies everybody may see; an officer also asks for drafts, or for all there are.</summary>
internal static class ListVacancies
{
    private const int LongestSearch = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies", ListPublishedAsync)
            .AllowAnonymous().WithTags("vacancies").WithSummary("Published vacancies: searched, filtered, sorted and paged.");
        api.MapGet("/vacancies/all", ListAllAsync)
            .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies").WithSummary("All vacancies, drafts included: searched, filtered, sorted and paged.");
    }

    /// <summary>What a caller may see: drafts are an officer's.</summary>
    public static IQueryable<Vacancy> VisibleTo(this IQueryable<Vacancy> vacancies, Caller? caller) =>
        caller?.Is(Roles.SelectionOfficer) == true ? vacancies : vacancies.Where(v => v.State != VacancyState.Draft);

    private static Task<Results<Ok<Page<VacancyLine>>, Problem>> ListPublishedAsync(
        [AsParameters] VacancyFilter filter, [AsParameters] Paging paging, Caller? caller, CandidacyDb db, IClock clock, CancellationToken ct) =>
        ListAsync(
            filter.State == VacancyState.Draft ? db.Vacancies.VisibleTo(caller) : db.Vacancies.Where(v => v.State != VacancyState.Draft), filter, paging, clock, ct);

    private static Task<Results<Ok<Page<VacancyLine>>, Problem>> ListAllAsync(
        [AsParameters] VacancyFilter filter, [AsParameters] Paging paging, CandidacyDb db, IClock clock, CancellationToken ct) =>
        ListAsync(db.Vacancies, filter, paging, clock, ct);

    private static async Task<Results<Ok<Page<VacancyLine>>, Problem>> ListAsync(
        IQueryable<Vacancy> visible, VacancyFilter filter, Paging paging, IClock clock, CancellationToken ct)
    {
        if (Faults(filter).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        var now = clock.GetCurrentInstant();
        var listed = Narrow(visible.AsNoTracking(), filter, now);
        var total = await listed.CountAsync(ct);
        var rows = await Sort(listed, filter.Sort ?? VacancySort.Closing, now).ThenBy(v => v.VacancyId).Skip(paging.Skip).Take(paging.Size)
            .Select(v => new { v.VacancyId, v.SelectionCode, v.State, v.Version, v.Card, v.Language, v.LevelGroup, v.ClosingDate, v.ClosesAt, v.PublishedAt, v.CancelledAt })
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<VacancyLine>(
            [.. rows.Select(v => new VacancyLine(
                v.VacancyId, v.SelectionCode, VacancyAnswer.StateAt(v.State, v.ClosesAt, now), v.Version, v.Card.Title, v.Card.Employer, v.Card.Place, v.Card.Summary,
                v.Language, v.Card.Class, v.LevelGroup, v.ClosingDate, v.State is VacancyState.Draft ? null : v.ClosesAt, v.PublishedAt, v.CancelledAt))],
            total, paging.Number, paging.Size));
    }

    /// <summary>Numbers pass for names where a query is read, also those that name nothing.</summary>
    private static IEnumerable<FieldError> Faults(VacancyFilter filter)
    {
        if (filter.State is { } state && !Enum.IsDefined(state)) yield return new FieldError("state", "one-of", string.Join(", ", Enum.GetNames<VacancyState>()));
        if (filter.LevelGroup is { } level && !Enum.IsDefined(level)) yield return new FieldError("levelGroup", "one-of", string.Join(", ", Enum.GetNames<LevelGroup>()));
        if (filter.Sort is { } sort && !Enum.IsDefined(sort)) yield return new FieldError("sort", "one-of", string.Join(", ", Enum.GetNames<VacancySort>()));
        if (filter.Language is { Length: > 0 } language && !ProcedureCheck.Languages.Contains(language)) yield return new FieldError("language", "one-of", string.Join(", ", ProcedureCheck.Languages));
        if (filter.Search?.Length > LongestSearch) yield return new FieldError("search", "too-long", LongestSearch);
        if (filter.Place?.Length > LongestSearch) yield return new FieldError("place", "too-long", LongestSearch);
    }

    private static IQueryable<Vacancy> Narrow(IQueryable<Vacancy> listed, VacancyFilter filter, Instant now)
    {
        listed = filter.State is { } state ? InState(listed, state, now) : listed;
        if (filter.Language is { Length: > 0 } language) listed = listed.Where(v => v.Language == language);
        if (filter.LevelGroup is { } level) listed = listed.Where(v => v.LevelGroup == level);
        // Where nothing that was written can be looked for, nothing is found.
        if (filter.Search is { Length: > 0 } search)
        {
            var words = SearchText.Query(search);
            listed = words is null ? listed.Where(_ => false) : listed.Where(v => EF.Functions.ToTsVector("simple", v.SearchText).Matches(EF.Functions.ToTsQuery("simple", words)));
        }

        if (filter.Place is { Length: > 0 } place)
        {
            var words = SearchText.Query(place);
            listed = words is null ? listed.Where(_ => false) : listed.Where(v => EF.Functions.ToTsVector("simple", v.PlaceText).Matches(EF.Functions.ToTsQuery("simple", words)));
        }

        return listed;
    }

    private static IQueryable<Vacancy> InState(IQueryable<Vacancy> listed, VacancyState state, Instant now) => state switch
    {
        VacancyState.Draft => listed.Where(v => v.State == VacancyState.Draft),
        VacancyState.Open => listed.Where(v => v.State == VacancyState.Open && v.ClosesAt > now),
        VacancyState.Closed => listed.Where(v => v.State == VacancyState.Closed || (v.State == VacancyState.Open && v.ClosesAt <= now)),
        VacancyState.Cancelled => listed.Where(v => v.State == VacancyState.Cancelled),
    };

    private static IOrderedQueryable<Vacancy> Sort(IQueryable<Vacancy> listed, VacancySort sort, Instant now) => sort switch
    {
        VacancySort.Closing => listed.OrderBy(v => v.State != VacancyState.Open || v.ClosesAt <= now)
            .ThenBy(v => v.State == VacancyState.Open && v.ClosesAt > now ? v.ClosesAt : Instant.MaxValue).ThenByDescending(v => v.ClosesAt),
        VacancySort.Published => listed.OrderBy(v => v.PublishedAt != null).ThenByDescending(v => v.PublishedAt).ThenByDescending(v => v.VacancyId),
        VacancySort.Title => listed.OrderBy(v => EF.Functions.Collate(EF.Property<string>(v, TitleIn(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)), "und-x-icu")),
    };

    private static string TitleIn(string language) => language switch { "nl" => "TitleNl", "fr" => "TitleFr", "de" => "TitleDe", _ => "TitleEn" };
}
