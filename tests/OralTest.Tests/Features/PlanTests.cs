using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Features;

/// <summary>Each test has days of its own: the same people sit on all the committees.</summary>
public sealed class PlanTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private LocalDate Today => BrusselsTime.DateIn(service.Now);

    private static string At(LocalDate day, int hour, int minute = 0) => $"{day:uuuu-MM-dd}T{hour:00}:{minute:00}";

    private static Instant Moment(LocalDate day, int hour, int minute = 0) => day.At(new LocalTime(hour, minute)).InZoneStrictly(BrusselsTime.Zone).ToInstant();

    /// <summary>Days from 9 to 18, an hour of preparation, an hour and a half of hearing, half an hour of deliberation, noon from 12 to 13.</summary>
    private Task<Answer> PlanAsync(Guid vacancy, IEnumerable<LocalDate> days, string[]? rooms = null, int more = 0) => service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/plan", new
    {
        days = days.Select(day => new { from = At(day, 9), to = At(day, 18) }),
        rooms = rooms ?? [$"Room of {vacancy}"],
        preparationMinutes = 60,
        hearingMinutes = 90,
        pauseMinutes = 30,
        breakFrom = "12:00",
        breakTo = "13:00",
        more,
    });

    private static List<Instant> Starts(Answer plan) =>
        [.. plan["slots"].EnumerateArray().Select(s => NodaTime.Text.InstantPattern.ExtendedIso.Parse(s.GetProperty("preparationAt").GetString()!).Value)];

    private Task<Answer> AwayAsync(Guid vacancy, int member, LocalDate day, long version = 0) => service.MemberAsync(
        member, HttpMethod.Put, $"vacancies/{vacancy}/committee/availability", new { entries = new[] { new { day, available = false } } }, version);

    [Fact]
    public async Task R45_a_plan_is_proposed_for_those_who_have_no_slot_and_offered_as_it_is()
    {
        var vacancy = await service.ProcedureAsync();
        var (plain, granted) = (await service.PassedAsync(vacancy), await service.PassedAsync(vacancy));
        await service.GrantAsync(granted, 1, "extra-time:30", "break:15", "a chair with arms");
        var (first, second) = (Today.PlusDays(20), Today.PlusDays(21));

        var plan = (await PlanAsync(vacancy, [second, first], more: 1)).Expect(200);
        var again = (await PlanAsync(vacancy, [second, first], more: 1)).Expect(200);

        // R39: 90 minutes of preparation and 135 of hearing come first; they do not end before noon.
        Assert.Equal(plan.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal([Moment(first, 9), Moment(first, 13), Moment(second, 9)], Starts(plan));
        var longer = plan["slots"].EnumerateArray().Single(s => s.GetProperty("candidacyId").ValueKind != JsonValueKind.Null && s.GetProperty("candidacyId").GetGuid() == granted.CandidacyId);
        Assert.Equal(Moment(first, 13).ToString(), longer.GetProperty("preparationAt").GetString());
        Assert.Equal((Moment(first, 14, 30).ToString(), Moment(first, 16, 45).ToString()), (longer.GetProperty("hearingAt").GetString(), longer.GetProperty("endsAt").GetString()));
        Assert.All(plan["slots"].EnumerateArray(), s => Assert.Equal(10, s.GetProperty("membersAvailable").GetInt32()));
        Assert.Equal(0, plan["unplaced"].GetArrayLength());
        await using var db = service.NewDb();
        Assert.False(await db.Slots.AnyAsync(s => s.VacancyId == vacancy));

        var offered = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/slots", new
        {
            opensOn = Today,
            closesOn = Today.PlusDays(6),
            preparationMinutes = 60,
            hearingMinutes = 90,
            slots = plan["slots"].EnumerateArray().Select(s => new
            {
                preparationAt = s.GetProperty("preparationAt").GetString(), hearingAt = s.GetProperty("hearingAt").GetString(), endsAt = s.GetProperty("endsAt").GetString(), place = s.GetProperty("place").GetString(),
            }),
        })).Expect(201);

        Assert.All(offered["slots"].EnumerateArray(), s => Assert.Equal(0, s.GetProperty("warnings").GetArrayLength()));
        // R39: the candidate with extra time is offered the long one only, and told why not of the others.
        var choices = (await service.CandidateAsync(granted, HttpMethod.Get, "slots")).Expect(200)["items"].EnumerateArray().Select(s => s.GetProperty("may").GetString());
        Assert.Equal(["TooShort", "Yes", "TooShort"], choices);
        var slots = await db.Slots.AsNoTracking().Where(s => s.VacancyId == vacancy).OrderBy(s => s.PreparationAt).ToListAsync();
        (await service.ChooseAsync(granted, slots[0])).IsRefused("R39", "slot-too-short");
        (await service.ChooseAsync(granted, slots[1])).Expect(200);
        (await service.ChooseAsync(plain, slots[0])).Expect(200);
        // Whoever has a slot is planned already.
        Assert.Empty((await PlanAsync(vacancy, [second])).Expect(200)["slots"].EnumerateArray());
    }

    [Fact]
    public async Task R41_days_on_which_fewer_than_eight_can_come_are_not_planned()
    {
        var vacancy = await service.ProcedureAsync(members: 9);
        await service.PassedAsync(vacancy);
        var (first, second) = (Today.PlusDays(40), Today.PlusDays(41));
        (await AwayAsync(vacancy, 1, first)).Expect(200);

        Assert.Equal([Moment(first, 9)], Starts((await PlanAsync(vacancy, [first, second])).Expect(200)));
        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee/members/member-2/availability",
            new { entries = new[] { new { day = first, available = false, part = "Morning" } } }, ifMatch: 0)).Expect(200);
        Assert.Equal([Moment(first, 13)], Starts((await PlanAsync(vacancy, [first, second])).Expect(200)));
        (await AwayAsync(vacancy, 0, first)).Expect(200);
        Assert.Equal([Moment(second, 9)], Starts((await PlanAsync(vacancy, [first, second])).Expect(200)));
        var none = (await PlanAsync(vacancy, [first])).Expect(200);

        Assert.Equal("TooFewMembers", none["unplaced"][0].GetProperty("why").GetString());
        Assert.Contains("8", none["unplaced"][0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R41_a_candidates_recusals_and_wishes_shape_the_plan()
    {
        var vacancy = await service.ProcedureAsync(members: 8, new RuleSet { Committee = new CommitteeRule { Recusal = RecusalScope.Candidate } });
        var (known, wishing) = (await service.PassedAsync(vacancy), await service.PassedAsync(vacancy));
        var (first, second) = (Today.PlusDays(60), Today.PlusDays(61));
        (await service.MemberAsync(5, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { known.CandidacyId, reason = "A cousin" })).Expect(200);
        (await service.CandidateAsync(wishing, HttpMethod.Put, "wishes", new { days = new[] { first }, reason = "Abroad" })).Expect(200);

        var plan = (await PlanAsync(vacancy, [first, second])).Expect(200);
        var only = (await PlanAsync(vacancy, [first])).Expect(200);

        Assert.Equal([Moment(second, 9)], Starts(plan));
        Assert.False(plan["slots"][0].GetProperty("againstWish").GetBoolean());
        Assert.True(only["slots"][0].GetProperty("againstWish").GetBoolean());
        var unplaced = Assert.Single(plan["unplaced"].EnumerateArray());
        Assert.Equal((known.CandidacyId, "TooFewMembers"), (unplaced.GetProperty("candidacyId").GetGuid(), unplaced.GetProperty("why").GetString()));
    }

    [Fact]
    public async Task R42_other_committees_hearings_and_rooms_are_kept_clear_of()
    {
        var (here, elsewhere) = (await service.ProcedureAsync(members: 8), await service.ProcedureAsync(members: 8));
        await service.PassedAsync(here);
        var day = Today.PlusDays(80);
        // The same people hear elsewhere from 10 to 12; at 15 the room is somebody else's.
        (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{elsewhere}/slots", new
        {
            opensOn = Today, closesOn = Today.PlusDays(6), slots = new[] { OralTestFixture.SlotAt(Moment(day, 9), place: "Elsewhere") },
        })).Expect(201);
        var third = await service.ProcedureAsync(members: 0);
        (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{third}/slots", new
        {
            opensOn = Today, closesOn = Today.PlusDays(6), slots = new[] { OralTestFixture.SlotAt(Moment(day, 15), 10, 20, place: "Shared") },
        })).Expect(201);

        Assert.Equal([Moment(day, 13)], Starts((await PlanAsync(here, [day], ["Own"])).Expect(200)));
        Assert.Empty(Starts((await PlanAsync(here, [day], ["Shared"])).Expect(200)));
        await service.PublishAndHandleAsync(new VacancyCancelled(elsewhere, 2, Samples.Text("No budget"), service.Now));
        Assert.Equal([Moment(day, 9)], Starts((await PlanAsync(here, [day], ["Shared"])).Expect(200)));
    }

    [Fact]
    public async Task T5_opening_hours_in_the_clock_change_are_refused_with_both_instants_and_nonsense_field_by_field()
    {
        var vacancy = await service.ProcedureAsync();
        var skipped = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/plan", new
        {
            days = new[] { new { from = "2026-03-29T02:30", to = "2026-03-29T17:00" }, new { from = "2026-10-25T02:30", to = "2026-10-25T17:00" } },
            rooms = new[] { "Room" }, preparationMinutes = 60, hearingMinutes = 90,
        })).Expect(400);
        var nonsense = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/plan", new
        {
            days = new[] { new { from = "2026-01-05T17:00", to = "2026-01-05T09:00" }, new { from = "2026-01-05T17:00", to = "2026-01-06T09:00" }, new { from = "soon", to = "2020-01-01" } },
            rooms = new[] { "" }, preparationMinutes = 0, hearingMinutes = 9999, pauseMinutes = -1, breakFrom = "noon", more = 1000,
        })).Expect(400);
        var past = (await service.OfficerAsync(HttpMethod.Post, $"vacancies/{vacancy}/plan", new
        {
            days = new[] { new { from = "2020-01-06T09:00", to = "2020-01-06T17:00" } }, rooms = new[] { "Room" }, preparationMinutes = 60, hearingMinutes = 90,
        })).Expect(400);

        var errors = skipped["errors"];
        Assert.Contains("2026-03-29T00:30:00Z", errors.GetProperty("days[0].from")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("2026-03-29T01:30:00Z", errors.GetProperty("days[0].from")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("2026-10-25T00:30:00Z", errors.GetProperty("days[1].from")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("2026-10-25T01:30:00Z", errors.GetProperty("days[1].from")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["breakFrom", "breakTo", "days[0].to", "days[1].to", "days[2].from", "days[2].to", "hearingMinutes", "more", "pauseMinutes", "preparationMinutes", "rooms[0]"],
            nonsense["errors"].EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["days[0].from"], past["errors"].EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task R41_members_say_when_they_can_come_and_officers_see_it_all()
    {
        var vacancy = await service.ProcedureAsync(members: 8);
        var path = $"vacancies/{vacancy}/committee/availability";
        var day = Today.PlusDays(120);
        var entries = new object[] { new { day, available = false, part = "Times", from = "09:00", to = "11:30" }, new { day = day.PlusDays(1), available = true } };

        var saved = (await service.MemberAsync(3, HttpMethod.Put, path, new { entries }, 0)).Expect(200);
        (await service.MemberAsync(3, HttpMethod.Put, path, new { entries }, 0)).Expect(412);
        (await service.MemberAsync(3, HttpMethod.Put, path, new { entries })).Expect(428);
        var own = (await service.MemberAsync(3, HttpMethod.Get, path)).Expect(200);
        var all = (await service.OfficerAsync(HttpMethod.Get, path)).Expect(200);
        var emptied = (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee/members/member-3/availability", new { entries = Array.Empty<object>() }, ifMatch: 1)).Expect(200);

        Assert.Equal(1, saved.Version);
        var member = Assert.Single(own["members"].EnumerateArray());
        Assert.Equal(("member-3", 1, "09:00", "11:30"), (member.GetProperty("subject").GetString(), member.GetProperty("version").GetInt64(),
            member.GetProperty("entries")[0].GetProperty("from").GetString(), member.GetProperty("entries")[0].GetProperty("to").GetString()));
        Assert.Equal(8, all["members"].GetArrayLength());
        Assert.Equal(0, emptied["entries"].GetArrayLength());
        Assert.Equal(["availability.saved", "availability.saved"], (await service.RecordedAsync(vacancy)).TakeLast(2));
        (await service.MemberAsync(9, HttpMethod.Get, path)).Expect(404);
        (await service.MemberAsync(9, HttpMethod.Put, path, new { entries }, 0)).Expect(404);
        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee/members/stranger/availability", new { entries }, ifMatch: 0)).Expect(404);
        var odd = new object[]
        {
            new { day, available = false, part = "Times", from = "11:30", to = "09:00" }, new { day, available = false, part = "Times" }, new { day, available = false, part = "Times", from = "9", to = "25:00" },
            new { day = "2026-03-29", available = false, part = "Times", from = "02:30", to = "04:00" }, new { day = "1850-01-01", available = true },
        };
        Assert.Equal(["entries[0].to", "entries[1].from", "entries[1].to", "entries[2].from", "entries[2].to", "entries[3].from", "entries[4].day"],
            (await service.MemberAsync(3, HttpMethod.Put, path, new { entries = odd }, 2)).Expect(400)["errors"].EnumerateObject().Select(e => e.Name).Order());
    }
}
