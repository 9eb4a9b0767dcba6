using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Features;

public sealed class AcceptingTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    private static readonly Dossier TooShort = Samples.Dossier() with { Experiences = [] };

    private static Dossier Abroad()
    {
        var diploma = Samples.Diploma();
        return Samples.Dossier() with { Documents = [diploma with { Diploma = diploma.Diploma! with { Country = "NL" } }] };
    }

    private static Dossier MadeEqual()
    {
        var diploma = Samples.Diploma();
        return Samples.Dossier() with { Documents = [diploma with { Diploma = diploma.Diploma! with { Level = DiplomaLevel.Bachelor, MadeEqual = true } }] };
    }

    private static (int Admitted, int Reserved, int Left, int StillOpen) Counts(JsonElement accepted) => (
        accepted.GetProperty("admitted").GetInt32(), accepted.GetProperty("admittedUnderReservation").GetInt32(), accepted.GetProperty("left").GetInt32(), accepted.GetProperty("stillOpen").GetInt32());

    private static string WhyLeft(JsonElement accepted, Guid candidacyId) => accepted.GetProperty("leftCases").EnumerateArray()
        .Single(c => c.GetProperty("candidacyId").GetGuid() == candidacyId).GetProperty("why").GetString()!;

    [Fact]
    public async Task R23_all_undisputed_proposals_are_accepted_at_once_each_with_its_own_motivation_and_no_refusal_is_among_them()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.BurstAsync(vacancyId, 40, i => (i % 4) switch { 0 => Samples.Dossier(), 1 => Abroad(), 2 => TooShort, _ => MadeEqual() });
        using var single = await service.DecideAsync(lodged[0].CandidacyId, new { outcome = "Refuse", motivation = "Afstand gedaan." });

        var preview = await service.PreviewAsync(vacancyId);
        var answer = await service.AcceptAsync(vacancyId, preview);

        Assert.Equal((9, 10, 20), (preview.GetProperty("admit").GetInt32(), preview.GetProperty("admitUnderReservation").GetInt32(), preview.GetProperty("left").GetInt32()));
        Assert.Equal((9, 10, 0, 20), Counts(answer));
        await service.OutboxEmptyAsync();
        await service.EventuallyAsync(() => Task.FromResult(
            service.Published<CandidacyAdmitted>().Count(e => e.VacancyId == vacancyId) == 19
            && service.Published<CandidacyRefused>().Count(e => e.VacancyId == vacancyId) == 1));
        var admitted = service.Published<CandidacyAdmitted>().First(e => e.CandidacyId == lodged[1].CandidacyId);
        Assert.Equal(Reservation.Equivalence, admitted.Reservation);
        Assert.Contains(": 7\u00a0jaar, waar", admitted.Motivation, StringComparison.Ordinal);
        Assert.Contains("29 juli 1991", admitted.Motivation, StringComparison.Ordinal);
        await using var db = service.NewDb();
        Assert.Equal(19, await db.Decisions.CountAsync(d => d.VacancyId == vacancyId && d.AllAtOnce && d.PreviewId == preview.GetProperty("previewId").GetGuid()));
        Assert.False(await db.Decisions.AnyAsync(d => d.VacancyId == vacancyId && d.AllAtOnce && d.Outcome == Screening.Domain.Outcome.Refuse));
        var ids = lodged.Select(l => l.CandidacyId).ToArray();
        Assert.Equal(20, await db.Records.CountAsync(r => ids.Contains(r.EntityId) && r.Action == "case.decided"));
        Assert.Equal((0, 0, 0, 20), Counts(await service.AcceptAsync(vacancyId)));
    }

    [Fact]
    public async Task R23_a_preview_tells_what_would_be_accepted_and_what_is_left_and_why()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.BurstAsync(vacancyId, 8, i => i switch { < 3 => Samples.Dossier(), 3 => Abroad(), 4 => TooShort, 5 => MadeEqual(), _ => Samples.Dossier() });
        using var mine = await service.ClaimAsync(lodged[0].CandidacyId);
        using var others = await service.ClaimAsync(lodged[6].CandidacyId, "officer-2");
        using var both = await service.ClaimAsync(lodged[5].CandidacyId, "officer-2");

        var preview = await service.PreviewAsync(vacancyId);
        var path = $"vacancies/{vacancyId}/acceptance-previews/{preview.GetProperty("previewId").GetGuid()}";
        var left = await service.GetAsync($"{path}?left=true");
        var second = await service.GetAsync($"{path}?page=2&pageSize=3");
        using var stranger = service.Officer("officer-2");
        using var notTheirs = await stranger.GetAsync($"/api/screening/{path}");

        Assert.Equal((4, 1, 3), (preview.GetProperty("admit").GetInt32(), preview.GetProperty("admitUnderReservation").GetInt32(), preview.GetProperty("left").GetInt32()));
        Assert.Equal("""{"Refusal":1,"Flagged":1,"ClaimedByAnother":2,"ChangedSince":0}""", preview.GetProperty("leftByReason").GetRawText());
        Assert.Equal(5, preview.GetProperty("cases").GetProperty("total").GetInt32());
        Assert.Equal(2, second.GetProperty("cases").GetProperty("items").GetArrayLength());
        var why = left.GetProperty("cases").GetProperty("items").EnumerateArray()
            .ToDictionary(c => c.GetProperty("candidacyId").GetGuid(), c => string.Join(", ", c.GetProperty("whyLeft").EnumerateArray().Select(w => w.GetString())));
        Assert.Equal(
            [("Refusal", 4), ("Flagged, ClaimedByAnother", 5), ("ClaimedByAnother", 6)],
            why.Select(w => (w.Value, Array.FindIndex(lodged, l => l.CandidacyId == w.Key))).OrderBy(w => w.Item2));
        Assert.Equal(HttpStatusCode.NotFound, notTheirs.StatusCode);
    }

    [Fact]
    public async Task R23_a_stale_preview_accepts_nothing_that_was_not_seen_and_tells_what_it_left()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.BurstAsync(vacancyId, 7);
        var preview = await service.PreviewAsync(vacancyId);
        var later = await service.CaseAsync(vacancyId);
        using var decided = await service.DecideAsync(lodged[1].CandidacyId, new { outcome = "Admit" });
        using var rejected = await service.RuleAsync(lodged[2].CandidacyId, [(lodged[2].Dossier.Experiences[0].ExperienceId, "Geen leiding.")]);
        using var ruled = await service.RuleAsync(lodged[3].CandidacyId, [(lodged[3].Dossier.Experiences[0].ExperienceId, null)]);
        using var claimed = await service.ClaimAsync(lodged[4].CandidacyId, "officer-2");
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(lodged[5].CandidacyId, vacancyId, lodged[5].PersonId, 2, lodged[5].OccurredAt));
        await service.PublishAndHandleAsync(lodged[6] with { Version = 2 });

        var shown = await service.GetAsync($"vacancies/{vacancyId}/acceptance-previews/{preview.GetProperty("previewId").GetGuid()}");
        var accepted = await service.AcceptAsync(vacancyId, preview);

        Assert.Equal(1, shown.GetProperty("admit").GetInt32());
        // The one that came later, the two that were ruled on (one of them is undisputed still) and the one lodged anew.
        Assert.Equal(3, shown.GetProperty("leftByReason").GetProperty("ChangedSince").GetInt32());
        Assert.Equal((1, 0, 6, 5), Counts(accepted));
        Assert.Equal(
            ["Decided", "Changed", "Changed", "ClaimedByAnother", "Withdrawn", "Changed"],
            Enumerable.Range(1, 6).Select(i => WhyLeft(accepted, lodged[i].CandidacyId)));
        Assert.Equal(CaseState.Decided, (await service.ReadAsync(lodged[0].CandidacyId)).State);
        Assert.All(await Task.WhenAll(new[] { later, lodged[2], lodged[3], lodged[4], lodged[6] }.Select(l => service.ReadAsync(l.CandidacyId))), c => Assert.Equal(CaseState.Open, c.State));
    }

    [Fact]
    public async Task R23_the_same_preview_again_decides_nothing_twice_and_answers_the_same()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.BurstAsync(vacancyId, 3);
        var preview = await service.PreviewAsync(vacancyId);

        var first = await service.AcceptAsync(vacancyId, preview);
        var again = await service.AcceptAsync(vacancyId, preview);
        using var officer = service.Officer();
        using var reopened = await service.PostAsync(officer, $"cases/{lodged[0].CandidacyId}/reopen", new { reason = "Beroep" }, 2);
        using var released = await officer.DeleteAsync($"/api/screening/cases/{lodged[0].CandidacyId}/claim");
        await service.AcceptAsync(vacancyId, preview);

        Assert.Equal((3, 0, 0, 0), Counts(first));
        Assert.Equal(first.GetRawText(), again.GetRawText());
        // A case that was reopened is not what was shown, nor undisputed.
        Assert.Equal(CaseState.Open, (await service.ReadAsync(lodged[0].CandidacyId)).State);
        Assert.Equal((0, 0, 0, 1), Counts(await service.AcceptAsync(vacancyId)));
    }

    [Fact]
    public async Task R23_a_preview_is_the_officers_own_and_the_newest()
    {
        var vacancyId = await service.VacancyAsync();
        await service.BurstAsync(vacancyId, 1);
        var old = await service.PreviewAsync(vacancyId);
        var newest = await service.PreviewAsync(vacancyId);
        using var one = service.Officer();
        using var two = service.Officer("officer-2");
        Task<HttpResponseMessage> AcceptAsync(HttpClient client, JsonElement preview, Guid? of = null) =>
            service.PostAsync(client, $"vacancies/{of ?? vacancyId}/accept-proposals", new { previewId = preview.GetProperty("previewId").GetGuid() });

        using var stale = await AcceptAsync(one, old);
        using var stolen = await AcceptAsync(two, newest);
        using var elsewhere = await AcceptAsync(one, newest, await service.VacancyAsync());
        using var without = await service.PostAsync(one, $"vacancies/{vacancyId}/accept-proposals", new { });

        Assert.All([stale, stolen, elsewhere], a => Assert.Equal(HttpStatusCode.Conflict, a.StatusCode));
        Assert.Equal("preview-gone", await ScreeningFixture.CodeOf(stale));
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal((1, 0, 0, 0), Counts(await service.AcceptAsync(vacancyId, newest)));
    }

    [Fact]
    public async Task R23_accepting_all_on_two_replicas_while_officers_decide_never_decides_a_case_twice()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.BurstAsync(vacancyId, 1200);
        var replica = await service.StartReplicaAsync();
        using var elsewhere = replica.As("selection-officer", "officer-2");
        var (mine, theirs) = (await service.PreviewAsync(vacancyId), await service.PreviewAsync(vacancyId, "officer-2"));

        var accepting = Task.WhenAll(
            service.AcceptAsync(vacancyId, mine),
            Task.Run(async () =>
            {
                using var answer = await service.PostAsync(elsewhere, $"vacancies/{vacancyId}/accept-proposals", new { previewId = theirs.GetProperty("previewId").GetGuid() });
                return await answer.Content.ReadFromJsonAsync<JsonElement>();
            }));
        var singles = await Task.WhenAll(lodged.Where((_, i) => i % 60 == 0).Select(l => service.DecideAsync(l.CandidacyId, new { outcome = "Admit" })));
        var answers = await accepting;
        await service.AcceptAsync(vacancyId);

        Assert.All(singles, s => Assert.True(s.StatusCode is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed));
        await using var db = service.NewDb();
        Assert.Equal(1200, await db.Decisions.CountAsync(d => d.VacancyId == vacancyId));
        Assert.True(await db.Cases.Where(c => c.VacancyId == vacancyId).AllAsync(c => c.State == CaseState.Decided && c.Version == 2));
        await service.EventuallyAsync(() => Task.FromResult(service.Published<CandidacyAdmitted>().Count(e => e.VacancyId == vacancyId) >= 1200));
        Assert.Equal(1200, service.Published<CandidacyAdmitted>().Count(e => e.VacancyId == vacancyId));
        Assert.True(answers.Sum(a => a.GetProperty("admitted").GetInt32()) <= 1200);
    }

    [Theory]
    [InlineData("acceptance-previews")]
    [InlineData("accept-proposals")]
    [InlineData("claim-next")]
    public async Task A_vacancy_that_is_not_known_is_not_found(string what)
    {
        using var officer = service.Officer();
        using var answer = await service.PostAsync(officer, $"vacancies/{Guid.NewGuid()}/{what}", new { previewId = Guid.NewGuid() });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
