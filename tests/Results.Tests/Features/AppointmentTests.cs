using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Results.Tests.Features;

public sealed class AppointmentTests(ResultsFixture service) : IClassFixture<ResultsFixture>
{
    private async Task<IReadOnlyList<string?>> TurnsAsync(PublishedList list) =>
        [.. (await service.AsAuthorityAsync("GET", $"vacancies/{list.VacancyId}/succession")).List().Select(i => i.GetProperty("turn").GetString())];

    private static IEnumerable<string?> KindsOf(Reply reply) => reply.List("missing").Select(m => m.GetProperty("kind").GetString());

    [Fact]
    public async Task R52_the_first_is_appointed_with_a_mandate_that_ends_by_the_notice_and_everybody_concerned_is_told()
    {
        service.Clock.Reset(Instant.FromUtc(2026, 1, 20, 9, 0));
        var list = await service.PublishListAsync(80m, 72m, 50m);
        var (first, second, notSuitable) = (list.Candidates[0], list.Candidates[1], list.Candidates[2]);

        var made = await service.AppointedAsync(first, new LocalDate(2026, 3, 1));

        Assert.Equal("2032-02-29", made.Text("endsOn"));
        var told = await service.PublishedAsync<CandidateAppointed>(e => e.CandidacyId == first.CandidacyId);
        Assert.Equal(new LocalDate(2026, 3, 1), told.From);
        Assert.True(told.Version > 1);
        await service.PublishedAsync<AnotherAppointed>(e => e.CandidacyId == second.CandidacyId);
        var own = await service.AsCandidateAsync(first, "GET", "appointment", language: "nl");
        var mandate = Assert.Single(own.List("appointments"));
        Assert.Equal(("2026-03-01", "2032-02-29", "De beste van de lijst."), (mandate.GetProperty("startsOn").GetString(), mandate.GetProperty("endsOn").GetString(), mandate.GetProperty("motivation").GetString()));
        Assert.Contains("Raad van State", own.Text("remedies"), StringComparison.Ordinal);
        Assert.Equal(service.Today().PlusDays(60).ToString("uuuu-MM-dd", null), own.Text("annulmentUntil"));
        var other = await service.AsCandidateAsync(second, "GET", "appointment");
        Assert.NotEqual("", other.Text("anotherAppointedAt"));
        Assert.DoesNotContain(first.CandidacyId.ToString(), other.Body.ToString(), StringComparison.Ordinal);
        (await service.AsCandidateAsync(notSuitable, "GET", "appointment")).Is(HttpStatusCode.NotFound);
        await service.OutboxEmptyAsync();
        Assert.DoesNotContain(service.Published<AnotherAppointed>(), e => e.CandidacyId == notSuitable.CandidacyId || e.CandidacyId == first.CandidacyId);
    }

    [Fact]
    public async Task R52_what_is_missing_on_the_day_of_appointment_refuses_it_and_is_named()
    {
        var list = await service.PublishListAsync(80m);
        var who = list.Candidates[0];
        await service.InterviewedAsync(who);
        await service.CheckedAsync(who, but: ["Conduct", "NoDismissal"]);
        await service.CheckAsync(who, new { condition = "NoDismissal", holds = true, proofOf = service.Today(), remark = "Ontslag van 2023.", from = service.Today().PlusDays(40) });

        var early = (await service.AppointAsync(who)).Is(HttpStatusCode.Conflict).IsRefused("R52", "appointment-conditions");
        Assert.Equal(["NotChecked", "NotYet"], KindsOf(early));
        await service.CheckAsync(who, new { condition = "Conduct", holds = false, proofOf = service.Today(), remark = "Een veroordeling." });
        Assert.Equal(["DoesNotHold"], KindsOf(await service.AppointAsync(who, service.Today().PlusDays(40))));
        // A later check counts instead.
        await service.CheckAsync(who, new { condition = "Conduct", holds = true, proofOf = service.Today(), remark = "Eerherstel." });
        Assert.Equal(["NotYet"], KindsOf(await service.AppointAsync(who, service.Today().PlusDays(39))));
        (await service.AppointAsync(who, service.Today().PlusDays(40))).Is(HttpStatusCode.Created);

        var read = await service.AsOfficerAsync("GET", $"candidacies/{who.CandidacyId}/conditions?on={service.Today().PlusDays(39):uuuu-MM-dd}");
        Assert.Equal(["NotYet"], KindsOf(read));
        Assert.Equal(6, read.List("checks").Count);
    }

