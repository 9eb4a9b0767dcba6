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

/// <summary>R41: officers keep the register of experts. Committees keep what they took over when they were composed.</summary>
internal static class KeepExpert
{
    public sealed record AddRequest(string Subject, string Name, Gender Gender, string LanguageRole, IReadOnlyList<string> Fields)
    {
        public static AddRequest Example => new("member1", "Els Maes", Gender.F, "nl", ["public management", "social security"]);
    }

    public sealed record ChangeRequest(string Name, Gender Gender, string LanguageRole, IReadOnlyList<string> Fields)
    {
        public static ChangeRequest Example => new("Els Maes", Gender.F, "nl", ["public management", "ICT architecture"]);
    }

    private const int MostFields = 20;
    private const int LongestText = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/experts", AddAsync).WithSummary("Adds an expert to the register.").RequireAuthorization(Policies.SelectionOfficer);
        api.MapPut("/experts/{expertId:guid}", ChangeAsync).WithSummary("Changes an expert; needs If-Match.").RequireAuthorization(Policies.SelectionOfficer);
        api.MapPost("/experts/{expertId:guid}/retire", RetireAsync)
            .WithSummary("Retires an expert: no new committee is composed from them; needs If-Match.").RequireAuthorization(Policies.SelectionOfficer);
        api.MapPost("/experts/{expertId:guid}/reinstate", ReinstateAsync)
            .WithSummary("Takes a retired expert back; needs If-Match.").RequireAuthorization(Policies.SelectionOfficer);
    }

    private static async Task<Results<Created<ExpertView>, Problem>> AddAsync(
        AddRequest request, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        FieldError[] errors = [.. TextCheck.Faults("subject", request.Subject, LongestText), .. Check(request.Name, request.Gender, request.LanguageRole, request.Fields)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (id, now, fields) = (Guid.CreateVersion7(), clock.GetCurrentInstant(), Tidy(request.Fields));
        // The unique account decides between two officers who add the same person at once.
        var added = await db.Database.ExecuteSqlAsync(
            $"""
            insert into experts (expert_id, subject, name, gender, language_role, fields, active, version, changed_at)
            values ({id}, {request.Subject.Trim()}, {request.Name.Trim()}, {request.Gender.ToString()}, {request.LanguageRole}, {fields}, true, 1, {now})
            on conflict (subject) do nothing
            """, ct);
        if (added == 0)
        {
            var known = await db.Experts.Where(e => e.Subject == request.Subject.Trim()).Select(e => e.ExpertId).SingleAsync(ct);
            return Problem.Refused("R41", "expert-known").With("expertId", known);
        }

        db.Record(new RecordEntry(caller.Subject, "expert.added", "expert", id), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        var view = await ExpertView.Of(db, db.Experts.AsNoTracking().Where(e => e.ExpertId == id)).SingleAsync(ct);
        response.SetVersion(view.Version);
        return TypedResults.Created($"/api/oraltest/experts/{id}", view);
    }

    private static Task<Results<Ok<ExpertView>, Problem>> ChangeAsync(
        Guid expertId, ChangeRequest request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct) =>
        SaveAsync(expertId, ifMatch, caller, db, clock, response, "expert.changed", [.. Check(request.Name, request.Gender, request.LanguageRole, request.Fields)], expert =>
        {
            (expert.Name, expert.Gender, expert.LanguageRole, expert.Fields) = (request.Name.Trim(), request.Gender, request.LanguageRole, Tidy(request.Fields));
        }, ct);

    private static Task<Results<Ok<ExpertView>, Problem>> RetireAsync(
        Guid expertId, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct) =>
        SaveAsync(expertId, ifMatch, caller, db, clock, response, "expert.retired", [], expert => expert.Active = false, ct);

    private static Task<Results<Ok<ExpertView>, Problem>> ReinstateAsync(
        Guid expertId, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct) =>
        SaveAsync(expertId, ifMatch, caller, db, clock, response, "expert.reinstated", [], expert => expert.Active = true, ct);

    private static async Task<Results<Ok<ExpertView>, Problem>> SaveAsync(
        Guid expertId, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, string action, FieldError[] errors, Action<Expert> change, CancellationToken ct)
    {
        if (errors.Length > 0) return Problem.Invalid(errors);
        if (await db.Experts.SingleOrDefaultAsync(e => e.ExpertId == expertId, ct) is not { } expert) return Problem.NotFound();
        if (ifMatch.Check(expert.Version) is { } stale) return stale;
        change(expert);
        expert.ChangedAt = clock.GetCurrentInstant();
        expert.Version++;
        db.Record(new RecordEntry(caller.Subject, action, "expert", expertId), expert.ChangedAt);
        // Of two who passed the check at once the version lets one through.
        await db.SaveChangesAsync(ct);
        response.SetVersion(expert.Version);
        return TypedResults.Ok(await ExpertView.Of(db, db.Experts.AsNoTracking().Where(e => e.ExpertId == expertId)).SingleAsync(ct));
    }

    private static string[] Tidy(IEnumerable<string> fields) => [.. fields.Select(field => field.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<FieldError> Check(string name, Gender gender, string languageRole, IReadOnlyList<string> fields)
    {
        foreach (var fault in TextCheck.Faults("name", name, LongestText)) yield return fault;
        if (!Enum.IsDefined(gender)) yield return new FieldError("gender", "one-of", string.Join(", ", Enum.GetNames<Gender>()));
        if (!ProposedMembers.LanguageRoles.Contains(languageRole)) yield return new FieldError("languageRole", "one-of", string.Join(", ", ProposedMembers.LanguageRoles));
        if (fields.Count is 0 or > MostFields) yield return new FieldError("fields", "between-counts", 1, MostFields);
        foreach (var (i, field) in fields.Index())
        {
            foreach (var fault in TextCheck.Faults($"fields[{i}]", field, LongestText)) yield return fault;
        }
    }
}
