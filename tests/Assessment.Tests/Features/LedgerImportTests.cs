using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class LedgerImportTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R31_an_imported_pass_exempts_at_admission()
    {
        var person = Samples.Person();
        await service.PublishAndHandleAsync(person);
        await ImportAsync(Line(person.PersonId, "EarlierPass", "L2", service.Today.PlusYears(-1)));
        var vacancyId = await service.VacancyAsync();
        var candidate = await service.AdmitAsync(vacancyId, new Candidate(person.PersonId, person.Subject, default, default));

        var exempted = await service.PublishedAsync<AssessmentExempted>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.Equal((ExemptionGround.EarlierPass, service.Today.PlusYears(-1)), (exempted.Ground, exempted.Since));
        Assert.Equal(Standing.Exempted, (await service.ReadAsync(candidate)).Standing);
    }

    [Fact]
    public async Task R33_an_imported_function_exempts_those_admitted_before_and_frees_the_seat()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        await service.BookAsync(candidate, session);

        await ImportAsync(Line(candidate.PersonId, "FunctionHeld", "L3", service.Today.PlusYears(-3)));

        Assert.Equal(ExemptionGround.FunctionHeld, (await service.PublishedAsync<AssessmentExempted>(e => e.CandidacyId == candidate.CandidacyId)).Ground);
        Assert.Equal(0, await service.BookedAsync(session));
        using var refused = await service.TryBookAsync(candidate, session);
        Assert.Equal((409, "R25", "not-to-book"), await AssessmentFixture.ProblemAsync(refused));
    }

    [Fact]
    public async Task R32_a_running_development_period_bars_its_sessions_only()
    {
        var (vacancyId, inside) = await service.ProcedureAsync(inDays: 20);
        var outside = await service.SessionAsync(inside.PeriodId, inDays: 250);
        var candidate = await service.AdmitAsync(vacancyId);
        await service.BookAsync(candidate, inside);

        await ImportAsync(Line(candidate.PersonId, "DevelopmentPeriod", "L2", service.Today.PlusMonths(-1)));

        Assert.False((await service.PublishedAsync<AssessmentBookingCancelled>(e => e.CandidacyId == candidate.CandidacyId)).ByCandidate);
        using var refused = await service.TryBookAsync(candidate, inside);
        Assert.Equal((409, "R32", "session-barred"), await AssessmentFixture.ProblemAsync(refused));
        await service.BookAsync(candidate, outside);
    }

    [Fact]
    public async Task R32_barred_on_every_session_is_told_apart_from_not_registered()
    {
        var (vacancyId, _) = await service.ProcedureAsync(inDays: 20, periodDays: 3);
        var candidate = await service.AdmitAsync(vacancyId);
        await ImportAsync(Line(candidate.PersonId, "DevelopmentPeriod", "L1", service.Today.PlusMonths(-1)));
        service.MoveTo(service.Clock.GetCurrentInstant() + Duration.FromDays(5));
        var stopped = await service.PublishedAsync<AssessmentStopped>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.Equal(AssessmentStop.Barred, stopped.Reason);
        Assert.NotNull(stopped.BarredUntil);
    }

    [Fact]
    public async Task R31_R32_an_import_is_all_or_nothing_and_names_every_wrong_line()
    {
        var person = Samples.Person();
        await service.PublishAndHandleAsync(person);
        var day = service.Today.PlusYears(-1);
        object[] lines =
        [
            Line(person.PersonId, "EarlierPass", "L2", day),
            Line(Guid.NewGuid(), "EarlierPass", "L2", day),
            Line(person.PersonId, "FunctionHeld", "L2", day, until: day),
            Line(person.PersonId, "EarlierPass", "L2", day, source: " "),
            Line(person.PersonId, "Voiding", "L2", day),
        ];
        using var officer = service.Officer();
        using var answer = await officer.PostAsJsonAsync("/api/assessment/ledger/import", new { entries = lines });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name);
        Assert.Equal(["entries[1].personId", "entries[2].until", "entries[3]", "entries[3].source", "entries[4].kind"], errors.Order());
        await using var db = service.NewDb();
        Assert.False(await db.Ledger.AnyAsync(e => e.PersonId == person.PersonId));
    }

    [Fact]
    public async Task An_import_that_is_sent_again_adds_nothing()
    {
        var person = Samples.Person();
        await service.PublishAndHandleAsync(person);
        var line = Line(person.PersonId, "EarlierPass", "L2", service.Today);
        await ImportAsync(line);
        using var officer = service.Officer();
        using var again = await officer.PostAsJsonAsync("/api/assessment/ledger/import", new { entries = new[] { line } });
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        var shown = await AssessmentFixture.OkAsync(await officer.GetAsync($"/api/assessment/ledger/{person.PersonId}"));
        Assert.True(Assert.Single(shown.GetProperty("items").EnumerateArray()).GetProperty("inForce").GetBoolean());
        var after = await AssessmentFixture.OkAsync(await officer.GetAsync($"/api/assessment/ledger/{person.PersonId}?asOf={AssessmentFixture.Text(service.Today.PlusYears(2))}"));
        Assert.False(after.GetProperty("items")[0].GetProperty("inForce").GetBoolean());
    }

    [Fact]
    public async Task Two_imports_of_the_same_line_at_once_add_it_once()
    {
        var person = Samples.Person();
        await service.PublishAndHandleAsync(person);
        var line = Line(person.PersonId, "EarlierPass", "L2", service.Today);
        using var officer = service.Officer();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => officer.PostAsJsonAsync("/api/assessment/ledger/import", new { entries = new[] { line } })));
        Assert.Single(answers, a => a.IsSuccessStatusCode);
    }

    private static object Line(Guid personId, string kind, string levelGroup, LocalDate from, LocalDate? until = null, string source = "Archive") =>
        new { personId, kind, levelGroup, from = AssessmentFixture.Text(from), until = until is { } u ? AssessmentFixture.Text(u) : null, source };

    private async Task ImportAsync(params object[] entries)
    {
        using var officer = service.Officer();
        using var answer = await officer.PostAsJsonAsync("/api/assessment/ledger/import", new { entries });
        await AssessmentFixture.OkAsync(answer);
    }
}