    [Fact]
    public async Task R22_nobody_is_appointed_under_reservation_until_it_is_lifted()
    {
        var list = await service.PublishListAsync(80m);
        var who = list.Candidates[0];
        await service.PublishAndHandleAsync(new CandidacyAdmitted(
            who.CandidacyId, list.VacancyId, who.PersonId, 2, Samples.ClosingDate, Reservation.Equivalence | Reservation.LanguageTest, "Ja.", ResultsFixture.Early));
        await service.InterviewedAsync(who);
        await service.CheckedAsync(who);

        var both = (await service.AppointAsync(who)).Is(HttpStatusCode.Conflict).IsRefused("R22", "appointment-reservation");
        Assert.Equal(["OpenReservation", "OpenReservation"], KindsOf(both));
        await service.PublishAndHandleAsync(new ReservationDecided(who.CandidacyId, list.VacancyId, who.PersonId, 3, Reservation.Equivalence, true, "Attest.", ResultsFixture.Early));
        var one = (await service.AppointAsync(who)).IsRefused("R22", "appointment-reservation");
        Assert.Equal("LanguageTest", Assert.Single(one.List("missing")).GetProperty("reservation").GetString());
        await service.PublishAndHandleAsync(new ReservationDecided(who.CandidacyId, list.VacancyId, who.PersonId, 4, Reservation.LanguageTest, true, "Geslaagd.", ResultsFixture.Early));
        (await service.AppointAsync(who)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task R52_of_many_appointments_at_once_one_is_made()
    {
        var list = await service.PublishListAsync(80m, 80m, 80m);
        await service.InterviewedAsync(list.Candidates);
        foreach (var who in list.Candidates) await service.CheckedAsync(who);

        var answers = await Task.WhenAll(list.Candidates.Concat(list.Candidates).Select(who => service.AppointAsync(who)));

        Assert.Single(answers, a => a.Status is HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.Status is not HttpStatusCode.Created), a => a.IsRefused("R52", "appointed-already"));
        await using var db = service.NewDb();
        Assert.Equal(1, await db.Appointments.CountAsync(a => a.VacancyId == list.VacancyId));
    }

    [Fact]
    public async Task R52_who_declines_while_being_appointed_is_never_left_with_an_appointment_in_force()
    {
        var list = await service.PublishListAsync(80m, 72m);
        var who = list.Candidates[0];
        await service.InterviewedAsync(who);
        await service.CheckedAsync(who);

        var both = await Task.WhenAll(service.AppointAsync(who), service.AsCandidateAsync(who, "POST", "decline", new { }));

        both[1].Is(HttpStatusCode.OK);
        await using var db = service.NewDb();
        Assert.DoesNotContain(await db.Appointments.Where(a => a.VacancyId == list.VacancyId).ToListAsync(), a => a.State is AppointmentState.InForce);
        Assert.Equal(["Out", "Eligible"], await TurnsAsync(list));
    }

    [Fact]
    public async Task R52_only_somebody_suitable_at_the_best_rank_that_stands_can_be_appointed_and_the_next_one_follows_while_the_list_stays()
    {
        var list = await service.PublishListAsync(80m, 72m, 65m, 50m);
        var (first, second, third, notSuitable) = (list.Candidates[0], list.Candidates[1], list.Candidates[2], list.Candidates[3]);
        var published = await service.AsOfficerAsync("GET", $"vacancies/{list.VacancyId}/published");
        (await service.AppointAsync(notSuitable)).IsRefused("R52", "not-suitable");
        var early = (await service.AppointAsync(second)).IsRefused("R52", "not-eligible");
        Assert.Equal("1", early.Text("bestRank"));
        (await service.AppointAsync(first)).IsRefused("R51", "interview-missing");
        Assert.Equal(["Eligible", "Waiting", "Waiting"], await TurnsAsync(list));

        (await service.AsCandidateAsync(first, "POST", "decline", new { remark = "Een andere functie." })).Is(HttpStatusCode.OK);
        Assert.Equal(["Out", "Eligible", "Waiting"], await TurnsAsync(list));
        (await service.AppointAsync(first)).IsRefused("R52", "candidate-out");
        (await service.AsAuthorityAsync("POST", $"candidacies/{first.CandidacyId}/interview", new { startsAt = service.Clock.GetCurrentInstant() + Duration.FromHours(1), place = "Brussel" })).IsRefused("R51", "candidate-out");
        (await service.AsOfficerAsync("POST", $"candidacies/{second.CandidacyId}/departure", new { kind = "Left", on = service.Today(), remark = "Overleden." })).Is(HttpStatusCode.OK);
        Assert.Equal(["Out", "Out", "Eligible"], await TurnsAsync(list));
        await service.AppointedAsync(third);

        var after = await service.AsOfficerAsync("GET", $"vacancies/{list.VacancyId}/published");
        Assert.Equal(published.Body.GetProperty("items").ToString(), after.Body.GetProperty("items").ToString());
        Assert.True((await service.PublishedAsync<CandidateDroppedOut>(e => e.CandidacyId == first.CandidacyId)).ByCandidate);
        var left = await service.PublishedAsync<CandidateDroppedOut>(e => e.CandidacyId == second.CandidacyId);
        Assert.Equal((DropOut.Left, false), (left.Kind, left.ByCandidate));
    }

    [Fact]
    public async Task R52_of_a_shared_rank_the_authority_chooses_after_an_interview_with_all_who_share_it()
    {
        var list = await service.PublishListAsync(80m, 80m, 72m);
        var (one, two) = (list.Candidates[0], list.Candidates[1]);
        await service.InterviewedAsync(two);
        await service.CheckedAsync(two);

        (await service.AppointAsync(two)).IsRefused("R51", "interview-missing");
        Assert.Equal(["Eligible", "Eligible", "Waiting"], await TurnsAsync(list));
        await service.InterviewedAsync(one);
        (await service.AppointAsync(two)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task R52_who_shared_the_rank_and_dropped_out_needs_no_interview()
    {
        var list = await service.PublishListAsync(80m, 80m);
        (await service.AsCandidateAsync(list.Candidates[0], "POST", "decline", new { })).Is(HttpStatusCode.OK);

        await service.AppointedAsync(list.Candidates[1]);
    }

    [Fact]
    public async Task R52_an_appointed_candidate_declines_until_the_mandate_begins_and_the_next_one_is_eligible()
    {
        service.Clock.Reset(Instant.FromUtc(2026, 1, 20, 9, 0));
        var list = await service.PublishListAsync(80m, 72m);
        var (first, second) = (list.Candidates[0], list.Candidates[1]);
        await service.AppointedAsync(first, new LocalDate(2026, 3, 1));

        service.Clock.Reset(Instant.FromUtc(2026, 2, 28, 22, 59, 59) + Duration.FromMilliseconds(999));
        (await service.AsCandidateAsync(first, "POST", "decline", new { })).Is(HttpStatusCode.OK);
        Assert.Equal(["Out", "Eligible"], await TurnsAsync(list));
        await service.AppointedAsync(second, new LocalDate(2026, 4, 1));
        service.Clock.Reset(Instant.FromUtc(2026, 3, 31, 22, 0));
        (await service.AsCandidateAsync(second, "POST", "decline", new { })).IsRefused("R52", "appointment-begun");
        (await service.AsAuthorityAsync("POST", $"candidacies/{second.CandidacyId}/appointment/revoke", new { reason = "Te laat." })).IsRefused("R52", "appointment-begun");
        Assert.Equal("Declined", (await service.AsCandidateAsync(first, "GET", "appointment")).List("appointments")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task R52_an_appointment_is_revoked_before_its_start_with_the_reason_and_can_be_made_again()
    {
        var list = await service.PublishListAsync(80m);
        var who = list.Candidates[0];
        await service.AppointedAsync(who);
        (await service.AsAuthorityAsync("POST", $"candidacies/{who.CandidacyId}/appointment/revoke", new { reason = "" })).Is(HttpStatusCode.BadRequest);

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => service.AsAuthorityAsync("POST", $"candidacies/{who.CandidacyId}/appointment/revoke", new { reason = "Een vormfout." })));

        Assert.Single(both, b => b.Status is HttpStatusCode.OK);
        Assert.Single(both, b => b.Code == "appointment-none");
        Assert.Equal("Een vormfout.", (await service.PublishedAsync<AppointmentRevoked>(e => e.CandidacyId == who.CandidacyId)).Reason);
        Assert.Equal(["Eligible"], await TurnsAsync(list));
        (await service.AppointAsync(who)).Is(HttpStatusCode.Created);
        var versions = service.Published<CandidateAppointed>().Where(e => e.CandidacyId == who.CandidacyId).Select(e => e.Version).ToArray();
        Assert.Equal(versions.Length, versions.Distinct().Count());
    }

    [Fact]
    public async Task R52_a_withdrawn_candidacy_loses_an_appointment_that_has_not_begun()
    {
        var list = await service.PublishListAsync(80m, 72m);
        var first = list.Candidates[0];
        await service.AppointedAsync(first);

        await service.PublishAndHandleAsync(new CandidacyWithdrawn(first.CandidacyId, list.VacancyId, first.PersonId, 9, service.Clock.GetCurrentInstant()));

        Assert.Equal(["Out", "Eligible"], await TurnsAsync(list));
        (await service.AsCandidateAsync(first, "POST", "decline", new { })).IsRefused("R52", "candidate-out");
        await service.AppointedAsync(list.Candidates[1]);
    }

    [Fact]
    public async Task R52_setting_somebody_aside_needs_a_condition_that_does_not_hold_and_tells_the_candidate_why()
    {
        var list = await service.PublishListAsync(80m, 72m);
        var who = list.Candidates[0];
        await service.CheckedAsync(who);
        var form = new { kind = "NotAppointable", on = service.Today(), remark = "Een belangenconflict dat blijft." };
        var path = $"candidacies/{who.CandidacyId}/departure";

        (await service.AsOfficerAsync("POST", path, form)).IsRefused("R52", "departure-unjustified");
        await service.CheckAsync(who, new { condition = "NoConflictOfInterest", holds = false, proofOf = service.Today(), remark = "Aandelen." });
        Assert.NotNull((await service.AsOfficerAsync("POST", path, form with { on = service.Today().PlusDays(1) })).Is(HttpStatusCode.BadRequest).Fault("on"));
        (await service.AsOfficerAsync("POST", path, form)).Is(HttpStatusCode.OK);

        Assert.Equal("Een belangenconflict dat blijft.", (await service.PublishedAsync<CandidateDroppedOut>(e => e.CandidacyId == who.CandidacyId)).Motivation);
        Assert.Contains("Raad van State", (await service.AsCandidateAsync(who, "GET", "appointment", language: "nl")).Text("remedies"), StringComparison.Ordinal);
        Assert.Equal(["Out", "Eligible"], await TurnsAsync(list));
    }

    [Fact]
    public async Task R52_what_an_officer_recorded_by_mistake_is_taken_back_and_what_the_candidate_did_is_not()
    {
        var list = await service.PublishListAsync(80m, 72m);
        var (first, second) = (list.Candidates[0], list.Candidates[1]);
        (await service.AsOfficerAsync("POST", $"candidacies/{first.CandidacyId}/departure", new { kind = "Declined", on = service.Today(), remark = "Brief." })).Is(HttpStatusCode.OK);
        (await service.AsCandidateAsync(second, "POST", "decline", new { })).Is(HttpStatusCode.OK);

        (await service.AsOfficerAsync("POST", $"candidacies/{first.CandidacyId}/departure/take-back", new { reason = "Een naamgenoot." })).Is(HttpStatusCode.NoContent);
        (await service.AsOfficerAsync("POST", $"candidacies/{first.CandidacyId}/departure/take-back", new { reason = "Nog eens." })).IsRefused("R52", "departure-none");
        (await service.AsOfficerAsync("POST", $"candidacies/{second.CandidacyId}/departure/take-back", new { reason = "Spijt." })).IsRefused("R52", "departure-own");

        Assert.Equal(["Eligible", "Out"], await TurnsAsync(list));
        await service.PublishedAsync<CandidateReinstated>(e => e.CandidacyId == first.CandidacyId);
        await service.AppointedAsync(first);
    }

    [Fact]
    public async Task R52_a_planned_interview_falls_away_with_its_candidate()
    {
        var list = await service.PublishListAsync(80m);
        var who = list.Candidates[0];
        (await service.AsAuthorityAsync("POST", $"candidacies/{who.CandidacyId}/interview", new { startsAt = service.Clock.GetCurrentInstant() + Duration.FromHours(9), place = "Brussel" })).Is(HttpStatusCode.Created);

        (await service.AsCandidateAsync(who, "POST", "decline", new { })).Is(HttpStatusCode.OK);

        await service.PublishedAsync<InterviewCancelled>(e => e.CandidacyId == who.CandidacyId);
        (await service.AsAuthorityAsync("GET", $"candidacies/{who.CandidacyId}/interview")).Is(HttpStatusCode.NotFound);
        Assert.Null((await service.AsAuthorityAsync("GET", $"vacancies/{list.VacancyId}/succession")).Body.GetProperty("bestRank").Deserialize<int?>());
    }

    [Fact]
    public async Task R52_adjustments_asked_for_at_hiring_are_read_by_officers_only_and_each_look_is_on_record()
    {
        var list = await service.PublishListAsync(80m, 50m);
        var who = list.Candidates[0];
        var path = $"candidacies/{who.CandidacyId}/workplace-adjustments";
        (await service.AsCandidateAsync(who, "PUT", "workplace-adjustments", new { wanted = "Een hoger bureau." })).Is(HttpStatusCode.OK);
        (await service.AsCandidateAsync(who, "PUT", "workplace-adjustments", new { wanted = "Een hoger bureau en een parkeerplaats." })).Is(HttpStatusCode.OK);
        (await service.AsCandidateAsync(list.Candidates[1], "PUT", "workplace-adjustments", new { wanted = "Iets." })).IsRefused("R52", "not-suitable");

        var read = (await service.AsOfficerAsync("GET", path)).Is(HttpStatusCode.OK);

        Assert.Equal("Een hoger bureau en een parkeerplaats.", read.Text("wanted"));
        (await service.AsAuthorityAsync("GET", path)).Is(HttpStatusCode.Forbidden);
        await using var db = service.NewDb();
        Assert.True(await db.Records.AnyAsync(r => r.EntityId == who.CandidacyId && r.Action == "adjustments.read" && r.Actor == "officer-7"));
        Assert.DoesNotContain("bureau", (await service.AsAuthorityAsync("GET", $"vacancies/{list.VacancyId}/succession")).Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R52_an_answer_about_adjustments_is_to_what_was_read_and_the_candidate_is_told()
    {
        var list = await service.PublishListAsync(80m);
        var who = list.Candidates[0];
        var path = $"candidacies/{who.CandidacyId}/workplace-adjustments";
        (await service.AsCandidateAsync(who, "PUT", "workplace-adjustments", new { wanted = "Een hoger bureau." })).Is(HttpStatusCode.OK);
        var read = (await service.AsOfficerAsync("GET", path)).Is(HttpStatusCode.OK);
        (await service.AsCandidateAsync(who, "PUT", "workplace-adjustments", new { wanted = "Een parkeerplaats." })).Is(HttpStatusCode.OK);
        Assert.Equal("stale", (await service.AsOfficerAsync("POST", $"{path}/answer", new { answer = "Het bureau staat klaar." }, read.ETag)).Is(HttpStatusCode.PreconditionFailed).Code);

        var reread = (await service.AsOfficerAsync("GET", path)).Is(HttpStatusCode.OK);
        var answered = (await service.AsOfficerAsync("POST", $"{path}/answer", new { answer = "De plaats is aangevraagd." }, reread.ETag)).Is(HttpStatusCode.OK);
        (await service.AsOfficerAsync("POST", $"{path}/answer", new { answer = "Nog eens." }, answered.ETag)).IsRefused("R52", "request-answered");

        await service.PublishedAsync<AdjustmentsAnswered>(e => e.CandidacyId == who.CandidacyId);
        Assert.Equal("De plaats is aangevraagd.", (await service.AsCandidateAsync(who, "GET", "appointment")).Text("adjustmentsAnswer"));
        var listed = (await service.AsOfficerAsync("GET", $"workplace-adjustments?vacancyId={list.VacancyId}&answered=true")).Is(HttpStatusCode.OK);
        Assert.Equal(who.CandidacyId, Assert.Single(listed.List()).GetProperty("candidacyId").GetGuid());
        Assert.DoesNotContain("parkeerplaats", listed.Body.ToString(), StringComparison.Ordinal);
        // Another wording waits for another answer.
        (await service.AsCandidateAsync(who, "PUT", "workplace-adjustments", new { wanted = "Toch een hoger bureau." })).Is(HttpStatusCode.OK);
        Assert.Empty((await service.AsOfficerAsync("GET", $"workplace-adjustments?vacancyId={list.VacancyId}&answered=true")).List());
    }

    [Fact]
    public async Task R52_a_day_that_is_over_and_checks_that_contradict_themselves_are_told_by_their_fields()
    {
        var list = await service.PublishListAsync(80m);
        var who = list.Candidates[0];
        var path = $"candidacies/{who.CandidacyId}/conditions";

        Assert.NotNull((await service.AppointAsync(who, service.Today().PlusDays(-1))).Is(HttpStatusCode.BadRequest).Fault("startsOn"));
        Assert.NotNull((await service.AppointAsync(who, motivation: " ")).Is(HttpStatusCode.BadRequest).Fault("motivation"));
        Assert.NotNull((await service.AsOfficerAsync("POST", path, new { condition = "Conduct", holds = true, proofOf = service.Today().PlusDays(1), remark = "x" })).Fault("proofOf"));
        Assert.NotNull((await service.AsOfficerAsync("POST", path, new { condition = "Conduct", holds = false, proofOf = service.Today(), remark = "x", from = service.Today() })).Fault("holds"));
        Assert.NotNull((await service.AsOfficerAsync("POST", path, new { condition = "Conduct", holds = true, proofOf = service.Today(), remark = "x", from = service.Today(), until = service.Today().PlusDays(-1) })).Fault("until"));
        Assert.NotNull((await service.AsOfficerAsync("GET", $"{path}?on=morgen")).Fault("on"));
        Assert.NotNull((await service.AsAuthorityAsync("GET", $"vacancies/{list.VacancyId}/succession?on=2026-02-30")).Fault("on"));
        await using var db = service.NewDb();
        Assert.False(await db.ConditionChecks.AnyAsync(c => c.CandidacyId == who.CandidacyId));
    }

    [Fact]
    public async Task R52_nobody_declines_for_somebody_else_and_an_officer_reads_the_succession_page_by_page()
    {
        var list = await service.PublishListAsync(80m, 75m, 72m);
        (await service.CallAsync(Roles.Candidate, list.Candidates[1].Person.Subject, "POST", $"candidacies/{list.Candidates[0].CandidacyId}/decline", new { })).Is(HttpStatusCode.NotFound);
        (await service.CallAsync(Roles.Candidate, list.Candidates[1].Person.Subject, "GET", $"candidacies/{list.Candidates[0].CandidacyId}/appointment")).Is(HttpStatusCode.NotFound);

        var second = await service.AsOfficerAsync("GET", $"vacancies/{list.VacancyId}/succession?page=2&pageSize=2");

        var item = Assert.Single(second.List());
        Assert.Equal((list.Candidates[2].CandidacyId, 3, "Waiting"), (item.GetProperty("candidacyId").GetGuid(), item.GetProperty("rank").GetInt32(), item.GetProperty("turn").GetString()));
        Assert.Equal(("3", "1", 5), (second.Text("total"), second.Text("bestRank"), item.GetProperty("missing").GetArrayLength()));
        var one = await service.AsOfficerAsync("GET", $"vacancies/{list.VacancyId}/succession?candidacyId={list.Candidates[1].CandidacyId}");
        Assert.Equal((list.Candidates[1].CandidacyId, "1"), (Assert.Single(one.List()).GetProperty("candidacyId").GetGuid(), one.Text("total")));
        Assert.Empty((await service.AsOfficerAsync("GET", $"vacancies/{list.VacancyId}/succession?candidacyId={Guid.NewGuid()}")).List());
    }
}
