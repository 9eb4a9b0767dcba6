using System.Net;
using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Data;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class MessageTests(CandidacyFixture service)
{
    [Fact]
    public async Task R20_a_message_about_the_person_needs_no_candidacy()
    {
        using var candidate = await service.CandidateAsync("en");
        var person = await service.PersonIdAsync(candidate);
        var now = service.Clock.GetCurrentInstant();
        await using (var db = service.NewDb())
        {
            db.Messages.Add(Message.About(person, person, 1, "candidacy-lodged", now));
            await db.SaveChangesAsync();
        }

        var line = Assert.Single((await service.GetAsync(candidate, "messages")).Is(HttpStatusCode.OK).Items);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, line.GetProperty("candidacyId").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, line.GetProperty("selectionCode").ValueKind);
        Assert.Empty((await service.GetAsync(candidate, $"messages?candidacyId={Guid.NewGuid()}")).Items);
    }

    [Fact]
    public async Task R20_the_same_source_version_and_kind_is_told_once_and_everything_else_beside_it()
    {
        using var candidate = await service.CandidateAsync();
        var person = await service.PersonIdAsync(candidate);
        var (now, question) = (service.Clock.GetCurrentInstant(), Guid.NewGuid());
        await using var db = service.NewDb();
        Message[] messages =
        [
            Message.About(person, question, 1, "candidacy-lodged", now),
            Message.About(person, question, 1, "candidacy-lodged", now),
            Message.About(person, question, 2, "candidacy-lodged", now),
            Message.About(person, question, 1, "candidacy-lapsed", now),
            Message.About(person, person, 1, "candidacy-lodged", now),
        ];
        await db.TellAsync(messages, default);
        await db.TellAsync(messages, default);
        Assert.Equal(4, await db.Messages.CountAsync(m => m.PersonId == person));
    }

    [Fact]
    public async Task R20_what_concerns_a_vacancy_reaches_whoever_takes_part_and_nobody_else()
    {
        var (vacancy, other) = (await service.VacancyAsync(), await service.VacancyAsync());
        using var provisional = await service.CandidateAsync();
        using var validated = await service.CandidateAsync();
        using var gone = await service.CandidateAsync();
        using var elsewhere = await service.CandidateAsync();
        await service.ApplyAsync(provisional, vacancy);
        await service.ValidatedAsync(validated, vacancy);
        await service.WithdrawAsync(gone, await service.ApplyAsync(gone, vacancy));
        await service.ApplyAsync(elsewhere, other);

        await using var db = service.NewDb();
        Assert.Equal(2, await db.TellCandidatesAsync(vacancy, 7, "candidacy-lapsed", service.Clock.GetCurrentInstant(), null, default));
        Assert.Equal(0, await db.TellCandidatesAsync(vacancy, 7, "candidacy-lapsed", service.Clock.GetCurrentInstant(), null, default));
        Assert.Equal((true, true, false, false), (await ToldAsync(provisional), await ToldAsync(validated), await ToldAsync(gone), await ToldAsync(elsewhere)));

        async Task<bool> ToldAsync(HttpClient candidate) =>
            (await service.GetAsync(candidate, "messages")).Items.Any(m => m.GetProperty("kind").GetString() == "candidacy-lapsed");
    }
}
