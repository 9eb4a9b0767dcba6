using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;

namespace Selection.Candidacies.Features.Persons;

/// <summary>Somebody with neither a national number nor an identity document seen.</summary>
internal sealed record UnidentifiedPerson(Guid PersonId, string FirstName, string LastName, string Email, NoNumberReason? Reason, Instant OpenedAt, int LiveCandidacies, long Version)
{
    public static UnidentifiedPerson Example => new(new("01995e7c-18f4-7d2b-8c63-5a9d0e4b7f12"), "Claire", "Morel", "claire.morel@example.org", Domain.NoNumberReason.Foreign, Instant.FromUtc(2025, 9, 30, 7, 15), 1, 2);
}

/// <summary>Who waits to be identified (R56): the longest waiting first.</summary>
internal static class ListUnidentified
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/persons/unidentified", ListAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("persons")
        .WithSummary("Persons with neither a national number nor an identity document seen (R56); reason, and told=true for those who said so.");

    private static async Task<Ok<Page<UnidentifiedPerson>>> ListAsync(
        NoNumberReason? reason, bool? told, [AsParameters] Paging paging, CandidacyDb db, CancellationToken ct)
    {
        var waiting =
            from person in db.Persons.AsNoTracking()
            join i in db.Identifications on person.PersonId equals i.PersonId into known
            from i in known.DefaultIfEmpty()
            where person.NationalNumberHash == null && person.MergedInto == null && person.ErasedAt == null && i!.IdentifiedAt == null
                && (reason == null || i.Reason == reason) && (told == null || told == (i.Reason != null))
            select new { person, i };
        var total = await waiting.CountAsync(ct);
        var items = await waiting.OrderBy(w => w.person.OpenedAt).ThenBy(w => w.person.PersonId).Skip(paging.Skip).Take(paging.Size)
            .Select(w => new UnidentifiedPerson(
                w.person.PersonId, w.person.FirstName, w.person.LastName, w.person.Email, w.i!.Reason, w.person.OpenedAt,
                db.Candidacies.Count(c => c.PersonId == w.person.PersonId && c.State != CandidacyState.Withdrawn && c.State != CandidacyState.Lapsed),
                w.person.Version)).ToListAsync(ct);
        return TypedResults.Ok(new Page<UnidentifiedPerson>(items, total, paging.Number, paging.Size));
    }
}
