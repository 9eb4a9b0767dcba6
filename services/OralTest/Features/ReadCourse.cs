using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>R42: the history of a candidate's hearings, the broken-off ones too: who was there from when to when and why they left, who chaired, interruptions, incidents.</summary>
internal static class ReadCourse
{
    public sealed record Response(Guid CandidacyId, IReadOnlyList<CourseView> Hearings)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), [CourseView.Example]);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/hearings/{candidacyId:guid}/course", HandleAsync)
        .WithSummary("The course of a candidate's hearings: presence, chairs, interruptions, incidents.")
        .RequireAuthorization(Policies.CommitteeOfficerOrAuditor);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(Guid candidacyId, Caller caller, OralTestDb db, CancellationToken ct)
    {
        var (seen, refusal) = await Gallery.TakeAsync(db, candidacyId, caller, ct);
        return seen is null ? refusal! : TypedResults.Ok(new Response(candidacyId, await CourseView.ReadAsync(db, seen.Candidacy, ct)));
    }
}

/// <summary>A hearing as it went.</summary>
/// <param name="State">How it stands.</param>
/// <param name="SuspendedFor">Why it was broken off.</param>
/// <param name="EndedAt">When it ended, in whichever way.</param>
/// <param name="Chairs">Who chaired it, in turn.</param>
/// <param name="Members">Everybody who was there, for however long.</param>
/// <param name="Interruptions">When it stood still.</param>
/// <param name="Incidents">What the chair noted.</param>
public sealed record CourseView(
    Guid HearingId, HearingState State, SuspensionCause? SuspendedFor, Instant OpenedAt, Instant? EndedAt, string? Deputy, IReadOnlyList<ChairingView> Chairs,
    IReadOnlyList<PresenceView> Members, IReadOnlyList<Interruption> Interruptions, IReadOnlyList<IncidentView> Incidents)
{
    public static CourseView Example => new(
        new("019a9d15-c3b2-7f68-b7e4-90a1d2c3f4b5"), HearingState.Closed, null, Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 30), "member1",
        [ChairingView.Example], [PresenceView.Example],
        [new Interruption(Instant.FromUtc(2025, 12, 11, 10, 40), Instant.FromUtc(2025, 12, 11, 10, 50), "Pauze van tien minuten.")], [IncidentView.Example]);

    /// <summary>All hearings of a candidacy, the oldest first.</summary>
    internal static async Task<IReadOnlyList<CourseView>> ReadAsync(OralTestDb db, Candidacy candidacy, CancellationToken ct)
    {
        var hearings = await db.Hearings.AsNoTracking().Where(h => h.CandidacyId == candidacy.CandidacyId).OrderBy(h => h.OpenedAt).ThenBy(h => h.HearingId).ToListAsync(ct);
        var ids = hearings.Select(h => h.HearingId).ToArray();
        var entries = (await db.Course.AsNoTracking().Where(e => ids.Contains(e.HearingId)).OrderBy(e => e.Id).ToListAsync(ct)).ToLookup(e => e.HearingId, e => e.Entry);
        var names = await db.Members.AsNoTracking().Where(m => m.VacancyId == candidacy.VacancyId).ToDictionaryAsync(m => m.Subject, m => m.Name, ct);
        return hearings.ConvertAll(hearing => Of(hearing, [.. entries[hearing.HearingId]], names));
    }

    private static CourseView Of(Hearing hearing, IReadOnlyList<CourseEntry> entries, Dictionary<string, string> names) => new(
        hearing.HearingId, hearing.State, hearing.SuspendedFor, hearing.OpenedAt, hearing.ClosedAt, hearing.Deputy,
        [.. entries.Where(e => e.What == CourseEvent.Chaired).Select(e => new ChairingView(e.Subject!, names.GetValueOrDefault(e.Subject!), e.At))],
        [.. entries.Where(e => e.What == CourseEvent.Arrived).Select(e => e.Subject!).Distinct().Select(subject => new PresenceView(
            subject, names.GetValueOrDefault(subject), hearing.Throughout.Contains(subject), HearingCourse.StaysOf(subject, entries, hearing.ClosedAt)))],
        HearingCourse.Interruptions(entries, hearing.ClosedAt),
        [.. entries.Where(e => e.What == CourseEvent.Incident).Select(e => new IncidentView(e.At, e.Text))]);
}

/// <summary>Somebody who chaired, from when on.</summary>
public sealed record ChairingView(string Subject, string? Name, Instant Since)
{
    public static ChairingView Example => new("chair", "An Janssens", Instant.FromUtc(2025, 12, 11, 10, 0));
}

/// <summary>A member's presence.</summary>
/// <param name="Throughout">From beginning to end, and not recused: only they score.</param>
/// <param name="Stays">From when to when, and why it ended.</param>
public sealed record PresenceView(string Subject, string? Name, bool Throughout, IReadOnlyList<Stay> Stays)
{
    public static PresenceView Example => new("member3", "Els Maes", false, [new Stay(Instant.FromUtc(2025, 12, 11, 10, 0), Instant.FromUtc(2025, 12, 11, 11, 10), "Moest een trein halen.")]);
}

/// <summary>An incident, as the chair noted it.</summary>
/// <param name="Text">Null once the candidate's data was erased (R55).</param>
public sealed record IncidentView(Instant At, string? Text)
{
    public static IncidentView Example => new(Instant.FromUtc(2025, 12, 11, 10, 55), "Korte stroompanne.");
}
