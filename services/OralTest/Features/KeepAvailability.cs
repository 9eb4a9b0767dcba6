using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R41, R42: a member, or an officer for the member, enters when the member can or cannot come to the hearings of a vacancy.</summary>
internal static class KeepAvailability
{
    /// <param name="Entries">All of them: what is not there any more is forgotten. None: the member can always come.</param>
    public sealed record Request(IReadOnlyList<Entry> Entries)
    {
        public static Request Example => new([Entry.Example, new(new LocalDate(2025, 12, 12), false, DayPart.Times, "09:00", "11:30")]);
    }

    /// <param name="Day">Which day, in Brussels.</param>
    /// <param name="Available">Whether the member can come then. Who names such times can come within them only.</param>
    /// <param name="Part">Which part of the day: noon divides it.</param>
    /// <param name="From">From when, as <c>09:00</c>; for <c>Times</c>.</param>
    /// <param name="To">Until when; for <c>Times</c>.</param>
    public sealed record Entry(LocalDate Day, bool Available, DayPart Part = DayPart.WholeDay, string? From = null, string? To = null)
    {
        public static Entry Example => new(new LocalDate(2025, 12, 11), false, DayPart.Afternoon);

        internal static Entry Of(AvailabilityEntry entry) => new(entry.Day, entry.Available, entry.Part, Text(entry.From), Text(entry.To));

        private static string? Text(LocalTime? time) => time is { } at ? LocalTimePattern.CreateWithInvariantCulture("HH':'mm").Format(at) : null;
    }

    /// <param name="Version">The ETag of a change; 0 where nothing was entered yet.</param>
    public sealed record MemberAvailability(string Subject, string Name, long Version, IReadOnlyList<Entry> Entries)
    {
        public static MemberAvailability Example => new("member1", "Els Maes", 2, [Entry.Example]);
    }

    public sealed record Response(IReadOnlyList<MemberAvailability> Members)
    {
        public static Response Example => new([MemberAvailability.Example]);
    }

    private const int MostEntries = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies/{vacancyId:guid}/committee/availability", ReadAsync)
            .WithSummary("When members can come: one's own, or all of them for officers.").RequireAuthorization(Policies.OfficerOrCommittee);
        api.MapPut("/vacancies/{vacancyId:guid}/committee/availability", SaveOwnAsync)
            .WithSummary("A member says when they can come; needs If-Match.").RequireAuthorization(Policies.Committee);
        api.MapPut("/vacancies/{vacancyId:guid}/committee/members/{subject}/availability", SaveForAsync)
            .WithSummary("An officer enters when a member can come; needs If-Match.").RequireAuthorization(Policies.SelectionOfficer);
    }

    private static async Task<Results<Ok<Response>, Problem>> ReadAsync(Guid vacancyId, Caller caller, OralTestDb db, CancellationToken ct)
    {
        var isOfficer = caller.Is(Roles.SelectionOfficer);
        var members = await (
            from m in db.Members.AsNoTracking()
            where m.VacancyId == vacancyId && m.LeftAt == null && (isOfficer || m.Subject == caller.Subject)
            join a in db.Availabilities.Where(a => a.VacancyId == vacancyId) on m.Subject equals a.Subject into said
            from a in said.DefaultIfEmpty()
            orderby m.Name, m.Subject
            select new { m.Subject, m.Name, Said = a }).ToListAsync(ct);
        if (members.Count == 0 && !(isOfficer && await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId, ct))) return Problem.NotFound();
        return TypedResults.Ok(new Response([.. members.Select(m => new MemberAvailability(m.Subject, m.Name, m.Said?.Version ?? 0, [.. (m.Said?.Entries ?? []).Select(Entry.Of)]))]));
    }

    private static Task<Results<Ok<MemberAvailability>, Problem>> SaveOwnAsync(
        Guid vacancyId, Request request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct) =>
        SaveAsync(vacancyId, caller.Subject, request, ifMatch, caller, db, clock, response, ct);

    private static Task<Results<Ok<MemberAvailability>, Problem>> SaveForAsync(
        Guid vacancyId, string subject, Request request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct) =>
        SaveAsync(vacancyId, subject, request, ifMatch, caller, db, clock, response, ct);

    private static async Task<Results<Ok<MemberAvailability>, Problem>> SaveAsync(
        Guid vacancyId, string subject, Request request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        AvailabilityEntry[] entries = [.. Read(request, faults)];
        if (faults.Count > 0) return Problem.Invalid(faults);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.HoldCommitteeAsync(vacancyId, ct) is null) return Problem.NotFound();
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.VacancyId == vacancyId && m.Subject == subject && m.LeftAt == null, ct);
        if (member is null) return Problem.NotFound();
        await db.Database.ExecuteSqlAsync(
            $"insert into availabilities (vacancy_id, subject, entries, version, changed_by) values ({vacancyId}, {subject}, '[]'::jsonb, 0, '') on conflict do nothing", ct);
        var said = (await db.Availabilities.FromSql($"select * from availabilities where vacancy_id = {vacancyId} and subject = {subject} for update").ToListAsync(ct)).Single();
        if (ifMatch.Check(said.Version) is { } stale) return stale;

        var now = clock.GetCurrentInstant();
        (said.Entries, said.ChangedAt, said.ChangedBy) = (entries, now, caller.Subject);
        said.Version++;
        var ruleVersion = await db.Vacancies.Where(v => v.VacancyId == vacancyId).Select(v => v.RuleVersion).SingleAsync(ct);
        db.Record(new RecordEntry(caller.Subject, "availability.saved", "committee", vacancyId, RuleVersion: ruleVersion, Details: new { subject, entries = entries.Length }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(said.Version);
        return TypedResults.Ok(new MemberAvailability(subject, member.Name, said.Version, [.. entries.Select(Entry.Of)]));
    }

    private static IEnumerable<AvailabilityEntry> Read(Request request, List<FieldError> faults)
    {
        if (request.Entries.Count > MostEntries) faults.Add(new FieldError("entries", "between-counts", 0, MostEntries));
        foreach (var (i, entry) in request.Entries.Take(MostEntries).Index())
        {
            if (entry is null) faults.Add(new FieldError($"entries[{i}]", "required"));
            else if (entry.Day.Year is < 2000 or > 2200) faults.Add(new FieldError($"entries[{i}].day", "json-date"));
            else if (entry.Part != DayPart.Times) yield return new AvailabilityEntry(entry.Available, entry.Day, entry.Part);
            else
            {
                var (from, to) = (Time(entry.Day, entry.From, $"entries[{i}].from", faults), Time(entry.Day, entry.To, $"entries[{i}].to", faults));
                if (from is not null && to <= from) faults.Add(new FieldError($"entries[{i}].to", "not-after", "from"));
                yield return new AvailabilityEntry(entry.Available, entry.Day, entry.Part, from, to);
            }
        }
    }

    /// <summary>A time of a day in Brussels, which the clock change neither skips nor gives twice (T5).</summary>
    private static LocalTime? Time(LocalDate day, string? text, string field, List<FieldError> faults)
    {
        if (text is null)
        {
            faults.Add(new FieldError(field, "required"));
            return null;
        }

        return faults.TimeOfDay(field, text) is { } time && faults.Local(field, day + time) is not null ? time : null;
    }
}
