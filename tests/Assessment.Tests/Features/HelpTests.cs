using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Features;

/// <summary>R29: trouble registering, on a platform whose authority is closed on some working days.</summary>
public sealed class HelpTests(HelpTests.ClosedFixture service) : IClassFixture<HelpTests.ClosedFixture>
{
    public sealed class ClosedFixture : AssessmentFixture
    {
        /// <summary>The Monday and Tuesday of the second week after the tests' first day.</summary>
        public static readonly LocalDate Monday = new(2025, 9, 15);

        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["WorkingDays:Closed"] = "2025-09-15, 2025-09-16" };
    }

    [Fact]
    public async Task R29_T5_help_is_asked_for_before_the_end_of_the_second_working_day_which_closing_days_are_not()
    {
        // On Wednesday 17 September: the two working days before are Friday and Thursday, since Monday and Tuesday are closed.
        var inDays = Period.DaysBetween(service.Today, ClosedFixture.Monday.PlusDays(2));
        var (vacancyId, session) = await service.ProcedureAsync(inDays: inDays);
        var candidate = await service.AdmitAsync(vacancyId);
        var limit = BrusselsTime.EndOf(new LocalDate(2025, 9, 11));
        Assert.Equal(limit.ToString(), (await service.ReadAsync(candidate, "sessions")).GetProperty("items")[0].GetProperty("helpEndsAt").GetString());

        service.MoveTo(limit - Duration.FromSeconds(1));
        await AskAsync(candidate, new { text = "I cannot choose this session.", sessionId = session.SessionId });
        service.MoveTo(limit);
        Assert.Equal((409, "R29", "help-over"), await RefusedAsync(candidate, new { text = "Too late.", sessionId = session.SessionId }));
        Assert.Equal((409, "R29", "help-over"), await RefusedAsync(candidate, new { text = "Too late for all sessions." }));
        // Another session still to come has a limit of its own.
        await service.SessionAsync(session.PeriodId, inDays: 30);
        await AskAsync(candidate, new { text = "And a later one?" });
    }

    [Fact]
    public async Task R29_an_officer_answers_and_the_candidate_reads_it()
    {
        var (vacancyId, _) = await service.ProcedureAsync(inDays: 40);
        var candidate = await service.AdmitAsync(vacancyId);
        var id = await AskAsync(candidate, new { text = "It says 500." });
        Assert.Equal(id, await AskAsync(candidate, new { text = " It says 500. " }));

        var open = await service.OfficerAsync(HttpMethod.Get, $"help-requests?vacancyId={vacancyId}&open=true");
        var asked = Assert.Single(open.GetProperty("items").EnumerateArray());
        Assert.Equal(("It says 500.", "Peeters"), (asked.GetProperty("text").GetString(), asked.GetProperty("lastName").GetString()));
        var path = $"help-requests/{id}/answer";
        Assert.Equal(428, (await service.RefusedAsync(HttpMethod.Put, path, new { answer = "Try again." })).Status);
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Put, path, new { answer = "" }, 1)).Status);
        await service.OfficerAsync(HttpMethod.Put, path, new { answer = "Try again." }, 1);
        Assert.Equal((412, "R17", "stale"), await service.RefusedAsync(HttpMethod.Put, path, new { answer = "Or not." }, 1));

        await service.PublishedAsync<AssessmentHelpAnswered>(e => e.CandidacyId == candidate.CandidacyId);
        var own = Assert.Single((await service.ReadAsync(candidate, "help-requests")).GetProperty("items").EnumerateArray());
        Assert.Equal("Try again.", own.GetProperty("answer").GetString());
        Assert.Empty((await service.OfficerAsync(HttpMethod.Get, $"help-requests?vacancyId={vacancyId}&open=true")).GetProperty("items").EnumerateArray());
        Assert.Single((await service.OfficerAsync(HttpMethod.Get, $"help-requests?vacancyId={vacancyId}&open=false")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task R29_who_has_nothing_to_register_for_needs_no_help_and_nobody_asks_for_another()
    {
        var (vacancyId, session) = await service.ProcedureAsync(inDays: 40);
        var (exempt, other) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.OfficerAsync(HttpMethod.Post, "ledger/import", new { entries = new[] { new { personId = exempt.PersonId, kind = "FunctionHeld", levelGroup = "L3", from = "2020-01-01", until = (string?)null, source = "Archive" } } });
        Assert.Equal((409, "R29", "help-not-needed"), await RefusedAsync(exempt, new { text = "Do I need a session?" }));
        Assert.Equal(404, (await RefusedAsync(exempt with { CandidacyId = other.CandidacyId }, new { text = "For somebody else." })).Status);
        Assert.Equal(400, (await RefusedAsync(other, new { text = "Which?", sessionId = Guid.NewGuid() })).Status);
        Assert.Equal(400, (await RefusedAsync(other, new { text = "a\0b", sessionId = session.SessionId })).Status);
        for (var i = 0; i < 5; i++) await AskAsync(other, new { text = $"Question {i}" });
        Assert.Equal((409, "R29", "help-too-many"), await RefusedAsync(other, new { text = "One more" }));
    }

    [Fact]
    public async Task R55_a_request_for_help_is_part_of_the_persons_data_and_is_forgotten_with_them()
    {
        var (vacancyId, _) = await service.ProcedureAsync(inDays: 40);
        var candidate = await service.AdmitAsync(vacancyId);
        await AskAsync(candidate, new { text = "Ikbenonvergetelijk" });
        var export = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(export, candidate.PersonId, 1, service.Clock.GetCurrentInstant()));
        Assert.Contains("Ikbenonvergetelijk", (await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == export)).Content, StringComparison.Ordinal);
        await service.OutboxEmptyAsync();
        await service.PublishAndHandleAsync(new PersonErased(candidate.PersonId, 2, service.Clock.GetCurrentInstant()));
        await using var db = service.NewDb();
        Assert.Empty(await Testing.Traces.OfAsync(db, "Ikbenonvergetelijk"));
        Assert.True(await db.HelpRequests.AnyAsync(h => h.CandidacyId == candidate.CandidacyId));
    }

    private async Task<Guid> AskAsync(Candidate candidate, object body)
    {
        using var client = service.Of(candidate);
        using var answer = await AssessmentFixture.SendAsync(client, HttpMethod.Post, $"candidacies/{candidate.CandidacyId}/help-requests", body);
        return (await AssessmentFixture.OkAsync(answer)).GetProperty("helpRequestId").GetGuid();
    }

    private async Task<(int Status, string? Rule, string? Code)> RefusedAsync(Candidate candidate, object body)
    {
        using var client = service.Of(candidate);
        using var answer = await AssessmentFixture.SendAsync(client, HttpMethod.Post, $"candidacies/{candidate.CandidacyId}/help-requests", body);
        return await AssessmentFixture.ProblemAsync(answer);
    }
}
