using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;

namespace Selection.Candidacies.Features.Messages;

/// <summary>What the account's heading shows.</summary>
/// <param name="Unread">Messages not read yet.</param>
/// <param name="OpenTasks">Tasks that wait for the candidate.</param>
internal sealed record MessageCounts(int Unread, int OpenTasks)
{
    public static MessageCounts Example => new(3, 1);
}

/// <summary>Counts, cheap enough for every page of the portal.</summary>
internal static class CountMessages
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/messages/counts", CountAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("messages").WithSummary("How many messages are unread and how many tasks are open (R20).");

    private static async Task<Ok<MessageCounts>> CountAsync(Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var counts = await db.Persons.Where(p => p.Subject == caller.Subject).Select(p => new MessageCounts(
            db.Messages.Count(m => m.PersonId == p.PersonId && m.ReadAt == null),
            (from c in db.Candidacies
             where c.PersonId == p.PersonId && c.State != CandidacyState.Withdrawn && c.Step != FunnelStep.Refused
             join v in db.Vacancies on c.VacancyId equals v.VacancyId
             where v.State == VacancyState.Open || v.State == VacancyState.Closed
             join t in db.Tasks on c.CandidacyId equals t.CandidacyId
             where !t.Done && t.DueAt > now
             select t).Count())).SingleOrDefaultAsync(ct);
        return TypedResults.Ok(counts ?? new MessageCounts(0, 0));
    }
}
