using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Features;

public sealed class DecidingTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    private static Dossier Foreign()
    {
        var diploma = Samples.Diploma();
        return Samples.Dossier() with { Documents = [diploma with { Diploma = diploma.Diploma! with { Country = "FR", Language = "fr" } }] };
    }

    private static Dossier TooShort() => Samples.Dossier() with { Experiences = [] };

    [Fact]
    public async Task R23_an_officer_decides_as_proposed_and_everybody_hears_of_it()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync());

        using var answer = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("\"2\"", answer.Headers.ETag!.Tag);
        var admitted = await service.PublishedAsync<CandidacyAdmitted>(e => e.CandidacyId == lodged.CandidacyId);
        Assert.Equal((2, Reservation.None, lodged.ClosingDate), (admitted.Version, admitted.Reservation, admitted.ClosingDate));
        Assert.Contains("29 juli 1991", admitted.Motivation, StringComparison.Ordinal);
        await using var db = service.NewDb();
        Assert.True(await db.Records.AnyAsync(r => r.EntityId == lodged.CandidacyId && r.Action == "case.decided" && r.Actor == "officer-1" && r.RuleVersion == 1));
    }

    [Fact]
    public async Task R24_a_refusal_without_a_motivation_is_refused_itself()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync(), TooShort());

        using var silent = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse" });
        using var spoken = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", motivation = "Geen enkele ervaring in de rubriek." });

        Assert.Equal(HttpStatusCode.Conflict, silent.StatusCode);
        Assert.Equal("motivation-for-refusal", await ScreeningFixture.CodeOf(silent));
        Assert.Equal(HttpStatusCode.OK, spoken.StatusCode);
        var refused = await service.PublishedAsync<CandidacyRefused>(e => e.CandidacyId == lodged.CandidacyId);
        Assert.Contains("Geen enkele ervaring in de rubriek.", refused.Motivation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R23_a_departure_without_a_motivation_is_refused()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync(), TooShort());

        using var answer = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });

        Assert.Equal("motivation-for-departure", await ScreeningFixture.CodeOf(answer));
    }

    [Fact]
    public async Task R22_a_foreign_diploma_is_admitted_under_reservation_as_proposed()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync(), Foreign());

        using var answer = await service.DecideAsync(lodged.CandidacyId, new { outcome = "AdmitUnderReservation" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var admitted = await service.PublishedAsync<CandidacyAdmitted>(e => e.CandidacyId == lodged.CandidacyId);
        Assert.Equal(Reservation.Equivalence | Reservation.LanguageTest, admitted.Reservation);
    }

    [Fact]
    public async Task R22_each_reservation_has_its_own_outcome()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync(), Foreign());
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "AdmitUnderReservation" });
        using var officer = service.Officer();
        Task<HttpResponseMessage> DecideAsync(string which, bool lifted, long version, string motivation = "Attest nagekeken.") => service.PostAsync(
            officer, $"cases/{lodged.CandidacyId}/reservations/{which}/decision",
            new { lifted, motivation, proof = lifted ? new { kind = "Other", date = "2025-09-01", issuer = "Selor" } : null }, version);

        using var silent = await DecideAsync("Equivalence", lifted: true, 2, motivation: " ");
        using var stale = await DecideAsync("Equivalence", lifted: true, 1);
        using var lifted = await DecideAsync("Equivalence", lifted: true, 2);
        using var again = await DecideAsync("Equivalence", lifted: true, 3);
        using var confirmed = await DecideAsync("LanguageTest", lifted: false, 3);
        using var unknown = await DecideAsync("None", lifted: true, 4);
        using var both = await DecideAsync("3", lifted: true, 4);

        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal(HttpStatusCode.OK, lifted.StatusCode);
        Assert.Equal("reservation-lifted", await ScreeningFixture.CodeOf(again));
        Assert.Equal("LanguageTest", (await confirmed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("openReservation").GetString());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, both.StatusCode);
        var told = await service.PublishedAsync<ReservationDecided>(e => e.CandidacyId == lodged.CandidacyId && e.Lifted);
        Assert.Equal((Reservation.Equivalence, 3), (told.Decided, told.Version));
        Assert.False((await service.PublishedAsync<ReservationDecided>(e => e.CandidacyId == lodged.CandidacyId && e.Version == 4)).Lifted);
    }

    [Fact]
    public async Task R22_a_reservation_is_lifted_on_a_proof_only_which_is_kept_shown_and_told()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync(), Foreign());
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "AdmitUnderReservation" });
        using var officer = service.Officer();
        var document = Guid.CreateVersion7();
        Task<HttpResponseMessage> LiftAsync(object? proof) => service.PostAsync(
            officer, $"cases/{lodged.CandidacyId}/reservations/Equivalence/decision", new { lifted = true, motivation = "Nagekeken.", proof }, 2);

        using var without = await LiftAsync(null);
        using var unfit = await LiftAsync(new { kind = "LanguageCertificate", date = "2025-09-01", issuer = "Selor" });
        using var toCome = await LiftAsync(new { kind = "EquivalenceDecision", date = "2025-09-03", issuer = "NARIC" });
        using var unknown = await LiftAsync(new { kind = "Rumour", date = "2025-09-01", issuer = "NARIC" });
        using var today = await LiftAsync(new { kind = "EquivalenceDecision", date = "2025-09-02", issuer = " NARIC-Vlaanderen ", reference = "2025/1234", documentVersionId = document });

        Assert.All([without, unfit, toCome, unknown], a => Assert.Equal(HttpStatusCode.BadRequest, a.StatusCode));
        Assert.True((await without.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("proof", out _));
        Assert.True((await toCome.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("proof.date", out _));
        Assert.Equal(HttpStatusCode.OK, today.StatusCode);
        Assert.Equal(
            "Het voorbehoud over de gelijkwaardigheid van het diploma wordt opgeheven.\nBewijs: de gelijkwaardigheidsbeslissing van 2\u00a0september 2025 (NARIC-Vlaanderen, 2025/1234).\nNagekeken.",
            (await service.PublishedAsync<ReservationDecided>(e => e.CandidacyId == lodged.CandidacyId)).Motivation);
        var proof = (await service.GetAsync($"cases/{lodged.CandidacyId}")).GetProperty("reservationDecisions")[0].GetProperty("proof");
        Assert.Equal(
            ("EquivalenceDecision", "2025-09-02", "NARIC-Vlaanderen", document),
            (proof.GetProperty("kind").GetString(), proof.GetProperty("date").GetString(), proof.GetProperty("issuer").GetString(), proof.GetProperty("documentVersionId").GetGuid()));
        await using var db = service.NewDb();
        Assert.DoesNotContain("NARIC", (await db.Records.SingleAsync(r => r.EntityId == lodged.CandidacyId && r.Action == "reservation.decided")).Details, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PostgresException>(() => db.ReservationDecisions.ExecuteUpdateAsync(r => r.SetProperty(x => x.ProofIssuer, "somebody else")));
    }

    [Fact]
    public async Task R22_a_confirmed_reservation_is_lifted_later_and_a_lifted_one_is_neither_confirmed_nor_lifted_again()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync(), Foreign());
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "AdmitUnderReservation" });
        using var officer = service.Officer();
        Task<HttpResponseMessage> DecideAsync(bool lifted, long version) => service.PostAsync(
            officer, $"cases/{lodged.CandidacyId}/reservations/LanguageTest/decision",
            new { lifted, motivation = "Uitslag van de test.", proof = new { kind = "LanguageCertificate", date = "2025-09-01", issuer = "Selor" } }, version);

        using var confirmed = await DecideAsync(lifted: false, 2);
        using var again = await DecideAsync(lifted: false, 3);
        using var lifted = await DecideAsync(lifted: true, 3);
        using var back = await DecideAsync(lifted: false, 4);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.Conflict], new[] { confirmed, again, lifted, back }.Select(a => a.StatusCode));
        Assert.Equal("reservation-confirmed", await ScreeningFixture.CodeOf(again));
        Assert.Equal("reservation-lifted", await ScreeningFixture.CodeOf(back));
        Assert.Equal((Reservation.LanguageTest, Reservation.None), ((await service.ReadAsync(lodged.CandidacyId)).Lifted, (await service.ReadAsync(lodged.CandidacyId)).Confirmed));
    }

    [Fact]
    public async Task R22_of_two_officers_who_decide_on_a_reservation_at_once_one_is_told()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync(), Foreign());
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "AdmitUnderReservation" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            using var officer = service.Officer($"officer-{i}");
            return await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reservations/Equivalence/decision", new { lifted = false, motivation = $"Niet erkend {i}." }, 2);
        }));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task R24_a_refusal_ends_the_procedure_for_the_candidate_and_nothing_but_reopening_changes_it()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync(), TooShort());
        using var refused = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", motivation = "Geen ervaring." });
        using var again = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit", motivation = "Toch wel." }, ifMatch: 2);
        using var officer = service.Officer();
        using var reservation = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reservations/Equivalence/decision", new { lifted = false, motivation = "Neen." }, 2);

        Assert.Equal("case-decided", await ScreeningFixture.CodeOf(again));
        Assert.Equal("reservation-none", await ScreeningFixture.CodeOf(reservation));
        await service.OutboxEmptyAsync();
        Assert.DoesNotContain(service.Published<CandidacyAdmitted>(), e => e.CandidacyId == lodged.CandidacyId);
    }

    [Fact]
    public async Task R23_an_open_case_is_not_reopened_and_a_reason_is_needed()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync());
        using var officer = service.Officer();
        using var open = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = "Beroep" }, 1);
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });
        using var silent = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = " " }, 2);
        using var stale = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = "Beroep" }, 1);

        Assert.Equal("case-open", await ScreeningFixture.CodeOf(open));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.PreconditionFailed), (silent.StatusCode, stale.StatusCode));
    }

    [Fact]
    public async Task R23_reopening_drops_nothing_of_what_was_decided_on_the_reservations()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync(), Foreign());
        using var officer = service.Officer();
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "AdmitUnderReservation" });
        using var confirmed = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reservations/Equivalence/decision", new { lifted = false, motivation = "Niet erkend." }, 2);
        using var reopened = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = "Beroep" }, 3);
        using var again = await service.DecideAsync(lodged.CandidacyId, new { outcome = "AdmitUnderReservation" }, ifMatch: 4);

        var details = await service.GetAsync($"cases/{lodged.CandidacyId}");
        Assert.Equal((2, 1, 1), (details.GetProperty("decisions").GetArrayLength(), details.GetProperty("reservationDecisions").GetArrayLength(), details.GetProperty("reopenings").GetArrayLength()));
        // The new decision makes its reservations anew: nothing is decided on them yet.
        Assert.Equal("Equivalence, LanguageTest", details.GetProperty("openReservation").GetString());
        Assert.Equal(Reservation.None, (await service.ReadAsync(lodged.CandidacyId)).Confirmed);
    }

    [Fact]
    public async Task R23_a_reopened_case_is_decided_anew_and_the_old_decision_stays()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync(), TooShort());
        using var first = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", motivation = "Te kort." });
        using var officer = service.Officer();

        using var reopened = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = "Beroep" }, 2);
        using var second = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit", motivation = "De stukken zijn bewezen." }, ifMatch: 3);

        Assert.Equal(HttpStatusCode.OK, reopened.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal("Beroep", (await service.PublishedAsync<ScreeningReopened>(e => e.CandidacyId == lodged.CandidacyId)).Reason);
        var details = await officer.GetFromJsonAsync<JsonElement>($"/api/screening/cases/{lodged.CandidacyId}");
        Assert.Equal(["Refuse", "Admit"], details.GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("outcome").GetString()!).ToArray());
        Assert.Equal("Beroep", details.GetProperty("reopenings")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task R23_a_decision_on_record_cannot_be_changed_even_in_the_database()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync());
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });

        await using var db = service.NewDb();
        await Assert.ThrowsAsync<PostgresException>(() => db.Decisions.Where(d => d.CandidacyId == lodged.CandidacyId).ExecuteDeleteAsync());
        await Assert.ThrowsAsync<PostgresException>(() => db.Records.ExecuteUpdateAsync(r => r.SetProperty(x => x.Actor, "somebody else")));
    }

    [Fact]
    public async Task R17_of_two_officers_at_once_one_decides_and_the_other_is_told()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" }, officer: $"officer-{i}")));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed));
        await service.OutboxEmptyAsync();
        Assert.Single(service.Published<CandidacyAdmitted>(), e => e.CandidacyId == lodged.CandidacyId);
    }

    [Fact]
    public async Task A_decision_needs_the_version_it_was_made_on_and_an_outcome_that_exists()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync());
        using var officer = service.Officer();

        using var without = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/decision", new { outcome = "Admit" });
        using var unknown = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Perhaps" });
        using var number = await service.DecideAsync(lodged.CandidacyId, new { outcome = 0 });
        using var more = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit", by = "me" });
        using var tooLong = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit", motivation = new string('a', 10_001) });
        using var unreadable = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit", motivation = "Half\u0000" });
        using var nobody = await service.DecideAsync(Guid.NewGuid(), new { outcome = "Admit" });

        Assert.Equal(HttpStatusCode.PreconditionRequired, without.StatusCode);
        Assert.All([unknown, number, more, tooLong, unreadable], a => Assert.Equal(HttpStatusCode.BadRequest, a.StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        Assert.Equal(CaseState.Open, (await service.ReadAsync(lodged.CandidacyId)).State);
    }

    [Theory]
    [InlineData("GET", "cases")]
    [InlineData("GET", "cases/{0}")]
    [InlineData("POST", "cases/{0}/decision")]
    [InlineData("POST", "cases/{0}/reopen")]
    [InlineData("POST", "cases/{0}/reservations/Equivalence/decision")]
    [InlineData("POST", "cases/search")]
    [InlineData("POST", "cases/{0}/rulings")]
    [InlineData("PUT", "cases/{0}/claim")]
    [InlineData("DELETE", "cases/{0}/claim")]
    [InlineData("POST", "cases/{0}/claim/take-over")]
    [InlineData("GET", "cases/{0}/text-blocks")]
    [InlineData("GET", "text-blocks")]
    [InlineData("POST", "text-blocks")]
    [InlineData("PUT", "text-blocks/{0}")]
    [InlineData("POST", "text-blocks/{0}/retire")]
    [InlineData("POST", "vacancies/{0}/claim-next")]
    [InlineData("POST", "vacancies/{0}/acceptance-previews")]
    [InlineData("GET", "vacancies/{0}/acceptance-previews/{0}")]
    [InlineData("POST", "vacancies/{0}/accept-proposals")]
    [InlineData("GET", "vacancies/{0}/decisions/export")]
    [InlineData("GET", "vacancies/{0}/progress")]
    public async Task Only_officers_come_in(string method, string path)
    {
        var address = $"/api/screening/{path.Replace("{0}", Guid.NewGuid().ToString(), StringComparison.Ordinal)}";
        foreach (var role in Roles.All.Where(r => r is not Roles.SelectionOfficer && !(r is Roles.Auditor && IsAuditors(method, path))))
        {
            using var client = service.As(role, "someone");
            using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = method is "POST" or "PUT" ? JsonContent.Create(new { }) : null };
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using var anonymous = service.Anonymous();
        using var unknown = await anonymous.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    /// <summary>Auditors read decisions; blocks and previews are for those who decide.</summary>
    private static bool IsAuditors(string method, string path) =>
        (method == "GET" && !path.Contains("text-blocks", StringComparison.Ordinal) && !path.Contains("previews", StringComparison.Ordinal)) || path == "cases/search";
}
