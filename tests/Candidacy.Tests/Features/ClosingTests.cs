using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class ClosingTests(CandidacyFixture service)
{
    [Fact]
    public async Task R18_closing_freezes_what_was_validated_and_tells_the_others()
    {
        var definition = service.Definition();
        var vacancy = await service.VacancyAsync(definition);
        using var takesPart = await service.CandidateAsync();
        using var provisional = await service.CandidateAsync();
        using var withdrawn = await service.CandidateAsync();
        var diploma = (await service.UploadAsync(takesPart, "diploma.pdf", Files.Pdf(), "Diploma", CandidacyFixture.Diploma)).Is(HttpStatusCode.Created);
        var lodgedId = await service.ValidatedAsync(takesPart, vacancy);
        var lapsedId = await service.ReadyAsync(provisional, vacancy);
        var withdrawnId = await service.ValidatedAsync(withdrawn, vacancy);
        (await service.WithdrawAsync(withdrawn, withdrawnId)).Is(HttpStatusCode.OK);

        await service.CloseAsync(vacancy);

        var lodged = await service.PublishedAsync<CandidacyLodged>(e => e.VacancyId == vacancy);
        Assert.Equal((lodgedId, 4, definition.ClosingDate, await service.PersonIdAsync(takesPart)), (lodged.CandidacyId, lodged.Version, lodged.ClosingDate, lodged.PersonId));
        var experience = Assert.Single(lodged.Dossier.Experiences);
        Assert.Equal((ExperienceKind.Management, new LocalDate(2015, 1, 1), new LocalDate(2021, 12, 31)), (experience.Kind, experience.Begin, experience.End));
        var document = Assert.Single(lodged.Dossier.Documents);
        Assert.Equal((diploma.Id("documentVersionId"), DocumentKind.Diploma, "diploma.pdf", diploma["sha256"].GetString()), (document.DocumentVersionId, document.Kind, document.FileName, document.Sha256));
        Assert.Equal((DiplomaLevel.Master, "BE", "nl"), (document.Diploma!.Level, document.Diploma.Country, document.Diploma.Language));
        Assert.Null(lodged.Dossier.FederalLevelA);

        var closed = await service.PublishedAsync<VacancyClosed>(e => e.VacancyId == vacancy);
        Assert.Equal((1, 1), (closed.Lodged, closed.Lapsed));
        Assert.Single(service.Published<CandidacyLodged>(), e => e.VacancyId == vacancy);
        Assert.Equal("Lodged", (await service.GetAsync(takesPart, $"candidacies/{lodgedId}"))["state"].GetString());
        Assert.Equal("Lapsed", (await service.GetAsync(provisional, $"candidacies/{lapsedId}"))["state"].GetString());
        Assert.Equal(["candidacy-lodged", "candidacy-provisional", "candidacy-validated"], await KindsAsync(takesPart));
        Assert.Equal(["candidacy-lapsed", "candidacy-provisional"], await KindsAsync(provisional));
        Assert.Equal("candidacy-withdrawn-in-time", (await KindsAsync(withdrawn))[^1]);

        async Task<string[]> KindsAsync(HttpClient candidate) =>
            [.. (await service.GetAsync(candidate, "messages")).Items.Select(m => m.GetProperty("kind").GetString()!).Order(StringComparer.Ordinal)];
        await using var db = service.NewDb();
        Assert.Equal("candidacy.lodged", (await db.Records.Where(r => r.EntityId == lodgedId).OrderBy(r => r.Id).LastAsync()).Action);
        Assert.Equal("candidacy.lapsed", (await db.Records.Where(r => r.EntityId == lapsedId).OrderBy(r => r.Id).LastAsync()).Action);
        Assert.Equal("vacancy.closed", (await db.Records.Where(r => r.EntityId == vacancy).OrderBy(r => r.Id).LastAsync()).Action);
    }

    [Fact]
    public async Task T3_validating_in_the_last_millisecond_counts_and_in_the_first_after_does_not()
    {
        var vacancy = await service.VacancyAsync();
        using var inTime = await service.CandidateAsync();
        using var tooLate = await service.CandidateAsync();
        var (first, second) = (await service.ReadyAsync(inTime, vacancy), await service.ReadyAsync(tooLate, vacancy));
        var closesAt = await ClosesAtAsync(vacancy);

        service.Clock.Reset(closesAt - Duration.FromMilliseconds(1));
        (await service.ValidateAsync(inTime, first, 2)).Is(HttpStatusCode.OK);
        service.Clock.Reset(closesAt);
        (await service.ValidateAsync(tooLate, second, 2)).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");

        await service.AnnouncedAsync(vacancy);
        Assert.Equal(first, Assert.Single(await LodgedAsync(vacancy)).CandidacyId);
    }

    [Theory]
    [InlineData(23)] // the clocks go forward
    [InlineData(25)] // the clocks go back
    [InlineData(24)]
    public async Task T1_the_closing_day_counts_to_its_last_instant_however_long_it_is(int hours)
    {
        var closingDate = service.Today.PlusDays(1);
        while (HoursOf(closingDate) != hours) closingDate = closingDate.PlusDays(1);
        var vacancy = await service.VacancyAsync(service.Definition(closingDate));
        using var candidate = await service.CandidateAsync();
        var id = await service.ReadyAsync(candidate, vacancy);
        var closesAt = await ClosesAtAsync(vacancy);
        service.Clock.Reset(closesAt - Duration.FromTicks(1));
        (await service.ValidateAsync(candidate, id, 2)).Is(HttpStatusCode.OK);
        service.Clock.Reset(closesAt);
        (await service.SaveAsync(candidate, id, 3)).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        await service.AnnouncedAsync(vacancy);
    }

    [Theory]
    [InlineData("23 hours")]
    [InlineData("25 hours")]
    [InlineData("the year's last")]
    public async Task T3_whatever_is_done_in_the_last_millisecond_counts_and_in_the_first_instant_after_is_refused_on_a_day_of(string day)
    {
        var closingDate = service.Today.PlusDays(1);
        while (!(day switch { "23 hours" => HoursOf(closingDate) == 23, "25 hours" => HoursOf(closingDate) == 25, _ => closingDate is { Month: 12, Day: 31 } })) closingDate = closingDate.PlusDays(1);
        var vacancy = await service.VacancyAsync(service.Definition(closingDate));
        using var candidate = await service.CandidateAsync();
        using var leaving = await service.CandidateAsync();
        using var late = await service.CandidateAsync();
        var (id, leavingId) = (await service.ValidatedAsync(candidate, vacancy), await service.ValidatedAsync(leaving, vacancy));
        var closesAt = await ClosesAtAsync(vacancy);

        service.Clock.Reset(closesAt - Duration.FromMilliseconds(1));
        (await service.SaveAsync(candidate, id, 3, CandidacyFixture.Management("2010-01-01", "2021-12-31"))).Is(HttpStatusCode.OK);
        var inTime = (await service.UploadAsync(candidate, "in-time.pdf", Files.Pdf())).Is(HttpStatusCode.Created);
        (await service.WithdrawAsync(leaving, leavingId)).Is(HttpStatusCode.OK);
        await service.ApplyAsync(late, vacancy);

        service.Clock.Reset(closesAt);
        (await service.SaveAsync(candidate, id, 4)).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        (await service.SendAsync(candidate, HttpMethod.Post, $"candidacies/{id}/experiences", CandidacyFixture.Management("2010-01-01", "2021-12-31"), 4)).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        (await service.SendAsync(leaving, HttpMethod.Post, $"vacancies/{vacancy}/candidacies")).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        (await service.UploadAsync(candidate, "too-late.pdf", Files.Pdf())).Is(HttpStatusCode.Created);
        await service.AnnouncedAsync(vacancy);
        var lodged = Assert.Single(await LodgedAsync(vacancy));
        Assert.Equal((id, inTime.Id("documentVersionId")), (lodged.CandidacyId, Assert.Single(lodged.Dossier.Documents).DocumentVersionId));
        Assert.Equal(new LocalDate(2010, 1, 1), Assert.Single(lodged.Dossier.Experiences).Begin);
    }

    [Fact]
    public async Task T1_T3_edits_uploads_and_withdrawals_racing_the_closing_are_wholly_in_or_wholly_out()
    {
        var vacancy = await service.VacancyAsync();
        var racers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            var client = await service.CandidateAsync();
            return (Client: client, Id: await service.ValidatedAsync(client, vacancy));
        }));
        var closesAt = await ClosesAtAsync(vacancy);
        service.Clock.Reset(closesAt - Duration.FromMilliseconds(1));
        var racing = racers.Select(async (racer, i) =>
        {
            await Task.Delay(i * 6);
            return (racer.Id, Which: i % 3, Answer: (i % 3) switch
            {
                0 => await service.SaveAsync(racer.Client, racer.Id, 3, CandidacyFixture.Management("2010-01-01", "2021-12-31")),
                1 => await service.UploadAsync(racer.Client, "racing.pdf", Files.Pdf(100_000)),
                _ => await service.SendAsync(racer.Client, HttpMethod.Post, $"candidacies/{racer.Id}/withdraw", ifMatch: 3),
            });
        }).ToList();
        await Task.Delay(40);
        service.Clock.Reset(closesAt);
        var answers = await Task.WhenAll(racing);
        await service.AnnouncedAsync(vacancy);

        var lodged = (await LodgedAsync(vacancy)).ToDictionary(l => l.CandidacyId);
        await using var db = service.NewDb();
        foreach (var (id, which, answer) in answers)
        {
            if (which == 2)
            {
                // In time it is gone; later it was lodged first, and the caller told.
                Assert.Equal(answer.Status != HttpStatusCode.OK, lodged.ContainsKey(id));
                continue;
            }

            var dossier = lodged[id].Dossier;
            if (which == 0)
            {
                Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.Conflict });
                Assert.Equal(new LocalDate(answer.Status == HttpStatusCode.OK ? 2010 : 2015, 1, 1), Assert.Single(dossier.Experiences).Begin);
                continue;
            }

            var version = (await db.DocumentVersions.FindAsync(answer.Is(HttpStatusCode.Created).Id("documentVersionId")))!;
            Assert.Equal(version.UploadedAt < closesAt ? [version.DocumentVersionId] : [], dossier.Documents.Select(d => d.DocumentVersionId));
        }

        foreach (var racer in racers) racer.Client.Dispose();
    }

    [Fact]
    public async Task R16_after_closing_nothing_of_a_candidacy_changes()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        using var late = await service.CandidateAsync();
        var id = await service.ValidatedAsync(candidate, vacancy);
        await service.CloseAsync(vacancy);
        (await service.SaveAsync(candidate, id, 4)).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        (await service.SendAsync(late, HttpMethod.Post, $"vacancies/{vacancy}/candidacies")).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        using var anonymous = service.Anonymous();
        Assert.Equal("Closed", (await service.GetAsync(anonymous, $"vacancies/{vacancy}"))["state"].GetString());
    }

    [Fact]
    public async Task R18_documents_count_as_they_were_at_closing()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        await service.ValidatedAsync(candidate, vacancy);
        var replaced = await service.UploadAsync(candidate, "first.pdf", Files.Pdf());
        var removed = await service.UploadAsync(candidate, "removed.pdf", Files.Pdf());
        var removedLater = await service.UploadAsync(candidate, "removed-later.pdf", Files.Pdf());
        service.Clock.AdvanceMilliseconds(10);
        var second = await service.UploadAsync(candidate, "second.pdf", Files.Pdf(), documentId: replaced.Id("documentId"), ifMatch: 1);
        (await service.RemoveDocumentAsync(candidate, removed)).Is(HttpStatusCode.NoContent);

        // All of this after the closing instant, and perhaps before the timer: it never counts.
        service.Clock.Reset(await ClosesAtAsync(vacancy));
        (await service.UploadAsync(candidate, "late.pdf", Files.Pdf())).Is(HttpStatusCode.Created);
        (await service.UploadAsync(candidate, "third.pdf", Files.Pdf(), documentId: replaced.Id("documentId"), ifMatch: 2)).Is(HttpStatusCode.Created);
        (await service.RemoveDocumentAsync(candidate, removedLater)).Is(HttpStatusCode.NoContent);
        await service.AnnouncedAsync(vacancy);

        var dossier = Assert.Single(await LodgedAsync(vacancy)).Dossier;
        Assert.Equal(
            new[] { second.Id("documentVersionId"), removedLater.Id("documentVersionId") }.Order(), dossier.Documents.Select(d => d.DocumentVersionId).Order());
        Assert.Contains((await service.GetAsync(candidate, "documents")).Items, d => d.GetProperty("fileName").GetString() == "late.pdf");
    }

    [Fact]
    public async Task R19_after_closing_a_withdrawal_is_final_and_told()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        var id = await service.ValidatedAsync(candidate, vacancy);
        await service.CloseAsync(vacancy);
        (await service.WithdrawAsync(candidate, id)).Is(HttpStatusCode.OK);
        var told = await service.PublishedAsync<CandidacyWithdrawn>(e => e.CandidacyId == id);
        Assert.Equal(5, told.Version);
        (await service.SendAsync(candidate, HttpMethod.Post, $"vacancies/{vacancy}/candidacies")).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");

        // What another service still had to say arrives late: the step stays.
        await service.PublishAndHandleAsync(new CandidacyAdmitted(id, vacancy, told.PersonId, 1, new LocalDate(2025, 10, 22), Reservation.None, "Omdat.", service.Clock.GetCurrentInstant()));
        Assert.Equal("Withdrawn", (await service.GetAsync(candidate, $"candidacies/{id}"))["step"].GetString());
    }

    [Fact]
    public async Task T3_a_withdrawal_after_the_closing_instant_and_before_the_timer_withdraws_a_lodged_candidacy()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        using var provisional = await service.CandidateAsync();
        var id = await service.ValidatedAsync(candidate, vacancy);
        var lapsed = await service.ReadyAsync(provisional, vacancy);
        service.Clock.Reset(await ClosesAtAsync(vacancy));

        // Whoever thought the withdrawal was still free is told first that it is final now.
        var told = (await service.SendAsync(candidate, HttpMethod.Post, $"candidacies/{id}/withdraw", ifMatch: 3)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        Assert.Equal("Closed", Assert.Single(told["changes"].EnumerateArray()).GetProperty("kind").GetString());
        (await service.WithdrawAsync(candidate, id)).Is(HttpStatusCode.OK);
        (await service.WithdrawAsync(provisional, lapsed)).IsRefused(HttpStatusCode.Conflict, "R18", "lapsed");
        await service.AnnouncedAsync(vacancy);
        Assert.Equal((id, 4L), (Assert.Single(await LodgedAsync(vacancy)).CandidacyId, (await LodgedAsync(vacancy))[0].Version));
        Assert.Equal(5, (await service.PublishedAsync<CandidacyWithdrawn>(e => e.CandidacyId == id)).Version);
    }

    [Fact]
    public async Task T3_what_locked_the_vacancy_in_time_is_in_the_freeze_and_what_came_after_is_refused()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        using var late = await service.CandidateAsync();
        var lateId = await service.ReadyAsync(late, vacancy);
        var id = await service.ReadyAsync(candidate, vacancy);
        var closesAt = await ClosesAtAsync(vacancy);

        // As a command that has read the clock in time and is slow to commit.
        await using var connection = new NpgsqlConnection(service.ConnectionString);
        await connection.OpenAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "select 1 from vacancies where vacancy_id = $1 for share", vacancy);
        service.Clock.Reset(closesAt);
        await Eventually.NeverAsync(async () => await IsClosedAsync(vacancy), TimeSpan.FromMilliseconds(1500));
        await ExecuteAsync(connection, "update candidacies set state = 'Validated', version = version + 1 where candidacy_id = $1", id);
        (await service.ValidateAsync(late, lateId, 2)).IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        await slow.CommitAsync();

        await service.AnnouncedAsync(vacancy);
        Assert.Equal(id, Assert.Single(await LodgedAsync(vacancy)).CandidacyId);
    }

    [Fact]
    public async Task T3_an_upload_that_was_complete_in_time_is_waited_for()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync();
        await service.ValidatedAsync(candidate, vacancy);
        service.Clock.Reset(await ClosesAtAsync(vacancy) - Duration.FromMilliseconds(1));

        // The upload waits for a lock on the person after its bytes have arrived; the vacancy closes meanwhile: too late.
        await using var connection = new NpgsqlConnection(service.ConnectionString);
        await connection.OpenAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "select 1 from persons where person_id = $1 for update", await service.PersonIdAsync(candidate));
        var upload = service.UploadAsync(candidate, "slow.pdf", Files.Pdf());
        await Task.Delay(300);
        service.Clock.Reset(await ClosesAtAsync(vacancy));
        await service.AnnouncedAsync(vacancy);
        await holding.CommitAsync();
        (await upload).Is(HttpStatusCode.Created);
        Assert.Empty(Assert.Single(await LodgedAsync(vacancy)).Dossier.Documents);
    }

    [Fact]
    public async Task R18_validations_racing_the_closing_are_either_frozen_or_refused()
    {
        var vacancy = await service.VacancyAsync();
        var ready = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            var client = await service.CandidateAsync();
            return (Client: client, Id: await service.ReadyAsync(client, vacancy));
        }));
        var closesAt = await ClosesAtAsync(vacancy);
        service.Clock.Reset(closesAt - Duration.FromMilliseconds(1));
        var racing = ready.Select(async (r, i) =>
        {
            await Task.Delay(i * 8);
            return (r.Id, (await service.ValidateAsync(r.Client, r.Id, 2)).Status);
        }).ToList();
        await Task.Delay(45);
        service.Clock.Reset(closesAt);
        var answers = await Task.WhenAll(racing);
        await service.AnnouncedAsync(vacancy);
        Assert.Equal(
            answers.Where(a => a.Status == HttpStatusCode.OK).Select(a => a.Id).Order(), (await LodgedAsync(vacancy)).Select(l => l.CandidacyId).Order());
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal(HttpStatusCode.Conflict, a.Status));
    }

    private static double HoursOf(LocalDate day) => (BrusselsTime.EndOf(day) - BrusselsTime.StartOf(day)).TotalHours;

    private async Task<Instant> ClosesAtAsync(Guid vacancy)
    {
        await using var db = service.NewDb();
        return (await db.Vacancies.FindAsync(vacancy))!.ClosesAt;
    }

    private async Task<bool> IsClosedAsync(Guid vacancy)
    {
        await using var db = service.NewDb();
        return await db.Closings.AnyAsync(c => c.VacancyId == vacancy);
    }

    private async Task<List<CandidacyLodged>> LodgedAsync(Guid vacancy)
    {
        await service.PublishedAsync<VacancyClosed>(e => e.VacancyId == vacancy);
        await service.OutboxEmptyAsync();
        return [.. service.Published<CandidacyLodged>().Where(e => e.VacancyId == vacancy)];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, Guid id)
    {
#pragma warning disable CA2100 // Always one of the constants above.
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = id } } };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
