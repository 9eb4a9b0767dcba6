using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Closing;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Persons;

/// <summary>
/// Makes two persons one (R56): candidacies, documents, messages and the account of the merged one become the other's, and
/// every service is told, so that exemptions and development periods follow. Where both have a candidacy for one vacancy, the
/// officer chooses which goes on; the other ends as withdrawn, and the person is told. It cannot be undone.
/// </summary>
internal static class MergePersons
{
    /// <param name="MergedPersonId">Who is no more afterwards.</param>
    /// <param name="MergedVersion">The version of the merged person the officer looked at; that of the one that stays is in If-Match.</param>
    /// <param name="Confirmation">The last name of the merged person, typed.</param>
    /// <param name="KeptCandidacies">Of each pair the officer has to choose from, the one that goes on.</param>
    internal sealed record Request(Guid MergedPersonId, long MergedVersion, string Confirmation, IReadOnlyList<Guid>? KeptCandidacies = null)
    {
        public static Request Example => new(Guid.Parse("0199f0aa-6f5e-7c1d-9a51-0a2b3c4d5e6f"), 2, "Peeters", []);
    }

    internal sealed record Response(Guid PersonId, long Version, IReadOnlyList<Guid> EndedCandidacies);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/persons/{personId:guid}/merge", MergeAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("persons")
        .WithSummary("Merges another person into this one (R56), for good; needs If-Match, the other's version and the other's last name.");

