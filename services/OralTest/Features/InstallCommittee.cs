using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R41: an officer composes the committee, or replaces members of it.</summary>
internal static class InstallCommittee
{
    public sealed record Request(IReadOnlyList<MemberRequest> Members)
    {
        public static Request Example => new([MemberRequest.Example]);
    }

    public sealed record MemberRequest(string Subject, string Name, Gender Gender, string LanguageRole, string Field, bool IsChair = false)
    {
        public static MemberRequest Example => new("chair", "An Janssens", Gender.F, "nl", "Public management", true);
    }

    private static readonly string[] LanguageRoles = ["nl", "fr"];

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/vacancies/{vacancyId:guid}/committee", HandleAsync)
        .WithSummary("Installs the committee, with its chair, fields and language roles.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<Ok<CommitteeView>, Problem>> HandleAsync(
        Guid vacancyId, Request request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        FieldError[] errors = [.. Check(request)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is not { Competencies: not null }) return Problem.NotFound();
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        await db.Database.ExecuteSqlAsync($"insert into committees (vacancy_id, version) values ({vacancyId}, 0) on conflict do nothing", ct);
        var committee = (await db.LockCommitteeAsync(vacancyId, ct))!;
        // Two officers at once: who read it first says so; a first installation has read nothing.
        if (ifMatch.Version is not null && ifMatch.Check(committee.Version) is { } stale) return stale;

        var findings = Composition.Check([.. request.Members.Select(m => new Seat(m.Gender, m.LanguageRole, m.IsChair))]);
        Warning[] blocking = [.. findings.Where(finding => finding.Blocks(vacancy.CommitteeRule.Parity)).Select(Warning.Of)];
        if (blocking.Length > 0) return Problem.Refused("R41", blocking[0].Code).With("findings", blocking);
        if (await RefusalAsync(db, vacancy, request, ct) is { } refusal) return refusal;

        var now = clock.GetCurrentInstant();
        await ReplaceAsync(db, vacancyId, request, now, ct);
        committee.Version++;
        db.Record(new RecordEntry(caller.Subject, "committee.installed", "committee", vacancyId, RuleVersion: vacancy.RuleVersion, Details: new
        {
            committee.Version,
            members = request.Members.Select(m => m.Subject).Order(StringComparer.Ordinal),
            findings = findings.Select(finding => finding.Code()),
        }), now);
        await db.SaveChangesAsync(ct);
        var view = await CommitteeView.ReadAsync(db, vacancy, committee.Version, ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(view.Version);
        return TypedResults.Ok(view);
    }

    /// <summary>Nobody recused comes back, and nobody leaves between a hearing and its judgement.</summary>
    private static async Task<Problem?> RefusalAsync(OralTestDb db, Vacancy vacancy, Request request, CancellationToken ct)
    {
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        string[] recused = [.. request.Members.Select(m => m.Subject).Where(roster.IsRecused)];
        if (recused.Length > 0) return Problem.Refused("R41", "committee-recused-member").With("subjects", recused);

        var needed = await db.Hearings.AsNoTracking()
            .Where(h => h.VacancyId == vacancy.VacancyId && (h.State == HearingState.Open || h.State == HearingState.Closed))
            .SelectMany(h => h.Throughout).Distinct().ToListAsync(ct);
        string[] leaving = [.. needed.Except(request.Members.Select(m => m.Subject))];
        return leaving.Length > 0 ? Problem.Refused("R42", "committee-member-in-hearing").With("subjects", leaving) : null;
    }

    private static async Task ReplaceAsync(OralTestDb db, Guid vacancyId, Request request, Instant now, CancellationToken ct)
    {
        var known = await db.Members.Where(m => m.VacancyId == vacancyId).ToDictionaryAsync(m => m.Subject, ct);
        foreach (var wanted in request.Members)
        {
            if (!known.Remove(wanted.Subject, out var member))
            {
                db.Members.Add(new Member
                {
                    VacancyId = vacancyId,
                    Subject = wanted.Subject,
                    Name = wanted.Name,
                    Gender = wanted.Gender,
                    LanguageRole = wanted.LanguageRole,
                    Field = wanted.Field,
                    IsChair = wanted.IsChair,
                });
                continue;
            }

            (member.Name, member.Gender, member.LanguageRole, member.Field, member.IsChair, member.LeftAt) =
                (wanted.Name, wanted.Gender, wanted.LanguageRole, wanted.Field, wanted.IsChair, null);
        }

        foreach (var gone in known.Values) gone.LeftAt ??= now;
    }

    private static IEnumerable<FieldError> Check(Request request)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < request.Members.Count; i++)
        {
            var member = request.Members[i];
            foreach (var (field, value) in new[] { ("subject", member.Subject), ("name", member.Name), ("field", member.Field) })
            {
                if (string.IsNullOrWhiteSpace(value)) yield return new FieldError($"members[{i}].{field}", "required");
                else if (value.Length > 200) yield return new FieldError($"members[{i}].{field}", "too-long", 200);
            }

            if (!LanguageRoles.Contains(member.LanguageRole)) yield return new FieldError($"members[{i}].languageRole", "one-of", "nl, fr");
            if (!seen.Add(member.Subject)) yield return new FieldError($"members[{i}].subject", "twice");
        }
    }
}
