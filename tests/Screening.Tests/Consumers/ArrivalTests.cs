using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Consumers;

public sealed class ArrivalTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    private static readonly Instant Later = Instant.FromUtc(2025, 11, 3, 9, 0);

    [Fact]
    public async Task R18_a_lodged_candidacy_becomes_a_case_with_its_frozen_dossier_and_a_proposal()
    {
        var lodged = await service.CaseAsync(await service.VacancyAsync());

        var row = await service.ReadAsync(lodged.CandidacyId);
        Assert.Equal((CaseState.Open, Outcome.Admit, 1), (row.State, row.ProposedOutcome, row.RuleVersion));
        Assert.Equal(lodged.Dossier.Experiences[0], row.Dossier!.Experiences[0]);
        await using var db = service.NewDb();
        var entry = await db.Records.SingleAsync(r => r.EntityId == lodged.CandidacyId);
        Assert.Equal(("case.opened", lodged.PersonId), (entry.Action, entry.PersonId));
    }

    [Fact]
    public async Task A_candidacy_before_its_vacancy_waits_and_gets_its_proposal_when_the_vacancy_comes()
    {
        var published = Samples.VacancyPublished();
        var lodged = await service.CaseAsync(published.VacancyId);
        Assert.Null((await service.ReadAsync(lodged.CandidacyId)).Proposal);

        await service.PublishAndHandleAsync(published);

        Assert.Equal(Outcome.Admit, (await service.ReadAsync(lodged.CandidacyId)).ProposedOutcome);
    }

    [Fact]
    public async Task Hundreds_that_waited_all_get_their_proposal()
    {
        var published = Samples.VacancyPublished();
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(_ => service.PublishAsync(Samples.Lodged(published.VacancyId))));
        async Task<bool> CountAsync(Outcome? proposed)
        {
            await using var db = service.NewDb();
            return await db.Cases.CountAsync(c => c.VacancyId == published.VacancyId && c.ProposedOutcome == proposed) == 1100;
        }

        await service.EventuallyAsync(() => CountAsync(null), TimeSpan.FromSeconds(60));
        await service.PublishAndHandleAsync(published);

        Assert.True(await CountAsync(Outcome.Admit));
    }

    [Fact]
    public async Task A_vacancy_and_its_candidacies_arriving_together_leave_none_without_a_proposal()
    {
        var published = Enumerable.Range(0, 10).Select(_ => Samples.VacancyPublished()).ToArray();
        var lodged = published.SelectMany(p => Enumerable.Range(0, 20).Select(_ => Samples.Lodged(p.VacancyId))).ToArray();
        await Task.WhenAll(published.Select(p => service.PublishAsync(p)).Concat(lodged.Select(l => service.PublishAsync(l))));

        var ids = lodged.Select(l => l.CandidacyId).ToArray();
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            return await db.Cases.CountAsync(c => ids.Contains(c.CandidacyId) && c.ProposedOutcome == Outcome.Admit) == ids.Length;
        });
    }

    [Fact]
    public async Task The_same_lodging_twice_makes_one_case_and_one_entry_of_the_record()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.CaseAsync(vacancyId);
        await service.PublishAndHandleAsync(lodged);

        await using var db = service.NewDb();
        Assert.Equal(1, await db.Cases.CountAsync(c => c.CandidacyId == lodged.CandidacyId));
        Assert.Equal(1, await db.Records.CountAsync(r => r.EntityId == lodged.CandidacyId));
    }

    [Fact]
    public async Task R19_a_withdrawal_before_its_lodging_loses_neither()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = Samples.Lodged(vacancyId);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(lodged.CandidacyId, vacancyId, lodged.PersonId, 2, Later));
        await service.PublishAndHandleAsync(lodged);

        var row = await service.ReadAsync(lodged.CandidacyId);
        Assert.Equal((CaseState.Withdrawn, Outcome.Admit), (row.State, row.ProposedOutcome));
        Assert.Equal(0, (await service.AcceptAsync(vacancyId)).GetProperty("admitted").GetInt32());
    }

    [Fact]
    public async Task R19_a_withdrawn_case_is_not_decided_any_more()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.CaseAsync(vacancyId);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(lodged.CandidacyId, vacancyId, lodged.PersonId, 2, Later));

        using var answer = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" }, ifMatch: 2);

        Assert.Equal("case-withdrawn", await ScreeningFixture.CodeOf(answer));
    }

    [Fact]
    public async Task R3_a_correction_that_overtakes_the_publication_stands()
    {
        var published = Samples.VacancyPublished();
        var corrected = published.Definition with { Version = 2, SelectionCode = "NEW00001" };
        await service.PublishAndHandleAsync(new VacancyCorrected(published.VacancyId, 2, corrected, ["selectionCode"], published.ClosesAt, Later));
        await service.PublishAndHandleAsync(published);

        await using var db = service.NewDb();
        var vacancy = await db.Vacancies.SingleAsync(v => v.VacancyId == published.VacancyId);
        Assert.Equal((2, "NEW00001"), (vacancy.RuleVersion, vacancy.SelectionCode));
    }

    [Fact]
    public async Task A_cancellation_before_the_publication_stands_and_stops_every_decision()
    {
        var published = Samples.VacancyPublished();
        await service.PublishAndHandleAsync(new VacancyCancelled(published.VacancyId, 2, Samples.Text("Geen budget"), Later));
        await service.PublishAndHandleAsync(published);
        var lodged = await service.CaseAsync(published.VacancyId);

        using var one = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });
        using var officer = service.Officer();
        using var all = await service.PostAsync(officer, $"vacancies/{published.VacancyId}/accept-proposals", new { previewId = Guid.CreateVersion7() });
        using var preview = await service.PostAsync(officer, $"vacancies/{published.VacancyId}/acceptance-previews", new { });

        Assert.Equal("vacancy-cancelled", await ScreeningFixture.CodeOf(one));
        Assert.Equal("vacancy-cancelled", await ScreeningFixture.CodeOf(all));
        Assert.Equal("vacancy-cancelled", await ScreeningFixture.CodeOf(preview));
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_refuses_decisions_on_cases_that_were_open_and_tells_nobody_anything()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.CaseAsync(vacancyId);
        var preview = await service.PreviewAsync(vacancyId);
        var cancelled = new VacancyCancelled(vacancyId, 2, Samples.Text("Geen budget"), Later);
        await service.PublishAndHandleAsync(cancelled);
        await service.PublishAndHandleAsync(cancelled);

        using var one = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });
        using var officer = service.Officer();
        using var all = await service.PostAsync(officer, $"vacancies/{vacancyId}/accept-proposals", new { previewId = preview.GetProperty("previewId").GetGuid() });
        using var claimed = await service.ClaimAsync(lodged.CandidacyId);
        using var next = await service.PostAsync(officer, $"vacancies/{vacancyId}/claim-next", new { });
        using var ruled = await service.RuleAsync(lodged.CandidacyId, [(lodged.Dossier.Experiences[0].ExperienceId, "Geen leiding.")]);

        Assert.Equal("vacancy-cancelled", await ScreeningFixture.CodeOf(one));
        Assert.Equal("vacancy-cancelled", await ScreeningFixture.CodeOf(all));
        Assert.Equal("vacancy-cancelled", await ScreeningFixture.CodeOf(claimed));
        Assert.Equal("vacancy-cancelled", await ScreeningFixture.CodeOf(next));
        Assert.Equal("vacancy-cancelled", await ScreeningFixture.CodeOf(ruled));
        await using var db = service.NewDb();
        Assert.False(await db.Decisions.AnyAsync(d => d.VacancyId == vacancyId));
        Assert.Equal(1, await db.Records.CountAsync(r => r.EntityId == vacancyId && r.Action == "vacancy.cancelled"));
    }

    [Fact]
    public async Task R56_an_older_version_of_a_person_never_overrides_a_newer()
    {
        var newer = Samples.Person(version: 2) with { LastName = "Janssens" };
        await service.PublishAndHandleAsync(newer);
        await service.PublishAndHandleAsync(newer with { Version = 1, LastName = "Peeters" });

        await using var db = service.NewDb();
        Assert.Equal("Janssens", (await db.Persons.SingleAsync(p => p.PersonId == newer.PersonId)).LastName);
    }
}
