using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Accounts;

/// <summary>What an officer looks a person up by: in the body, since addresses are logged.</summary>
internal sealed record PersonSearch
{
    public static PersonSearch Example => new() { Name = "Jo Peeters" };

    /// <summary>Exact.</summary>
    public string? NationalNumber { get; init; }

    /// <summary>Each word is part of the first or the last name.</summary>
    public string? Name { get; init; }
}

/// <summary>A person an officer has found.</summary>
internal sealed record FoundPerson(Guid PersonId, string FirstName, string LastName, string Email, string Subject)
{
    public static FoundPerson Example => new(new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", "jo.peeters@example.org", "01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c42");
}

/// <summary>Finds persons (R56).</summary>
internal static class SearchPersons
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/persons/search", SearchAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("persons").WithSummary("Finds persons by national number or by name (R56).");

    private static async Task<Results<Ok<Page<FoundPerson>>, Problem>> SearchAsync(
        PersonSearch search, [AsParameters] Paging paging, CandidacyDb db, NumberVault vault, IClock clock, CancellationToken ct)
    {
        var found = db.Persons.AsNoTracking();
        if (string.IsNullOrWhiteSpace(search.NationalNumber) && string.IsNullOrWhiteSpace(search.Name)) return Problem.Invalid(new FieldError("name", "required"));
        if (!string.IsNullOrWhiteSpace(search.NationalNumber))
        {
            if (NationalNumber.Read(search.NationalNumber, BrusselsTime.DateIn(clock.GetCurrentInstant())) is not { } number)
                return Problem.Invalid(new FieldError("nationalNumber", "national-number"));
            var hash = vault.HashOf(number);
            found = found.Where(p => p.NationalNumberHash == hash);
        }

        foreach (var word in PlainText.Tidy(search.Name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5))
            found = found.Where(p => (p.FirstName + " " + p.LastName).ToLower().Contains(word.ToLower()));

        var total = await found.CountAsync(ct);
        var items = await found.OrderBy(p => p.LastName).ThenBy(p => p.FirstName).ThenBy(p => p.PersonId).Skip(paging.Skip).Take(paging.Size)
            .Select(p => new FoundPerson(p.PersonId, p.FirstName, p.LastName, p.Email, p.Subject)).ToListAsync(ct);
        return TypedResults.Ok(new Page<FoundPerson>(items, total, paging.Number, paging.Size));
    }
}
