using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Consumers;

public sealed class ArrivalTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    [Fact]
    public async Task R40_a_pass_that_is_heard_before_its_vacancy_and_its_person_waits_for_them()
    {
        var (published, person) = (Samples.VacancyPublished(), Samples.Person());
        var candidate = new Candidate(Guid.CreateVersion7(), published.VacancyId, person.PersonId, person.Subject);
        await service.PublishAndHandleAsync(service.Passed(candidate));
        Assert.Equal(CandidacyState.Reached, (await service.ReadAsync(candidate)).State);

        await service.PublishAndHandleAsync(published);
        await service.PublishAndHandleAsync(person);
        var slots = await service.SlotsAsync(published.VacancyId, 1);

        await service.BecomesAsync(candidate, CandidacyState.Invited);
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);
    }

    [Fact]
    public async Task R40_an_exemption_reaches_the_oral_test_too()
    {
        var vacancy = await service.ProcedureAsync(members: 0);
        var c = await service.PersonAsync(vacancy);
        await service.PublishAndHandleAsync(new AssessmentExempted(c.CandidacyId, vacancy, c.PersonId, 1, ExemptionGround.EarlierPass, BrusselsTime.DateIn(service.Now), service.Now));
        Assert.Equal(CandidacyState.Reached, (await service.ReadAsync(c)).State);
    }

    [Fact]
    public async Task R36_an_exemption_taken_back_leaves_the_oral_test_and_a_later_pass_returns_to_it()
    {
        var vacancy = await service.ProcedureAsync(members: 0);
        var c = await service.PersonAsync(vacancy);
        await service.PublishAndHandleAsync(new AssessmentExempted(c.CandidacyId, vacancy, c.PersonId, 1, ExemptionGround.EarlierPass, BrusselsTime.DateIn(service.Now), service.Now));
        await service.PublishAndHandleAsync(new AssessmentExemptionWithdrawn(c.CandidacyId, vacancy, c.PersonId, 2, "Herrekend.", service.Now));
        Assert.Equal(CandidacyState.AssessmentLost, (await service.ReadAsync(c)).State);
        await service.PublishAndHandleAsync(new AssessmentPassed(c.CandidacyId, vacancy, c.PersonId, 5, 75m, BrusselsTime.DateIn(service.Now), BrusselsTime.DateIn(service.Now).PlusYears(2), service.Now));
        Assert.Equal(CandidacyState.Reached, (await service.ReadAsync(c)).State);
    }

    [Fact]
    public async Task R19_a_withdrawal_heard_before_the_pass_stands()
    {
        var vacancy = await service.ProcedureAsync(members: 0);
        var c = await service.PersonAsync(vacancy);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(c.CandidacyId, vacancy, c.PersonId, 3, service.Now));
        await service.PublishAndHandleAsync(service.Passed(c));
        await service.SlotsAsync(vacancy, 1);

        await Task.Delay(1200);
        Assert.Equal(CandidacyState.Withdrawn, (await service.ReadAsync(c)).State);
        Assert.DoesNotContain(service.Published<OralTestInvited>(), e => e.CandidacyId == c.CandidacyId);
    }

    [Fact]
    public async Task R19_withdrawing_frees_the_slot()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var (leaving, staying) = (await service.PassedAsync(vacancy), await service.PassedAsync(vacancy));
        (await service.ChooseAsync(leaving, slot)).Expect(200);

        await service.PublishAndHandleAsync(new CandidacyWithdrawn(leaving.CandidacyId, vacancy, leaving.PersonId, 3, service.Now));

        (await service.ChooseAsync(leaving, slot)).IsRefused("R45", "slot-over");
        (await service.ChooseAsync(staying, slot)).Expect(200);
    }

    [Fact]
    public async Task R36_a_correction_is_the_newest_word_whatever_the_order_of_arrival()
    {
        var vacancy = await service.ProcedureAsync(members: 0);
        var day = BrusselsTime.DateIn(service.Now);
        var (lost, won) = (await service.PersonAsync(vacancy), await service.PersonAsync(vacancy));

        await service.PublishAndHandleAsync(new AssessmentCorrected(lost.CandidacyId, vacancy, lost.PersonId, 5, Passed: false, 40, day, "Recount", service.Now));
        await service.PublishAndHandleAsync(service.Passed(lost, version: 4));
        await service.PublishAndHandleAsync(new AssessmentCorrected(won.CandidacyId, vacancy, won.PersonId, 5, Passed: true, 61, day, "Recount", service.Now));

        Assert.Equal(CandidacyState.Expected, (await service.ReadAsync(lost)).State);
        Assert.Equal(CandidacyState.Reached, (await service.ReadAsync(won)).State);
    }

    [Fact]
    public async Task R36_a_pass_that_is_lost_frees_the_slot_and_one_that_is_won_back_starts_anew()
    {
        var vacancy = await service.ProcedureAsync();
        var slot = (await service.SlotsAsync(vacancy, 1))[0];
        var day = BrusselsTime.DateIn(service.Now);
        var c = await service.PassedAsync(vacancy);
        (await service.ChooseAsync(c, slot)).Expect(200);

        await service.PublishAndHandleAsync(new AssessmentCorrected(c.CandidacyId, vacancy, c.PersonId, 2, Passed: false, 40, day, "Recount", service.Now));
        (await service.ChooseAsync(c, slot)).IsRefused("R45", "slot-over");
        await service.PublishAndHandleAsync(new AssessmentCorrected(c.CandidacyId, vacancy, c.PersonId, 3, Passed: true, 66, day, "Recount again", service.Now));

        (await service.ChooseAsync(c, slot)).Expect(200);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task R19_R36_a_withdrawal_or_a_lost_pass_in_the_middle_of_a_hearing_abandons_it_on_record(bool withdraws)
    {
        var (vacancy, c, _) = await service.AtTheHearingAsync();
        var path = $"hearings/{c.CandidacyId}";
        var hearingId = (await service.ChairAsync(HttpMethod.Post, $"{path}/open", new { present = OralTestFixture.Members.Take(8) })).Expect(200)["hearingId"].GetGuid();
        (await service.ChairAsync(HttpMethod.Post, $"{path}/pause", new { reason = "Water" })).Expect(200);

        await service.PublishAndHandleAsync(withdraws
            ? new CandidacyWithdrawn(c.CandidacyId, vacancy, c.PersonId, 3, service.Now)
            : new AssessmentCorrected(c.CandidacyId, vacancy, c.PersonId, 5, Passed: false, 40, BrusselsTime.DateIn(service.Now), "Recount", service.Now));

        (await service.ChairAsync(HttpMethod.Post, $"{path}/resume", new { present = OralTestFixture.Members.Take(8) })).IsRefused("R42", "hearing-not-open");
        (await service.MemberAsync(1, HttpMethod.Put, $"{path}/sheet", OralTestFixture.Sheet(12))).IsRefused("R42", "hearing-not-open");
        await using var db = service.NewDb();
        var hearing = await db.Hearings.SingleAsync(h => h.HearingId == hearingId);
        Assert.Equal((HearingState.Abandoned, service.Now, null), (hearing.State, hearing.ClosedAt, hearing.PausedAt));
        Assert.Equal(["hearing.opened", "hearing.paused", "hearing.abandoned"], await service.RecordedAsync(hearingId));
    }

    [Fact]
    public async Task R3_a_correction_of_the_notice_in_the_middle_of_a_hearing_changes_its_words_and_not_its_course()
    {
        var definition = Samples.Definition();
        var published = Samples.VacancyPublished(definition: definition);
        await service.PublishAndHandleAsync(published);
        (await service.InstallAsync(published.VacancyId, 10)).Expect(200);
        var slot = (await service.SlotsAsync(published.VacancyId, 1))[0];
        var c = await service.PassedAsync(published.VacancyId);
        (await service.ChooseAsync(c, slot)).Expect(200);
        service.Clock.Reset(slot.HearingAt);
        var path = $"hearings/{c.CandidacyId}";
        (await service.ChairAsync(HttpMethod.Post, $"{path}/open", new { present = OralTestFixture.Members.Take(8) })).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Put, $"{path}/sheet", OralTestFixture.Sheet(12))).Expect(200);

        await service.PublishAndHandleAsync(new VacancyCorrected(published.VacancyId, 2, definition with { Version = 2, Title = Samples.Text("Corrected") }, ["title"], published.ClosesAt, service.Now));

        (await service.ChairAsync(HttpMethod.Post, $"{path}/close")).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/sheet/submit")).Expect(200);
        var minutes = (await service.OfficerAsync(HttpMethod.Get, $"{path}/minutes")).Expect(200);
        Assert.Equal(("Corrected", 2), (minutes["title"].GetString(), minutes["ruleVersion"].GetInt32()));
    }

    [Fact]
    public async Task A_duplicate_has_one_effect()
    {
        var vacancy = await service.ProcedureAsync(members: 0);
        var c = await service.PersonAsync(vacancy);
        var passed = service.Passed(c);
        var id = await service.PublishAsync(passed);
        await service.HandledAsync(id);
        await service.PublishAsync(passed, id);
        // The same again under another id: the version says that it is no news.
        await service.PublishAndHandleAsync(passed);

        Assert.Equal(1, (await service.ReadAsync(c)).Version);
        Assert.Equal(["oral-test.reached"], await service.RecordedAsync(c.CandidacyId));
    }

    [Fact]
    public async Task R3_a_correction_heard_before_the_publication_is_not_overwritten_by_it()
    {
        var definition = Samples.Definition();
        var published = Samples.VacancyPublished(definition: definition);
        var corrected = new VacancyCorrected(published.VacancyId, 2, definition with { Version = 2, Title = Samples.Text("Corrected") }, ["title"], published.ClosesAt, service.Now);

        await service.PublishAndHandleAsync(corrected);
        await service.PublishAndHandleAsync(published);

        await using var db = service.NewDb();
        var vacancy = await db.Vacancies.SingleAsync(v => v.VacancyId == published.VacancyId);
        Assert.Equal((2, "Corrected", 14), (vacancy.RuleVersion, vacancy.Title!.En, vacancy.Codes.Count));
    }

    [Fact]
    public async Task A_cancellation_heard_before_the_publication_stands()
    {
        var published = Samples.VacancyPublished();
        await service.PublishAndHandleAsync(new VacancyCancelled(published.VacancyId, 2, Samples.Text("No budget"), service.Now));
        await service.PublishAndHandleAsync(published);

        (await service.InstallAsync(published.VacancyId, 8)).IsRefused("R40", "vacancy-cancelled");
    }

    [Fact]
    public async Task R56_a_persons_older_name_does_not_replace_the_newer()
    {
        var person = Samples.Person(version: 2);
        await service.PublishAndHandleAsync(person with { LastName = "Newer" });
        await service.PublishAndHandleAsync(person with { LastName = "Older", Version = 1 });

        await using var db = service.NewDb();
        Assert.Equal("Newer", (await db.Persons.SingleAsync(p => p.PersonId == person.PersonId)).LastName);
    }
}
