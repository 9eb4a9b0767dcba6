using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Documents;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class AccommodationTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R39_a_candidate_asks_an_officer_takes_it_and_grants_and_everybody_hears_the_measures_only()
    {
        var candidate = await AdmittedAsync();
        var asked = (await service.AskAsync(candidate, Requests.Ask(measures: ["separate-room", "extra-time:30"]))).Is(HttpStatusCode.Created);
        Assert.Equal(("Asked", false, true), (asked["state"].GetString(), asked["late"].GetBoolean(), asked["mayChange"].GetBoolean()));
        Assert.Equal(["extra-time:30", "separate-room"], asked["reason"].GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("code").GetString()));

        var requestId = asked["requestId"].GetGuid();
        var taken = (await service.ByAsync("officer-1", HttpMethod.Post, $"accommodations/{requestId}/take")).Is(HttpStatusCode.OK);
        var read = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations/{requestId}")).Is(HttpStatusCode.OK);
        Assert.Equal(("LearningDisorder", Requests.Secret), (read["reason"].GetProperty("ground").GetString(), read["reason"].GetProperty("text").GetString()));
        Assert.Equal(taken.Version, read.Version);
        var decided = (await service.DecideAsync(requestId, read.Version, grant: true, ["extra-time:30", "separate-room"])).Is(HttpStatusCode.OK);
        Assert.Equal(("Granted", 1), (decided["state"].GetString(), decided["number"].GetInt32()));

        var told = await service.PublishedAsync<AccommodationDecided>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.True(told.Granted);
        Assert.Equal(["extra-time:30", "separate-room"], told.Measures);
        Assert.Equal((await service.ReadAsync(candidate)).Version, told.Version);
        var own = (await service.OfAsync(candidate, HttpMethod.Get, "accommodation")).Is(HttpStatusCode.OK);
        Assert.Equal(("Granted", false), (own["state"].GetString(), own["mayChange"].GetBoolean()));
        Assert.Equal("30 extra minutes", own["decisions"][0].GetProperty("measures")[0].GetProperty("text").GetString());
        Assert.Equal(
            [("accommodation.asked", candidate.Subject), ("accommodation.taken", "officer-1"), ("accommodation.reason-read", "officer-1"), ("accommodation.decided", "officer-1")],
            await service.RecordAsync(requestId));
    }

    [Fact]
    public async Task R6_attests_of_exactly_8_MiB_are_kept_and_come_back_byte_for_byte()
    {
        var candidate = await AdmittedAsync();
        var contents = Enumerable.Range(0, 3).Select(i => Requests.Attest(i == 0 ? FileFormats.MaxSize : 150_000 + i)).ToList();
        Random.Shared.NextBytes(contents[1].AsSpan(20, contents[1].Length - 40));
        var asked = (await service.AskAsync(candidate, null, [.. contents.Select((c, i) => ($"attest-{i}.pdf", c))])).Is(HttpStatusCode.Created);
        var attests = asked["reason"].GetProperty("attests").EnumerateArray().ToList();
        Assert.Equal(["attest-0.pdf", "attest-1.pdf", "attest-2.pdf"], attests.Select(a => a.GetProperty("fileName").GetString()).Order());
        using var client = service.Of(candidate);
        foreach (var attest in attests)
        {
            var back = (await client.SendAsync(HttpMethod.Get, $"documents/{attest.GetProperty("documentId").GetGuid()}/content")).Is(HttpStatusCode.OK);
            Assert.Contains(contents, c => c.AsSpan().SequenceEqual(back.Bytes));
        }

        using var part = new HttpRequestMessage(HttpMethod.Get, $"/api/assessment/documents/{attests[1].GetProperty("documentId").GetGuid()}/content");
        part.Headers.Range = new(65_000, 66_999);
        using var ranged = await client.SendAsync(part);
        Assert.Equal((HttpStatusCode.PartialContent, 2_000), (ranged.StatusCode, (await ranged.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task R6_R39_what_is_no_attest_is_refused_with_the_reason_and_nothing_of_it_is_kept()
    {
        var candidate = await AdmittedAsync();
        var before = await service.KeptAsync();
        (string Name, byte[] Content) good = ("a.pdf", Files.Pdf(70_000));

        (await service.AskAsync(candidate, null, ("a.pdf", Files.Pdf(FileFormats.MaxSize + 1)))).IsRefused(HttpStatusCode.RequestEntityTooLarge, "R6", "document-too-large");
        (await service.AskAsync(candidate, null, good, ("b.jpg", Files.Pdf()))).IsRefused(HttpStatusCode.UnprocessableEntity, "R6", "document-mislabelled");
        (await service.AskAsync(candidate, null, good, ("b.exe", Files.Pdf()))).IsRefused(HttpStatusCode.UnprocessableEntity, "R6", "document-extension");
        (await service.AskAsync(candidate, null, ("a.pdf", [.. "MZ"u8, .. new byte[100]]))).IsRefused(HttpStatusCode.UnprocessableEntity, "R6", "document-executable");
        (await service.AskAsync(candidate, null, good, good, good, good)).IsInvalid("file");
        (await service.OfAsync(candidate, HttpMethod.Post, "accommodation", Requests.Form(Requests.Ask()))).IsInvalid("file");
        (await service.AskAsync(candidate, new { ground = "Moody", measures = Array.Empty<string>() }, good)).IsInvalid("metadata.ground");
        (await service.AskAsync(candidate, Requests.Ask(measures: ["extra-time:1", "extra-time:30", "extra-time:45"]), good)).IsInvalid("metadata.measures[0]", "metadata.measures[2]");
        (await service.AskAsync(candidate, Requests.Ask(keepDocuments: [Guid.NewGuid()]), good)).IsInvalid("metadata.keepDocuments");

        Assert.Equal(before, await service.KeptAsync());
        (await service.OfAsync(candidate, HttpMethod.Get, "accommodation")).Is(HttpStatusCode.NotFound);
        (await service.OfAsync(candidate, HttpMethod.Post, "accommodation", Requests.Form(Requests.Ask("Breastfeeding", ["private-break:30:2"])))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task R39_a_double_click_makes_one_request()
    {
        var candidate = await AdmittedAsync();
        var before = await service.KeptAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => service.AskAsync(candidate, null, ("a.pdf", Files.Pdf(100_000)))));
        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => a.IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-open"));
        Assert.Equal((before.Chunks + 2, 0), await service.KeptAsync());
    }

    [Fact]
    public async Task R39_one_asks_for_ones_own_candidacy_that_goes_on()
    {
        var vacancyId = await service.VacancyAsync();
        var (candidate, other) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        (await service.AskAsync(other with { CandidacyId = candidate.CandidacyId })).Is(HttpStatusCode.NotFound);
        (await service.OfAsync(other with { CandidacyId = candidate.CandidacyId }, HttpMethod.Delete, "accommodation")).Is(HttpStatusCode.NotFound);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(candidate.CandidacyId, vacancyId, candidate.PersonId, 9, service.Clock.GetCurrentInstant()));
        (await service.AskAsync(candidate)).IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-over");

        using var officer = service.Officer();
        (await officer.SendAsync(HttpMethod.Post, "ledger/import", new
        {
            entries = new[] { new { personId = other.PersonId, kind = "EarlierPass", levelGroup = "L3", from = AssessmentFixture.Text(service.Today.PlusMonths(-3)), until = (string?)null, source = "ANG1" } },
        })).Is(HttpStatusCode.OK);
        Assert.Equal(Standing.Exempted, (await service.ReadAsync(other)).Standing);
        // The committee carries measures out too.
        await service.GrantedAsync(other, "extra-time:30");
    }

    [Fact]
    public async Task R39_a_late_request_is_taken_and_marked()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 30);
        var (early, late) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.BookAsync(early, session);
        await service.BookAsync(late, session);
        var tooLate = WorkingDays.HelpEndsAt(session.StartsAt, ClosingDays.None);
        service.MoveTo(tooLate - Duration.FromMilliseconds(1));
        Assert.False((await service.AskAsync(early)).Is(HttpStatusCode.Created)["late"].GetBoolean());
        service.MoveTo(tooLate);
        Assert.True((await service.AskAsync(late)).Is(HttpStatusCode.Created)["late"].GetBoolean());

        var listed = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations?vacancyId={vacancyId}&late=true")).Is(HttpStatusCode.OK);
        Assert.Equal(late.CandidacyId, Assert.Single(listed.Items).GetProperty("candidacyId").GetGuid());
        var counts = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations/counts?vacancyId={vacancyId}")).Is(HttpStatusCode.OK);
        Assert.Equal((2, 1, 0), (counts["byState"].GetProperty("Asked").GetInt32(), counts["lateAndOpen"].GetInt32(), counts["mineAndOpen"].GetInt32()));
    }

    [Fact]
    public async Task R39_of_officers_who_take_a_request_at_once_one_decides()
    {
        var requestId = (await service.AskAsync(await AdmittedAsync())).Is(HttpStatusCode.Created)["requestId"].GetGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => service.ByAsync($"officer-{i}", HttpMethod.Post, $"accommodations/{requestId}/take")));
        var winner = Assert.Single(answers, a => a.Status == 200)["decidingOfficer"].GetString();
        foreach (var lost in answers.Where(a => a.Status != 200))
            Assert.Equal(winner, lost.IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-taken")["decidingOfficer"].GetString());
        // The same one again changes nothing.
        (await service.ByAsync(winner!, HttpMethod.Post, $"accommodations/{requestId}/take")).Is(HttpStatusCode.OK);
        Assert.Equal(["accommodation.asked", "accommodation.taken"], (await service.RecordAsync(requestId)).Select(r => r.Action));
    }

    [Fact]
    public async Task R39_the_attest_is_readable_by_the_deciding_officer_only_and_each_opening_is_on_record()
    {
        var candidate = await AdmittedAsync();
        var asked = (await service.AskAsync(candidate)).Is(HttpStatusCode.Created);
        var (requestId, documentId) = (asked["requestId"].GetGuid(), asked["reason"].GetProperty("attests")[0].GetProperty("documentId").GetGuid());
        var content = $"documents/{documentId}/content";

        // Nobody's yet: no officer knows why.
        (await service.ByAsync("officer-1", HttpMethod.Get, content)).Is(HttpStatusCode.NotFound);
        await SeesNoReasonAsync("officer-1", requestId);
        await service.ByAsync("officer-1", HttpMethod.Post, $"accommodations/{requestId}/take");
        Assert.Equal(Requests.Attest(), (await service.ByAsync("officer-1", HttpMethod.Get, content)).Is(HttpStatusCode.OK).Bytes);
        (await service.ByAsync("officer-2", HttpMethod.Get, content)).Is(HttpStatusCode.NotFound);
        var seen = await SeesNoReasonAsync("officer-2", requestId);
        Assert.Equal(("Taken", "officer-1", false), (seen["state"].GetString(), seen["decidingOfficer"].GetString(), seen["isMine"].GetBoolean()));
        using (var stranger = service.Of(await AdmittedAsync())) (await stranger.SendAsync(HttpMethod.Get, content)).Is(HttpStatusCode.NotFound);

        // The owner's own looks are nobody's business.
        using (var own = service.Of(candidate)) (await own.SendAsync(HttpMethod.Get, content)).Is(HttpStatusCode.OK);
        await service.ByAsync("officer-1", HttpMethod.Get, content);
        Assert.Equal(["accommodation.attest-opened", "accommodation.attest-opened"], (await service.RecordAsync(requestId)).Select(r => r.Action).Where(a => a.EndsWith("opened", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task R39_who_takes_a_request_over_gives_a_reason_and_the_one_before_loses_access()
    {
        var candidate = await AdmittedAsync();
        var (requestId, version) = await service.TakenAsync(candidate);
        var documentId = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations/{requestId}"))["reason"].GetProperty("attests")[0].GetProperty("documentId").GetGuid();

        (await TakeOverAsync("officer-2", " ", version)).IsInvalid("reason");
        (await TakeOverAsync("officer-2", "Ziek.", version + 1)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await TakeOverAsync("officer-1", "Ziek.", version)).IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-yours");
        var over = (await TakeOverAsync("officer-2", "De collega is langdurig afwezig.", version)).Is(HttpStatusCode.OK);

        await SeesNoReasonAsync("officer-1", requestId);
        (await service.ByAsync("officer-1", HttpMethod.Get, $"documents/{documentId}/content")).Is(HttpStatusCode.NotFound);
        (await service.DecideAsync(requestId, over.Version, grant: true, ["extra-time:30"])).IsRefused(HttpStatusCode.Forbidden, "R39", "accommodation-not-yours");
        (await service.ByAsync("officer-2", HttpMethod.Get, $"documents/{documentId}/content")).Is(HttpStatusCode.OK);
        (await service.DecideAsync(requestId, over.Version, grant: true, ["extra-time:30"], officer: "officer-2")).Is(HttpStatusCode.OK);
        await using var db = service.NewDb();
        var entry = await db.Records.SingleAsync(r => r.EntityId == requestId && r.Action == "accommodation.taken-over");
        Assert.Contains("officer-1", entry.Details, StringComparison.Ordinal);
        Assert.NotEmpty(entry.PersonText!);

        Task<Answer> TakeOverAsync(string officer, string reason, long seen) => service.ByAsync(officer, HttpMethod.Post, $"accommodations/{requestId}/take-over", new { reason }, seen);
    }

    [Fact]
    public async Task R39_a_decision_is_made_by_who_took_it_on_what_they_saw_with_its_reasons()
    {
        var candidate = await AdmittedAsync();
        var requestId = (await service.AskAsync(candidate)).Is(HttpStatusCode.Created)["requestId"].GetGuid();
        (await service.DecideAsync(requestId, 1, grant: true, ["extra-time:30"])).IsRefused(HttpStatusCode.Forbidden, "R39", "accommodation-not-taken");
        var version = (await service.ByAsync("officer-1", HttpMethod.Post, $"accommodations/{requestId}/take")).Version;
        (await service.ByAsync("officer-1", HttpMethod.Post, $"accommodations/{requestId}/decision", new { grant = true, measures = new[] { "companion" } })).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
        (await service.DecideAsync(requestId, version - 1, grant: true, ["extra-time:30"])).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await service.DecideAsync(requestId, version, grant: true, ["coffee", "companion"])).IsInvalid("measures[0]");
        (await service.DecideAsync(requestId, version, grant: true, [])).IsInvalid("measures");
        (await service.DecideAsync(requestId, version, grant: false, ["companion"])).IsInvalid("measures");
        (await service.DecideAsync(requestId, version, grant: false, [])).IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-motivation");
        (await service.DecideAsync(requestId, version, grant: true, ["companion"])).IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-motivation");
        await service.OutboxEmptyAsync();
        Assert.DoesNotContain(service.Published<AccommodationDecided>(), e => e.CandidacyId == candidate.CandidacyId);

        var refused = (await service.DecideAsync(requestId, version, grant: false, [], "Het attest is niet ondertekend.")).Is(HttpStatusCode.OK);
        Assert.Equal("Refused", refused["state"].GetString());
        Assert.False((await service.PublishedAsync<AccommodationDecided>(e => e.CandidacyId == candidate.CandidacyId)).Granted);
        var own = (await service.OfAsync(candidate, HttpMethod.Get, "accommodation")).Is(HttpStatusCode.OK);
        Assert.Equal("Het attest is niet ondertekend.", own["decisions"][0].GetProperty("motivation").GetString());
        Assert.Equal(AssessmentFixture.Text(service.Today.PlusDays(60)), own["annulmentUntil"].GetString());
    }

    [Fact]
    public async Task R39_a_decision_is_revised_with_a_reason_and_the_earlier_one_stays_on_file()
    {
        var candidate = await AdmittedAsync();
        var (requestId, version) = await service.TakenAsync(candidate);
        var first = (await service.DecideAsync(requestId, version, grant: true, ["separate-room"], "Meer tijd is niet nodig.")).Is(HttpStatusCode.OK);
        Assert.Equal("GrantedOtherwise", first["state"].GetString());
        (await service.DecideAsync(requestId, first.Version, grant: true, ["extra-time:30"])).IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-revision-reason");
        var second = (await service.DecideAsync(requestId, first.Version, grant: true, ["extra-time:30"], revisionReason: "Een nieuw attest kwam binnen.")).Is(HttpStatusCode.OK);
        var third = (await service.DecideAsync(requestId, second.Version, grant: false, [], "Het attest bleek vals.", "Onderzoek van het attest.")).Is(HttpStatusCode.OK);
        Assert.Equal(("Refused", 3, 0), (third["state"].GetString(), third["number"].GetInt32(), third["inForce"].GetArrayLength()));

        await service.OutboxEmptyAsync();
        await service.EventuallyAsync(() => Task.FromResult(service.Published<AccommodationDecided>().Count(e => e.CandidacyId == candidate.CandidacyId) == 3));
        var told = service.Published<AccommodationDecided>().Where(e => e.CandidacyId == candidate.CandidacyId).OrderBy(e => e.Version).ToList();
        Assert.Equal(["separate-room|True", "extra-time:30|True", "|False"], told.Select(e => $"{string.Join(' ', e.Measures)}|{e.Granted}"));
        Assert.Equal(3, told.Select(e => e.Version).Distinct().Count());
        var own = (await service.OfAsync(candidate, HttpMethod.Get, "accommodation")).Is(HttpStatusCode.OK)["decisions"].EnumerateArray().ToList();
        Assert.Equal(["GrantedOtherwise", "Granted", "Refused"], own.Select(d => d.GetProperty("outcome").GetString()));
        Assert.Equal([null, "Een nieuw attest kwam binnen.", "Onderzoek van het attest."], own.Select(d => d.GetProperty("revisionReason").GetString()));
        await using var db = service.NewDb();
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlAsync($"update accommodation_decisions set outcome = 'Granted' where request_id = {requestId}"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlAsync($"delete from accommodation_decisions where request_id = {requestId}"));
    }

    [Fact]
    public async Task R39_a_second_request_that_is_refused_leaves_what_the_first_was_granted()
    {
        var candidate = await AdmittedAsync();
        var first = await service.GrantedAsync(candidate, "extra-time:30");
        service.Clock.AdvanceMinutes(1);
        var (second, version) = await service.TakenAsync(candidate, ask: Requests.Ask(measures: ["companion"]));
        var refused = (await service.DecideAsync(second, version, grant: false, [], "Niet nodig.")).Is(HttpStatusCode.OK);
        Assert.Equal("extra-time:30", Assert.Single(refused["inForce"].EnumerateArray()).GetProperty("code").GetString());
        var told = await service.PublishedAsync<AccommodationDecided>(e => e.CandidacyId == candidate.CandidacyId && !e.Granted);
        Assert.Equal(["extra-time:30"], told.Measures);

        var own = (await service.OfAsync(candidate, HttpMethod.Get, "accommodation")).Is(HttpStatusCode.OK);
        Assert.Equal(("Refused", "extra-time:30"), (own["state"].GetString(), own["inForce"][0].GetProperty("code").GetString()));
        Assert.Equal(first, Assert.Single(own["earlier"].EnumerateArray()).GetProperty("requestId").GetGuid());
        Assert.Equal("Granted", (await service.OfAsync(candidate, HttpMethod.Get, $"accommodation?requestId={first}")).Is(HttpStatusCode.OK)["state"].GetString());

        // Revised into a refusal, the first takes its measures with it.
        var version1 = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations/{first}")).Version;
        Assert.Equal(0, (await service.DecideAsync(first, version1, grant: false, [], "Omdat.", "Omdat.")).Is(HttpStatusCode.OK)["inForce"].GetArrayLength());
    }

    [Fact]
    public async Task R39_of_a_decision_and_a_withdrawal_at_once_one_stands_and_the_other_is_told()
    {
        var vacancyId = await service.VacancyAsync();
        for (var round = 0; round < 6; round++)
        {
            var candidate = await service.AdmitAsync(vacancyId);
            var (requestId, version) = await service.TakenAsync(candidate);
            var (decide, withdraw) = (service.DecideAsync(requestId, version, grant: true, ["extra-time:30"]), service.OfAsync(candidate, HttpMethod.Delete, "accommodation"));
            await Task.WhenAll(decide, withdraw);
            var state = (await service.OfAsync(candidate, HttpMethod.Get, "accommodation")).Is(HttpStatusCode.OK)["state"].GetString();
            if ((await decide).Status == 200)
            {
                (await withdraw).IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-none-open");
                Assert.Equal("Granted", state);
            }
            else
            {
                (await decide).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
                (await withdraw).Is(HttpStatusCode.NoContent);
                Assert.Equal("Withdrawn", state);
            }
        }
    }

    [Fact]
    public async Task R39_a_withdrawn_request_leaves_no_reason_and_no_attest_and_one_may_ask_again()
    {
        var candidate = await AdmittedAsync();
        var before = await service.KeptAsync();
        var (requestId, version) = await service.TakenAsync(candidate);
        (await service.OfAsync(candidate, HttpMethod.Delete, "accommodation")).Is(HttpStatusCode.NoContent);
        Assert.Equal(before, await service.KeptAsync());
        await using (var db = service.NewDb()) Assert.Null((await db.Accommodations.SingleAsync(r => r.RequestId == requestId)).Reason);
        (await service.DecideAsync(requestId, version + 1, grant: true, ["companion"])).IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-withdrawn");
        (await service.OfAsync(candidate, HttpMethod.Delete, "accommodation")).IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-none-open");
        service.Clock.AdvanceMinutes(1);
        (await service.AskAsync(candidate)).Is(HttpStatusCode.Created);
        Assert.Equal("Asked", (await service.OfAsync(candidate, HttpMethod.Get, "accommodation"))["state"].GetString());
    }

    [Fact]
    public async Task R39_a_request_is_changed_until_it_is_decided_and_no_decision_is_made_on_what_was_not_seen()
    {
        var candidate = await AdmittedAsync();
        var (requestId, seen) = await service.TakenAsync(candidate);
        var first = (await service.OfAsync(candidate, HttpMethod.Get, "accommodation"))["reason"].GetProperty("attests")[0].GetProperty("documentId").GetGuid();
        (await ChangeAsync(Requests.Ask(keepDocuments: [first]), seen - 1)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await ChangeAsync(Requests.Ask(keepDocuments: [Guid.NewGuid()]), seen)).IsInvalid("metadata.keepDocuments");
        (await ChangeAsync(Requests.Ask(), seen)).IsInvalid("file");
        (await ChangeAsync(Requests.Ask(keepDocuments: [first]), seen, ("b.pdf", Files.Pdf()), ("c.pdf", Files.Pdf()), ("d.pdf", Files.Pdf()))).IsInvalid("file");
        var kept = await service.KeptAsync();

        var changed = (await ChangeAsync(Requests.Ask("Illness", ["companion"], "Nieuw.", [first]), seen, ("b.pdf", Files.Pdf()))).Is(HttpStatusCode.OK);
        Assert.Equal((kept.Chunks + 1, 0), await service.KeptAsync());
        Assert.Equal(("Taken", "Illness", 2), (changed["state"].GetString(), changed["reason"].GetProperty("ground").GetString(), changed["reason"].GetProperty("attests").GetArrayLength()));
        (await service.DecideAsync(requestId, seen, grant: true, ["extra-time:30"])).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        var read = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations/{requestId}")).Is(HttpStatusCode.OK);
        Assert.Equal("Nieuw.", read["reason"].GetProperty("text").GetString());

        // Without the first attest from now on: its content is gone.
        var again = (await ChangeAsync(Requests.Ask("Breastfeeding", ["private-break:30:1"], null), changed.Version)).Is(HttpStatusCode.OK);
        using (var own = service.Of(candidate)) (await own.SendAsync(HttpMethod.Get, $"documents/{first}/content")).Is(HttpStatusCode.NotFound);
        (await service.DecideAsync(requestId, again.Version, grant: true, ["private-break:30:1"])).Is(HttpStatusCode.OK);
        (await ChangeAsync(Requests.Ask("Breastfeeding"), again.Version + 1)).IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-none-open");

        Task<Answer> ChangeAsync(object ask, long ifMatch, params (string, byte[])[] attests) =>
            service.OfAsync(candidate, HttpMethod.Post, "accommodation/change", Requests.Form(ask, attests), ifMatch);
    }

    [Fact]
    public async Task R39_officers_list_requests_by_state_and_who_decides_and_those_of_ended_candidacies_apart()
    {
        var vacancyId = await service.VacancyAsync();
        var candidates = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.AdmitAsync(vacancyId)));
        await service.AskAsync(candidates[0]);
        await service.TakenAsync(candidates[1]);
        await service.TakenAsync(candidates[2], "officer-2");
        await service.AskAsync(candidates[3]);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(candidates[3].CandidacyId, vacancyId, candidates[3].PersonId, 9, service.Clock.GetCurrentInstant()));

        Assert.Equal(3, (await ListAsync("")).Count);
        Assert.Equal([candidates[0].CandidacyId], await ListAsync("&state=Asked"));
        Assert.Equal([candidates[1].CandidacyId], await ListAsync("&mine=true"));
        Assert.Equal(2, (await ListAsync("&mine=false")).Count);
        Assert.Equal([candidates[3].CandidacyId], await ListAsync("&ended=true"));
        Assert.Empty(await ListAsync("&state=Refused"));
        foreach (var sort in new[] { "askedAt", "session", "name", "state" })
        {
            Assert.Equal(3, (await ListAsync($"&sort={sort}")).Count);
            Assert.Equal(3, (await ListAsync($"&sort=-{sort}")).Count);
        }

        (await service.ByAsync("officer-1", HttpMethod.Get, "accommodations?sort=ground")).IsInvalid("sort");
        var page = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations?vacancyId={vacancyId}&page=2&pageSize=2")).Is(HttpStatusCode.OK);
        Assert.Equal((3, 1), (page["total"].GetInt32(), page.Items.Count));
        var decided = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations?vacancyId={vacancyId}&ended=true")).Items[0];
        await service.ByAsync("officer-1", HttpMethod.Post, $"accommodations/{decided.GetProperty("requestId").GetGuid()}/take");
        (await service.DecideAsync(decided.GetProperty("requestId").GetGuid(), 2, grant: true, ["extra-time:30"])).IsRefused(HttpStatusCode.Conflict, "R39", "accommodation-candidacy-ended");

        async Task<IReadOnlyList<Guid>> ListAsync(string filter)
        {
            var answer = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations?vacancyId={vacancyId}{filter}")).Is(HttpStatusCode.OK);
            Assert.DoesNotContain(Requests.Secret, answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("LearningDisorder", answer.Text, StringComparison.Ordinal);
            return [.. answer.Items.Select(i => i.GetProperty("candidacyId").GetGuid())];
        }
    }

    [Fact]
    public async Task R39_the_list_of_measures_is_there_for_whoever_asks_or_decides()
    {
        var candidate = await AdmittedAsync();
        using var client = service.Of(candidate);
        var measures = (await client.SendAsync(HttpMethod.Get, "accommodations/measures", language: "nl")).Is(HttpStatusCode.OK).Json.EnumerateArray().ToList();
        Assert.Equal("extra-time:5..240", measures[0].GetProperty("pattern").GetString());
        Assert.Contains("een schermlezer", measures.SelectMany(m => m.GetProperty("options").EnumerateArray()).Select(o => o.GetProperty("text").GetString()));
        (await service.ByAsync("officer-1", HttpMethod.Get, "accommodations/measures")).Is(HttpStatusCode.OK);
    }

    private async Task<Candidate> AdmittedAsync() => await service.AdmitAsync(await service.VacancyAsync());

    private async Task<Answer> SeesNoReasonAsync(string officer, Guid requestId)
    {
        var read = (await service.ByAsync(officer, HttpMethod.Get, $"accommodations/{requestId}")).Is(HttpStatusCode.OK);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, read["reason"].ValueKind);
        Assert.DoesNotContain(Requests.Secret, read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("LearningDisorder", read.Text, StringComparison.Ordinal);
        return read;
    }
}