    private static async Task<Results<Ok<Response>, Problem>> MergeAsync(
        Guid personId, Request request, IfMatch ifMatch, Caller caller, CandidacyDb db, NumberVault vault, Freezer freezer, SubjectAliases aliases,
        IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (personId == request.MergedPersonId) return Problem.Refused("R56", "same-person");
        Guid[] both = [personId, request.MergedPersonId];
        await CloseDueAsync(db, freezer, both, clock.GetCurrentInstant(), ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var persons = await db.Persons.FromSql($"select * from persons where person_id = any({both}) order by person_id for update").ToListAsync(ct);
        if (persons.Count < 2) return Problem.NotFound();
        var (staying, merged) = (persons.Single(p => p.PersonId == personId), persons.Single(p => p.PersonId != personId));
        if ((staying.MergedInto ?? merged.MergedInto) is { } into) return Problem.Refused("R56", "merged-before").With("personId", into);
        if (MergePlan.HindranceOf(staying, merged) is { } forgotten) return forgotten;
        if (ifMatch.Check(staying.Version) is { } stale) return stale;
        if (request.MergedVersion != merged.Version) return Problem.Stale(merged.Version).With("personId", merged.PersonId);
        if (!string.Equals(PlainText.Tidy(request.Confirmation), merged.LastName, StringComparison.OrdinalIgnoreCase))
            return Problem.Invalid(new FieldError("confirmation", string.IsNullOrWhiteSpace(request.Confirmation) ? "required" : "confirmation-name"));

        // The person, then the vacancies: no closing freezes in between (T3).
        await db.Database.ExecuteSqlAsync($"""
            select 1 from vacancies where vacancy_id in (select vacancy_id from candidacies where person_id = any({both})) order by vacancy_id for share
            """, ct);
        var now = clock.GetCurrentInstant();
        if (await db.Vacancies.AnyAsync(v => v.State == VacancyState.Open && v.ClosesAt <= now && db.Candidacies.Any(c => c.VacancyId == v.VacancyId && both.Contains(c.PersonId)), ct))
            return Problem.Refused("T3", "vacancy-closing").As(StatusCodes.Status503ServiceUnavailable);
        var plan = await MergePlan.MakeAsync(db, vault, staying, merged, BrusselsTime.DateIn(now), ct);
        if (plan.Hindrance() is { } hindrance) return hindrance;
        var ending = plan.Meetings.Select(m => m.Ending(request.KeptCandidacies ?? [])).ToList();
        if (plan.Meetings.Zip(ending).FirstOrDefault(m => m.Second is null).First is { } open)
            return Problem.Refused("R56", "candidacy-to-choose", open.SelectionCode).With("vacancyId", open.VacancyId);

        await EndAsync(db, [.. ending.OfType<Guid>()], personId, caller, now, ct);
        await MoveIdentityAsync(db, vault, staying, merged, plan.TakesMergedNumber, ct);
        (merged.MergedInto, merged.FirstName, merged.LastName, merged.Email) = (personId, "", "", "");
        (merged.Telephone, merged.Address) = (null, null);
        (staying.Version, merged.Version) = (staying.Version + 1, merged.Version + 1);
        db.Publish(new PersonMerged(personId, merged.PersonId, staying.Version, now, merged.Subject));
        db.Messages.Add(Message.About(personId, merged.PersonId, 1, "persons-merged", now, new { accountOpenedOn = BrusselsTime.DateIn(merged.OpenedAt) }));
        db.Record(new(caller.Subject, "person.merged", "person", personId, personId, Details: new { mergedPersonId = merged.PersonId, endedCandidacies = ending }), now);
        db.Record(new(caller.Subject, "person.merged-away", "person", merged.PersonId, merged.PersonId, Details: new { into = personId }), now);
        await db.SaveChangesAsync(ct);
        await db.Persons.Where(p => p.MergedInto == merged.PersonId).ExecuteUpdateAsync(set => set.SetProperty(p => p.MergedInto, personId), ct);
        await db.MergePersonsAsync(personId, merged.PersonId, merged.Subject, ct);
        await transaction.CommitAsync(ct);
        aliases.Forget();
        response.SetVersion(staying.Version);
        return TypedResults.Ok(new Response(personId, staying.Version, [.. ending.OfType<Guid>()]));
    }

    /// <summary>What the clock has decided is carried out first, so that no dossier is frozen after the merge that should have been before.</summary>
    private static async Task CloseDueAsync(CandidacyDb db, Freezer freezer, Guid[] both, Instant now, CancellationToken ct)
    {
        var due = await db.Vacancies.Where(v => v.State == VacancyState.Open && v.ClosesAt <= now && db.Candidacies.Any(c => c.VacancyId == v.VacancyId && both.Contains(c.PersonId)))
            .Select(v => v.VacancyId).ToListAsync(ct);
        foreach (var vacancyId in due) await freezer.CloseAsync(vacancyId, now, ct);
    }

    /// <summary>A candidacy that gives way ends as withdrawn; one that had lapsed keeps its place in the funnel (R53).</summary>
    private static async Task EndAsync(CandidacyDb db, Guid[] ending, Guid personId, Caller caller, Instant now, CancellationToken ct)
    {
        foreach (var candidacy in await db.Candidacies.FromSql($"select * from candidacies where candidacy_id = any({ending}) order by candidacy_id for update").ToListAsync(ct))
        {
            var (lapsed, lodged) = (candidacy.State is CandidacyState.Lapsed, candidacy.State is CandidacyState.Lodged);
            (candidacy.State, candidacy.WithdrawnAt) = (CandidacyState.Withdrawn, now);
            if (!lapsed) candidacy.Step = FunnelStep.Withdrawn;
            candidacy.Version++;
            if (lodged) db.Publish(new CandidacyWithdrawn(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Version, now));
            if (!lapsed) db.Messages.Add(Message.About(personId, candidacy.CandidacyId, candidacy.Version, "candidacy-merged", now, vacancyId: candidacy.VacancyId));
            db.Record(new(caller.Subject, "candidacy.ended-by-merge", "candidacy", candidacy.CandidacyId, candidacy.PersonId, Details: new { afterClosing = lodged }), now);
        }
    }

    /// <summary>The national number and what was seen of an identity document; each number is bound to its person's row.</summary>
    private static async Task MoveIdentityAsync(CandidacyDb db, NumberVault vault, Person staying, Person merged, bool takesNumber, CancellationToken ct)
    {
        var (number, hash) = (merged.NationalNumber, merged.NationalNumberHash);
        (merged.NationalNumber, merged.NationalNumberHash) = (null, null);
        await db.SaveChangesAsync(ct);
        if (takesNumber)
            (staying.NationalNumber, staying.NationalNumberHash) = (vault.Encrypt(vault.Decrypt(number!, merged.PersonId), staying.PersonId), hash);

        var (own, others) = (await db.Identifications.FindAsync([staying.PersonId], ct), await db.Identifications.FindAsync([merged.PersonId], ct));
        if (others is null) return;
        db.Identifications.Remove(others);
        if (own?.IdentifiedAt is not null || others.IdentifiedAt is null) return;
        if (own is null) db.Identifications.Add(own = new Identification { PersonId = staying.PersonId });
        (own.Reason, own.ToldAt, own.DocumentType, own.Country, own.BirthDate, own.SeenOn, own.IdentifiedAt, own.DocumentHash) =
            (own.Reason ?? others.Reason, own.ToldAt ?? others.ToldAt, others.DocumentType, others.Country, others.BirthDate, others.SeenOn, others.IdentifiedAt, others.DocumentHash);
        own.DocumentNumber = vault.Encrypt(vault.Decrypt(others.DocumentNumber!, merged.PersonId), staying.PersonId);
    }
}
