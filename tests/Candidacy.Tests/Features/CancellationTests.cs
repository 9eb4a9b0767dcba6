using System.Net;
using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class CancellationTests(CandidacyFixture service)
{
    private static readonly LocalizedText Reason = new("De dienst verdwijnt.", "Le service disparaît.", "Der Dienst entfällt.", "The service ceases to exist.");

    [Fact]
    public async Task R3_cancelling_ends_every_candidacy_and_tells_each_candidate_why()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        using var provisional = await service.CandidateAsync("fr");
        using var validated = await service.CandidateAsync("de");
        using var withdrawn = await service.CandidateAsync();
        var first = await service.ReadyAsync(provisional, id);
        var second = await service.ValidatedAsync(validated, id);
        var third = await service.ApplyAsync(withdrawn, id);
        await service.WithdrawAsync(withdrawn, third);

        var cancelled = (await CancelAsync(id, definition.SelectionCode, 2)).Is(HttpStatusCode.OK);

        Assert.Equal(("Cancelled", 2), (cancelled["state"].GetString(), cancelled["ended"].GetInt32()));
        var told = await service.PublishedAsync<VacancyCancelled>(e => e.VacancyId == id);
        Assert.Equal((3, Reason), (told.Version, told.Reason));
        using var anonymous = service.Anonymous();
        var page = (await service.GetAsync(anonymous, $"vacancies/{id}")).Is(HttpStatusCode.OK);
        Assert.Equal(("Cancelled", Reason.De), (page["state"].GetString(), page["cancelReason"].GetProperty("de").GetString()));
        Assert.Contains("Le service disparaît.", await BodyAsync(provisional), StringComparison.Ordinal);
        Assert.Contains("Der Dienst entfällt.", await BodyAsync(validated), StringComparison.Ordinal);
        Assert.DoesNotContain((await service.GetAsync(withdrawn, "messages")).Items, m => m.GetProperty("kind").GetString() == "vacancy-cancelled");
        Assert.Equal(("Cancelled", "Cancelled"), await StateAsync(provisional, first));
        Assert.Equal(("Withdrawn", "Withdrawn"), await StateAsync(withdrawn, third));

        using var late = await service.CandidateAsync();
        (await service.SendAsync(late, HttpMethod.Post, $"vacancies/{id}/candidacies")).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-cancelled");
        (await service.ValidateAsync(provisional, first, 3)).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-cancelled");
        (await service.SaveAsync(validated, second, 4)).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-cancelled");
        (await service.WithdrawAsync(validated, second)).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-cancelled");
        (await CancelAsync(id, definition.SelectionCode, 3)).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-cancelled");
        using var officer = service.Officer();
        (await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/correct", definition with { Summary = Reason }, 3)).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-cancelled");

        await using var db = service.NewDb();
        Assert.Equal("vacancy.cancelled", (await db.Records.Where(r => r.EntityId == id).OrderBy(r => r.Id).LastAsync()).Action);
        Assert.Equal("candidacy.cancelled", (await db.Records.Where(r => r.EntityId == second).OrderBy(r => r.Id).LastAsync()).Action);
    }

    [Fact]
    public async Task R3_a_cancelled_vacancy_is_never_closed()
    {
        var definition = service.Definition();
        var (id, control) = (await service.VacancyAsync(definition), await service.VacancyAsync());
        using var candidate = await service.CandidateAsync();
        await service.ValidatedAsync(candidate, id);
        (await CancelAsync(id, definition.SelectionCode, 2)).Is(HttpStatusCode.OK);
        await service.CloseAsync(control);
        await using var db = service.NewDb();
        Assert.False(await db.Closings.AnyAsync(c => c.VacancyId == id));
        Assert.DoesNotContain(service.Published<CandidacyLodged>(), e => e.VacancyId == id);
    }

    [Fact]
    public async Task R3_after_closing_those_still_in_the_procedure_are_told_and_those_who_left_it_are_not()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        using var admitted = await service.CandidateAsync();
        using var refused = await service.CandidateAsync();
        using var lapsed = await service.CandidateAsync();
        var (one, two) = (await service.ValidatedAsync(admitted, id), await service.ValidatedAsync(refused, id));
        var three = await service.ReadyAsync(lapsed, id);
        await service.CloseAsync(id);
        var now = service.Clock.GetCurrentInstant();
        await service.PublishAndHandleAsync(new CandidacyAdmitted(one, id, await service.PersonIdAsync(admitted), 1, definition.ClosingDate, Reservation.None, "Omdat.", now));
        await service.PublishAndHandleAsync(new CandidacyRefused(two, id, await service.PersonIdAsync(refused), 1, "Omdat.", now));

        Assert.Equal(1, (await CancelAsync(id, definition.SelectionCode, 3)).Is(HttpStatusCode.OK)["ended"].GetInt32());

        Assert.Equal(("Cancelled", "Cancelled"), await StateAsync(admitted, one));
        Assert.Equal(("Lodged", "Refused"), await StateAsync(refused, two));
        Assert.Equal(("Lapsed", "Lapsed"), await StateAsync(lapsed, three));

        // What another service still had to say arrives late: the step stays, and nobody is counted twice (R53).
        await service.PublishAndHandleAsync(new AssessmentExempted(one, id, await service.PersonIdAsync(admitted), 1, ExemptionGround.EarlierPass, definition.ClosingDate, now));
        using var anonymous = service.Anonymous();
        var counts = (await service.GetAsync(anonymous, $"vacancies/{id}/funnel"))["steps"].EnumerateArray()
            .ToDictionary(s => Enum.Parse<FunnelStep>(s.GetProperty("step").GetString()!), s => s.GetProperty("count").GetInt32());
        Assert.Equal((1, 1, 1, 3), (counts[FunnelStep.Cancelled], counts[FunnelStep.Refused], counts[FunnelStep.Lapsed], counts.Values.Sum()));
    }

    [Fact]
    public async Task R3_after_an_appointment_it_is_too_late()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        using var candidate = await service.CandidateAsync();
        var candidacy = await service.ValidatedAsync(candidate, id);
        await service.CloseAsync(id);
        await service.PublishAndHandleAsync(new CandidateAppointed(candidacy, id, await service.PersonIdAsync(candidate), 1, service.Today.PlusDays(30), service.Clock.GetCurrentInstant()));
        (await CancelAsync(id, definition.SelectionCode, 3)).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-appointed");
        Assert.Equal(("Lodged", "Appointed"), await StateAsync(candidate, candidacy));
    }

    [Fact]
    public async Task R3_cancelling_is_confirmed_by_version_and_code_and_gives_its_reason_in_every_language()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        (await CancelAsync(id, definition.SelectionCode, null)).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
        (await CancelAsync(id, definition.SelectionCode, 1)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await CancelAsync(id, "ANG00000", 2)).IsInvalid("selectionCode");
        (await CancelAsync(id, definition.SelectionCode, 2, new LocalizedText("<b>kort</b> maar krachtig", "", "kurz", new string('x', 4001))))
            .IsInvalid("reason.de", "reason.en", "reason.fr", "reason.nl");
        var draft = service.Definition();
        (await CancelAsync(await service.DraftAsync(draft), draft.SelectionCode, 1)).IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-not-published");
        (await CancelAsync(Guid.NewGuid(), draft.SelectionCode, 1)).Is(HttpStatusCode.NotFound);
        using var candidate = await service.CandidateAsync();
        await service.ApplyAsync(candidate, id);
    }

    [Fact]
    public async Task R4_cancelling_one_procedure_leaves_the_same_candidates_others_alone()
    {
        var (definition, other) = (service.Definition(), service.Definition());
        var (id, untouched) = (await service.VacancyAsync(definition), await service.VacancyAsync(other));
        using var candidate = await service.CandidateAsync();
        await service.ApplyAsync(candidate, id);
        (await service.GetAsync(candidate, $"candidacies?vacancyId={untouched}")).Is(HttpStatusCode.OK);
        Assert.Empty((await service.GetAsync(candidate, $"candidacies?vacancyId={untouched}")).Items);
        var stays = await service.ReadyAsync(candidate, untouched);
        (await CancelAsync(id, definition.SelectionCode, 2)).Is(HttpStatusCode.OK);
        Assert.Equal(("Provisional", "Provisional"), await StateAsync(candidate, stays));
        (await service.ValidateAsync(candidate, stays, 2)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task R4_the_outcome_of_one_procedure_moves_no_other()
    {
        var (one, two) = (await service.VacancyAsync(), await service.VacancyAsync());
        using var candidate = await service.CandidateAsync();
        var (here, there) = (await service.ValidatedAsync(candidate, one), await service.ValidatedAsync(candidate, two));
        await service.CloseAsync(one);
        await service.AnnouncedAsync(two);
        await service.PublishAndHandleAsync(new ResultsPublished(
            here, one, await service.PersonIdAsync(candidate), 1, FinalGroup.NotSuitable, null, "Omdat.", service.Clock.GetCurrentInstant(), service.Clock.GetCurrentInstant()));
        Assert.Equal(("Lodged", "NotSuitable"), await StateAsync(candidate, here));
        Assert.Equal(("Lodged", "Lodged"), await StateAsync(candidate, there));
    }

    [Fact]
    public async Task R3_applications_racing_a_cancellation_are_ended_with_it_or_refused()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        var candidates = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.CandidateAsync()));
        var applying = candidates.Select(c => service.SendAsync(c, HttpMethod.Post, $"vacancies/{id}/candidacies")).ToList();
        var cancelled = (await CancelAsync(id, definition.SelectionCode, 2)).Is(HttpStatusCode.OK);
        var answers = await Task.WhenAll(applying);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => a.IsRefused(HttpStatusCode.Conflict, "R3", "vacancy-cancelled"));
        await using var db = service.NewDb();
        var kept = await db.Candidacies.Where(c => c.VacancyId == id).ToListAsync();
        Assert.Equal(answers.Count(a => a.Status == HttpStatusCode.Created), kept.Count);
        Assert.Equal(kept.Count, cancelled["ended"].GetInt32());
        Assert.All(kept, c => Assert.Equal(CandidacyState.Cancelled, c.State));
        Assert.Equal(kept.Count, await db.Messages.CountAsync(m => m.VacancyId == id && m.Kind == "vacancy-cancelled"));
    }

    [Fact]
    public async Task T3_cancelling_after_the_closing_instant_closes_first()
    {
        var definition = service.Definition();
        var id = await service.VacancyAsync(definition);
        using var candidate = await service.CandidateAsync();
        using var provisional = await service.CandidateAsync();
        var lodged = await service.ValidatedAsync(candidate, id);
        var lapsed = await service.ReadyAsync(provisional, id);
        service.Clock.Reset(BrusselsTime.EndOf(definition.ClosingDate));
        Assert.Equal(1, (await CancelAsync(id, definition.SelectionCode, 3)).Is(HttpStatusCode.OK)["ended"].GetInt32());
        Assert.Equal(("Lapsed", "Lapsed"), await StateAsync(provisional, lapsed));
        Assert.Equal(("Cancelled", "Cancelled"), await StateAsync(candidate, lodged));
        await service.AnnouncedAsync(id);
    }

    private async Task<string> BodyAsync(HttpClient candidate) =>
        Assert.Single((await service.GetAsync(candidate, "messages")).Items, m => m.GetProperty("kind").GetString() == "vacancy-cancelled").GetProperty("body").GetString()!;

    private async Task<(string? State, string? Step)> StateAsync(HttpClient candidate, Guid candidacy)
    {
        var read = (await service.GetAsync(candidate, $"candidacies/{candidacy}")).Is(HttpStatusCode.OK);
        return (read["state"].GetString(), read["step"].GetString());
    }

    private async Task<Answer> CancelAsync(Guid id, string selectionCode, long? version, LocalizedText? reason = null)
    {
        using var officer = service.Officer();
        return await service.SendAsync(officer, HttpMethod.Post, $"vacancies/{id}/cancel", new { selectionCode, reason = reason ?? Reason }, version);
    }
}
