using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R41: an officer composes the committee, from the register of experts or by naming everything of a member.</summary>
internal static class InstallCommittee
{
    public sealed record Request(IReadOnlyList<MemberRequest> Members)
    {
        public static Request Example => new([MemberRequest.Example]);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/vacancies/{vacancyId:guid}/committee", HandleAsync)
        .WithSummary("Installs the committee, with its chair, fields and language roles.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<Ok<CommitteeView>, Problem>> HandleAsync(
        Guid vacancyId, Request request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var proposed = await ProposedMembers.ReadAsync(db, request.Members, i => $"members[{i}]", ct);
        if (proposed.Errors.Count > 0) return Problem.Invalid(proposed.Errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is not { Competencies: not null }) return Problem.NotFound();
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        await db.Database.ExecuteSqlAsync($"insert into committees (vacancy_id, version) values ({vacancyId}, 0) on conflict do nothing", ct);
        var committee = (await db.LockCommitteeAsync(vacancyId, ct))!;
        // Two officers at once: who read it first says so; a first installation has read nothing.
        if (ifMatch.Version is not null && ifMatch.Check(committee.Version) is { } stale) return stale;

        var now = clock.GetCurrentInstant();
        var findings = await CommitteeFindings.ReadAsync(db, vacancy, proposed, now, ct);
        if (CommitteeFindings.Refusal(findings) is { } refusal) return refusal;
        await SeatAsync(db, vacancyId, proposed.Members, now, ct);
        committee.Version++;
        db.Record(new RecordEntry(caller.Subject, "committee.installed", "committee", vacancyId, RuleVersion: vacancy.RuleVersion, Details: new
        {
            committee.Version,
            members = proposed.Members.Select(m => m.Subject).Order(StringComparer.Ordinal),
            findings = findings.Select(finding => finding.Code),
        }), now);
        await db.SaveChangesAsync(ct);
        var view = await CommitteeView.ReadAsync(db, vacancy, committee.Version, ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(view.Version);
        return TypedResults.Ok(view);
    }

    /// <summary>Makes the committee consist of these; who is not among them leaves, and stays on record. The committee is locked already.</summary>
    internal static async Task SeatAsync(OralTestDb db, Guid vacancyId, IReadOnlyList<ProposedMember> members, Instant now, CancellationToken ct)
    {
        var known = await db.Members.Where(m => m.VacancyId == vacancyId).ToDictionaryAsync(m => m.Subject, ct);
        foreach (var wanted in members)
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
}
