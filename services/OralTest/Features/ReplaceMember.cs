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

/// <summary>R41: an officer replaces a member, mostly one who is recused; who came for whom, when and why stays on record.</summary>
internal static class ReplaceMember
{
    /// <param name="Leaving">Who leaves.</param>
    /// <param name="Member">Who comes: an expert of the register, or somebody named in full.</param>
    /// <param name="Reason">Why; it names no candidate.</param>
    public sealed record Request(string Leaving, MemberRequest Member, string Reason)
    {
        public static Request Example => new("member9", new MemberRequest("member10"), "Recused, and eight others must remain.");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/vacancies/{vacancyId:guid}/committee/replacements", HandleAsync)
        .WithSummary("Replaces a member of the committee; needs If-Match.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<Ok<CommitteeView>, Problem>> HandleAsync(
        Guid vacancyId, Request request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var coming = await ProposedMembers.ReadAsync(db, [request.Member], _ => "member", ct);
        FieldError[] errors = [.. coming.Errors, .. TextCheck.Faults("reason", request.Reason, TextLengths.LongestReason)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var committee = await db.LockCommitteeAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (committee is null || vacancy is null) return Problem.NotFound();
        if (!vacancy.IsOpen) return Problem.Refused("R40", "vacancy-cancelled");
        if (ifMatch.Check(committee.Version) is { } stale) return stale;

        var members = await db.Members.AsNoTracking().Where(m => m.VacancyId == vacancyId && m.LeftAt == null).ToListAsync(ct);
        if (!members.Exists(m => m.Subject == request.Leaving)) return Problem.Invalid(new FieldError("leaving", "member-unknown"));
        if (members.Exists(m => m.Subject == request.Member.Subject)) return Problem.Invalid(new FieldError("member.subject", "member-already"));
        var proposed = coming with { Members = [.. members.Where(m => m.Subject != request.Leaving).Select(ProposedMember.Of), .. coming.Members] };
        var now = clock.GetCurrentInstant();
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        // Those recused who are still to be replaced stand in nobody's way: one is replaced after the other.
        var findings = await CommitteeFindings.ReadAsync(db, vacancy, proposed, now, ct, seated: members.ConvertAll(m => m.Subject));
        if (CommitteeFindings.Refusal(findings) is { } refusal) return refusal;

        await InstallCommittee.SeatAsync(db, vacancyId, proposed.Members, now, ct);
        db.Replacements.Add(new ReplacementRow
        {
            ReplacementId = Guid.CreateVersion7(),
            VacancyId = vacancyId,
            Leaving = request.Leaving,
            Coming = request.Member.Subject,
            Recused = roster.IsRecused(request.Leaving),
            Reason = request.Reason.Trim(),
            ReplacedBy = caller.Subject,
            ReplacedAt = now,
        });
        committee.Version++;
        db.Record(new RecordEntry(caller.Subject, "member.replaced", "committee", vacancyId, RuleVersion: vacancy.RuleVersion,
            Details: new { committee.Version, request.Leaving, coming = request.Member.Subject, findings = findings.Select(finding => finding.Code) }), now);
        await db.SaveChangesAsync(ct);
        var view = await CommitteeView.ReadAsync(db, vacancy, committee.Version, ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(view.Version);
        return TypedResults.Ok(view);
    }
}
