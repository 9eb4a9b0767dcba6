using NodaTime;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class WishTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private LocalDate Today => BrusselsTime.DateIn(service.Now);

    private Task<Answer> WishAsync(Candidate candidate, string? reason, params LocalDate[] days) =>
        service.CandidateAsync(candidate, HttpMethod.Put, "wishes", new { days, reason });

    [Fact]
    public async Task R45_a_candidate_says_which_days_do_not_suit_before_and_while_choosing_and_officers_see_it()
    {
        var vacancy = await service.ProcedureAsync();
        var (candidate, silent) = (await service.PassedAsync(vacancy), await service.PassedAsync(vacancy));

        var before = (await service.CandidateAsync(candidate, HttpMethod.Get, "wishes")).Expect(200);
        (await WishAsync(candidate, "Abroad", Today.PlusDays(12), Today.PlusDays(10), Today.PlusDays(12))).Expect(200);
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        (await WishAsync(candidate, "At a wedding", Today.PlusDays(10))).Expect(200);
        // A wish binds nobody: the day may still be chosen.
        (await service.ChooseAsync(candidate, slot)).Expect(200);
        var seen = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/wishes")).Expect(200);
        (await WishAsync(silent, null)).Expect(200);

        Assert.Equal(0, before["days"].GetArrayLength());
        var wish = Assert.Single(seen["items"].EnumerateArray());
        Assert.Equal((candidate.CandidacyId, "At a wedding", $"{Today.PlusDays(10):uuuu-MM-dd}"),
            (wish.GetProperty("candidacyId").GetGuid(), wish.GetProperty("reason").GetString(), wish.GetProperty("days")[0].GetString()));
        Assert.Equal(1, (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/wishes")).Expect(200)["total"].GetInt32());
        Assert.Equal(2, (await service.RecordedAsync(candidate.CandidacyId)).Count(action => action == "wishes.saved"));
        (await WishAsync(candidate, null)).Expect(200);
        Assert.Equal(0, (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/wishes")).Expect(200)["total"].GetInt32());
    }

    [Fact]
    public async Task R45_wishes_need_days_to_come_and_a_reason_and_are_the_candidates_own()
    {
        var vacancy = await service.ProcedureAsync(members: 0);
        var candidate = await service.PassedAsync(vacancy);

        Assert.Equal(["days[0]", "days[1]", "reason"], (await WishAsync(candidate, " ", Today.PlusDays(-1), Today.PlusDays(401), Today)).Expect(400)["errors"].EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal(["days"], (await WishAsync(candidate, "x", [.. Enumerable.Range(1, 61).Select(Today.PlusDays)])).Expect(400)["errors"].EnumerateObject().Select(e => e.Name));
        var thief = candidate with { Subject = "somebody-else" };
        (await WishAsync(thief, "x", Today)).Expect(404);
        (await service.CandidateAsync(thief, HttpMethod.Get, "wishes")).Expect(404);
        var expected = await service.PersonAsync(vacancy);
        await service.GrantAsync(expected, 1, "break:15");
        (await WishAsync(expected, "x", Today)).IsRefused("R45", "slot-not-reached");
        (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{Guid.CreateVersion7()}/wishes")).Expect(404);
    }

    [Fact]
    public async Task R45_a_candidate_confirms_a_slot_once_and_again_after_a_switch()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var candidate = await service.PassedAsync(vacancy);
        (await service.CandidateAsync(candidate, HttpMethod.Post, "slot/confirm")).IsRefused("R45", "slot-none-to-confirm");
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);

        var first = (await service.CandidateAsync(candidate, HttpMethod.Post, "slot/confirm")).Expect(200);
        service.Clock.AdvanceMinutes(5);
        var again = (await service.CandidateAsync(candidate, HttpMethod.Post, "slot/confirm")).Expect(200);
        var seen = (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/slots?confirmed=true")).Expect(200);
        (await service.ChooseAsync(candidate, slots[1])).Expect(200);

        Assert.Equal(first["confirmedAt"].GetString(), again["confirmedAt"].GetString());
        Assert.Equal((1, first["confirmedAt"].GetString()), (seen["total"].GetInt32(), seen["items"][0].GetProperty("confirmedAt").GetString()));
        Assert.Single(await service.RecordedAsync(candidate.CandidacyId), "slot.confirmed");
        Assert.Null((await service.ReadAsync(slots[0])).ConfirmedAt);
        Assert.Equal(0, (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/slots?confirmed=true")).Expect(200)["total"].GetInt32());
        Assert.Equal(1, (await service.OfficerAsync(HttpMethod.Get, $"vacancies/{vacancy}/slots?confirmed=false")).Expect(200)["total"].GetInt32());
        (await service.CandidateAsync(candidate with { Subject = "somebody-else" }, HttpMethod.Post, "slot/confirm")).Expect(404);
        Assert.Equal(CandidacyState.Planned, (await service.ReadAsync(candidate)).State);
    }
}
