using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>An expert of the register, as officers see them (R41).</summary>
/// <param name="Fields">Fields of expertise.</param>
/// <param name="Active">Whether new committees may be composed from them.</param>
/// <param name="Version">The ETag.</param>
/// <param name="Committees">On how many committees they sit, of procedures that were not cancelled.</param>
public sealed record ExpertView(
    Guid ExpertId, string Subject, string Name, Gender Gender, string LanguageRole, IReadOnlyList<string> Fields, bool Active, long Version, int Committees)
{
    public static ExpertView Example => new(
        new("019a5b10-4c3e-7d21-8f6a-1b2c3d4e5f60"), "member1", "Els Maes", Gender.F, "nl", ["public management", "social security"], true, 1, 2);

    internal static IQueryable<ExpertView> Of(OralTestDb db, IQueryable<Expert> experts) => experts.Select(e => new ExpertView(
        e.ExpertId, e.Subject, e.Name, e.Gender, e.LanguageRole, e.Fields, e.Active, e.Version,
        db.Members.Count(m => m.Subject == e.Subject && m.LeftAt == null && db.Vacancies.Any(v => v.VacancyId == m.VacancyId && !v.Cancelled))));
}

/// <summary>What the list of experts may be sorted by.</summary>
public enum ExpertSort
{
    /// <summary>By name.</summary>
    Name,

    /// <summary>Those who sit on the fewest committees first.</summary>
    Committees,
}

/// <summary>R41: officers look for experts to compose a committee from.</summary>
internal static class ListExperts
{
    private const int LongestSearch = 200;

    /// <param name="Search">Part of the name, the account or a field of expertise, case aside.</param>
    /// <param name="Field">A field of expertise, whole, case aside.</param>
    /// <param name="LanguageRole"><c>nl</c> or <c>fr</c>.</param>
    /// <param name="Gender">Of the expert.</param>
    /// <param name="Active">Those who may be chosen, or those who are retired; both where it is not given.</param>
    /// <param name="Sort">The order.</param>
    internal sealed record Filter(string? Search, string? Field, string? LanguageRole, Gender? Gender, bool? Active, ExpertSort? Sort);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/experts", HandleAsync).WithSummary("The register of experts: searched, filtered, sorted and paged.").RequireAuthorization(Policies.SelectionOfficer);
        api.MapGet("/experts/{expertId:guid}", ReadAsync).WithSummary("One expert, with the ETag a change needs.").RequireAuthorization(Policies.SelectionOfficer);
    }

    private static async Task<Results<Ok<Page<ExpertView>>, Problem>> HandleAsync(
        [AsParameters] Filter filter, [AsParameters] Paging paging, OralTestDb db, CancellationToken ct)
    {
        if (Faults(filter).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        var found = db.Experts.AsNoTracking();
        if (filter.Active is { } active) found = found.Where(e => e.Active == active);
        if (filter.LanguageRole is { Length: > 0 } role) found = found.Where(e => e.LanguageRole == role);
        if (filter.Gender is { } gender) found = found.Where(e => e.Gender == gender);
        if (filter.Field?.Trim().ToLowerInvariant() is { Length: > 0 } field) found = found.Where(e => e.Fields.Any(f => f.ToLower() == field));
        if (filter.Search?.Trim().ToLowerInvariant() is { Length: > 0 } search)
            found = found.Where(e => e.Name.ToLower().Contains(search) || e.Subject.ToLower().Contains(search) || e.Fields.Any(f => f.ToLower().Contains(search)));

        var total = await found.CountAsync(ct);
        var sorted = filter.Sort == ExpertSort.Committees
            ? found.OrderBy(e => db.Members.Count(m => m.Subject == e.Subject && m.LeftAt == null && db.Vacancies.Any(v => v.VacancyId == m.VacancyId && !v.Cancelled))).ThenBy(e => e.Name)
            : found.OrderBy(e => e.Name);
        var items = await ExpertView.Of(db, sorted.ThenBy(e => e.ExpertId).Skip(paging.Skip).Take(paging.Size)).ToListAsync(ct);
        return TypedResults.Ok(new Page<ExpertView>(items, total, paging.Number, paging.Size));
    }

    private static async Task<Results<Ok<ExpertView>, Problem>> ReadAsync(Guid expertId, OralTestDb db, HttpResponse response, CancellationToken ct)
    {
        if (await ExpertView.Of(db, db.Experts.AsNoTracking().Where(e => e.ExpertId == expertId)).SingleOrDefaultAsync(ct) is not { } expert) return Problem.NotFound();
        response.SetVersion(expert.Version);
        return TypedResults.Ok(expert);
    }

    /// <summary>Numbers pass for names where a query is read, also those that name nothing.</summary>
    private static IEnumerable<FieldError> Faults(Filter filter)
    {
        if (filter.Search?.Length > LongestSearch) yield return new FieldError("search", "too-long", LongestSearch);
        if (filter.Field?.Length > LongestSearch) yield return new FieldError("field", "too-long", LongestSearch);
        if (filter.LanguageRole is { Length: > 0 } role && !ProposedMembers.LanguageRoles.Contains(role)) yield return new FieldError("languageRole", "one-of", string.Join(", ", ProposedMembers.LanguageRoles));
        if (filter.Gender is { } gender && !Enum.IsDefined(gender)) yield return new FieldError("gender", "one-of", string.Join(", ", Enum.GetNames<Gender>()));
        if (filter.Sort is { } sort && !Enum.IsDefined(sort)) yield return new FieldError("sort", "one-of", string.Join(", ", Enum.GetNames<ExpertSort>()));
    }
}
