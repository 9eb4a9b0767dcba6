using System.Text.Json;
using NodaTime;
using Selection.Candidacies.Features.Messages;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

/// <summary>R27, R45: candidates are reminded of a test they have booked, one day before.</summary>
[Collection(CandidacyService.Name)]
public sealed class TestReminderTests(CandidacyFixture service)
{
    [Fact]
    public async Task R27_a_booked_session_is_reminded_of_one_day_before_once_whoever_looks()
    {
        var (candidate, c) = await AdmittedAsync();
        using var _ = candidate;
        var start = StartIn(5);
        await service.PublishAndHandleAsync(Booked(c, 2, start));
        // Another room: it stays the booking it was, and the reminder names the new one.
        await service.PublishAndHandleAsync(Booked(c, 3, start) with { Place = "Namur", Changed = true });

        service.Clock.Reset(start - Duration.FromHours(24) - Duration.FromSeconds(1));
        await RemindAsync();
        Assert.Empty(await ToldAsync(candidate, "assessment-tomorrow"));
        service.Clock.Reset(start - Duration.FromHours(24));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RemindAsync()));
        await RemindAsync();

        var told = Assert.Single(await ToldAsync(candidate, "assessment-tomorrow"));
        Assert.Contains("Namur", told.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal($"/candidacies/{c.CandidacyId}/assessment", told.GetProperty("link").GetString());
        await service.PublishAndHandleAsync(Booked(c, 4, start) with { Place = "Liège", Changed = true });
        await RemindAsync();
        Assert.Single(await ToldAsync(candidate, "assessment-tomorrow"));
    }

    [Fact]
    public async Task R27_who_booked_within_the_day_or_has_no_seat_any_more_is_not_reminded_and_who_switched_of_the_new_one()
    {
        var people = new List<(HttpClient Client, CandidacyLodged Lodged)>();
        for (var i = 0; i < 5; i++) people.Add(await AdmittedAsync());
        var (start, later) = (StartIn(5), StartIn(8));
        foreach (var (_, c) in people.Skip(1)) await service.PublishAndHandleAsync(Booked(c, 2, start));
        var (justNow, cancelled, switched, exempt, withdrawn) = (people[0], people[1], people[2], people[3], people[4]);
        await service.PublishAndHandleAsync(new AssessmentBookingCancelled(cancelled.Lodged.CandidacyId, cancelled.Lodged.VacancyId, cancelled.Lodged.PersonId, 3, Guid.NewGuid(), start, true, Now));
        // The older booking comes late.
        await service.PublishAndHandleAsync(Booked(switched.Lodged, 4, later));
        await service.PublishAndHandleAsync(Booked(switched.Lodged, 3, start));
        await service.PublishAndHandleAsync(new AssessmentExempted(exempt.Lodged.CandidacyId, exempt.Lodged.VacancyId, exempt.Lodged.PersonId, 3, ExemptionGround.EarlierPass, new(2025, 1, 1), Now));
        (await service.WithdrawAsync(withdrawn.Client, withdrawn.Lodged.CandidacyId)).Is(System.Net.HttpStatusCode.OK);
        service.Clock.Reset(start - Duration.FromHours(10));
        await service.PublishAndHandleAsync(Booked(justNow.Lodged, 2, start));

        await RemindAsync();
        foreach (var (client, _) in people) Assert.Empty(await ToldAsync(client, "assessment-tomorrow"));
        service.Clock.Reset(later - Duration.FromHours(3));
        await RemindAsync();
        foreach (var person in people) Assert.Equal(person == switched ? 1 : 0, (await ToldAsync(person.Client, "assessment-tomorrow")).Count);
        foreach (var (client, _) in people) client.Dispose();
    }

    [Fact]
    public async Task R45_a_planned_oral_test_is_reminded_of_unless_its_slot_is_gone_or_the_pass_was_taken_back()
    {
        var people = new List<(HttpClient Client, CandidacyLodged Lodged)>();
        for (var i = 0; i < 4; i++) people.Add(await AdmittedAsync());
        var start = StartIn(5);
        foreach (var (_, c) in people)
            await service.PublishAndHandleAsync(new OralTestPlanned(c.CandidacyId, c.VacancyId, c.PersonId, 2, start, start + Duration.FromHours(1), "Brussel", start - Duration.FromHours(1), Now));
        service.Clock.Advance(Duration.FromMinutes(1));
        var (freed, failed, lost) = (people[1].Lodged, people[2].Lodged, people[3].Lodged);
        await service.PublishAndHandleAsync(new OralTestInvited(freed.CandidacyId, freed.VacancyId, freed.PersonId, 3, Now, start, Now));
        await service.PublishAndHandleAsync(new AssessmentCorrected(failed.CandidacyId, failed.VacancyId, failed.PersonId, 7, false, 50m, new(2025, 1, 1), "Herrekend.", Now));
        await service.PublishAndHandleAsync(new AssessmentExemptionWithdrawn(lost.CandidacyId, lost.VacancyId, lost.PersonId, 7, "Ten onrechte.", Now));

        service.Clock.Reset(start - Duration.FromHours(23));
        await RemindAsync();
        var told = await Task.WhenAll(people.Select(async p => (await ToldAsync(p.Client, "oral-test-tomorrow")).Count));
        Assert.Equal([1, 0, 0, 0], told);
        foreach (var (client, _) in people) client.Dispose();
    }

    [Fact]
    public async Task R26_more_time_to_register_moves_the_deadline_of_the_task_and_a_withdrawn_period_takes_it_away()
    {
        var (candidate, c) = await AdmittedAsync();
        using var _ = candidate;
        var (sooner, later) = (Now + Duration.FromDays(3), Now + Duration.FromDays(9));
        await service.PublishAndHandleAsync(new AssessmentInvited(c.CandidacyId, c.VacancyId, c.PersonId, 1, Now, sooner, Now));
        await service.PublishAndHandleAsync(new AssessmentInvited(c.CandidacyId, c.VacancyId, c.PersonId, 2, Now, later, Now, Extended: true));
        var task = Assert.Single((await service.GetAsync(candidate, "messages?task=open")).Is(System.Net.HttpStatusCode.OK).Items);
        Assert.Equal(("assessment-extended", later.ToString()), (task.GetProperty("kind").GetString(), task.GetProperty("task").GetProperty("dueAt").GetString()));

        await service.PublishAndHandleAsync(new AssessmentInvitationWithdrawn(c.CandidacyId, c.VacancyId, c.PersonId, 3, Now, later, Now));
        Assert.Empty((await service.GetAsync(candidate, "messages?task=open")).Is(System.Net.HttpStatusCode.OK).Items);
        Assert.Single(await ToldAsync(candidate, "assessment-invitation-withdrawn"));
        await service.PublishAndHandleAsync(new AssessmentInvited(c.CandidacyId, c.VacancyId, c.PersonId, 4, Now, sooner, Now));
        Assert.Single((await service.GetAsync(candidate, "messages?task=open")).Is(System.Net.HttpStatusCode.OK).Items);
    }

    [Fact]
    public async Task R37_who_loses_a_seat_to_a_cancelled_session_reads_why_in_their_own_language()
    {
        var (candidate, c) = await AdmittedAsync();
        using var _ = candidate;
        await service.PublishAndHandleAsync(Booked(c, 2, StartIn(5)));
        await service.PublishAndHandleAsync(new AssessmentBookingCancelled(
            c.CandidacyId, c.VacancyId, c.PersonId, 3, Guid.NewGuid(), StartIn(5), false, Now, new LocalizedText("Waterschade.", "Dégât des eaux.", "Wasserschaden.", "Water damage.")));
        var told = Assert.Single(await ToldAsync(candidate, "assessment-session-cancelled"));
        Assert.Contains("Waterschade.", told.GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    private Instant Now => service.Clock.GetCurrentInstant();

    private static AssessmentBooked Booked(CandidacyLodged c, long version, Instant start, Instant at) =>
        new(c.CandidacyId, c.VacancyId, c.PersonId, version, Guid.NewGuid(), start, Duration.FromHours(2), "Brussel", start - Duration.FromHours(1), at);

    private AssessmentBooked Booked(CandidacyLodged c, long version, Instant start) => Booked(c, version, start, Now);

    /// <summary>A winter's or a summer's noon, days from now: no clock change within the day before.</summary>
    private Instant StartIn(int days)
    {
        var start = (service.Today.PlusDays(days) + new LocalTime(12, 0)).InZoneStrictly(BrusselsTime.Zone).ToInstant();
        return (start - Duration.FromDays(1)).InZone(BrusselsTime.Zone).TimeOfDay == new LocalTime(12, 0) ? start : start + Duration.FromDays(1);
    }

    private async Task RemindAsync()
    {
        await using var db = service.NewDb();
        await RemindOfTests.RemindAsync(db, Now, default);
    }

    private async Task<IReadOnlyList<JsonElement>> ToldAsync(HttpClient candidate, string kind) =>
        [.. (await service.GetAsync(candidate, "messages")).Is(System.Net.HttpStatusCode.OK).Items.Where(m => m.GetProperty("kind").GetString() == kind)];

    private async Task<(HttpClient Candidate, CandidacyLodged Lodged)> AdmittedAsync()
    {
        var vacancy = await service.VacancyAsync();
        var candidate = await service.CandidateAsync();
        await service.ValidatedAsync(candidate, vacancy);
        await service.CloseAsync(vacancy);
        var c = await service.PublishedAsync<CandidacyLodged>(e => e.VacancyId == vacancy);
        await service.PublishAndHandleAsync(new CandidacyAdmitted(c.CandidacyId, vacancy, c.PersonId, 1, c.ClosingDate, Reservation.None, "Omdat.", Now));
        return (candidate, c);
    }
}
