using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.Testing.Servers;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

/// <summary>The service with a mail server of its own, and a replica.</summary>
public sealed class MailFixture : CandidacyFixture
{
    public SmtpListener Server { get; } = new();

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings)
    {
        ["Mail:Smtp:Host"] = "127.0.0.1",
        ["Mail:Smtp:Port"] = $"{Server.Port}",
        ["Mail:Smtp:Tls"] = "none",
        ["Mail:From"] = "no-reply@selection.test",
        ["Mail:Portal"] = "https://portal.test",
        ["Mail:RetryAfterSeconds"] = "0.1",
    };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await StartReplicaAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>A person with an address of their own.</summary>
    public async Task<(Guid PersonId, string Email)> PersonAsync(string language = "nl", string? email = null)
    {
        var person = NewPerson(language, email);
        await using var db = NewDb();
        db.Persons.Add(person);
        await db.SaveChangesAsync();
        return (person.PersonId, person.Email);
    }

    public async Task<Message> TellAsync(Guid person, string kind = "candidacy-lodged", object? args = null)
    {
        var message = Message.About(person, Guid.CreateVersion7(), 1, kind, Clock.GetCurrentInstant(), args);
        await using var db = NewDb();
        db.Messages.Add(message);
        await db.SaveChangesAsync();
        return message;
    }

    public Task<Mail> MailAsync(Guid messageId, MailState state) => Testing.Eventually.ValueAsync(async () =>
    {
        await using var db = NewDb();
        var mail = await db.Mails.SingleAsync(m => m.MessageId == messageId);
        Assert.Equal(state, mail.State);
        return mail;
    });

    public IReadOnlyList<MimeMessage> To(string email) => [.. Server.Received.Where(m => m.To == email).Select(m => MimeMessage.Load(new MemoryStream(m.Data)))];

    private Person NewPerson(string language, string? email) => new()
    {
        PersonId = Guid.CreateVersion7(),
        Subject = $"mail-{Guid.NewGuid():N}",
        FirstName = "Jo",
        LastName = "Peeters",
        Email = email ?? $"jo-{Guid.NewGuid():N}@example.org",
        Language = language,
        OpenedAt = Clock.GetCurrentInstant(),
        Version = 1,
    };
}

public sealed class MailTests(MailFixture service) : IClassFixture<MailFixture>, IAsyncLifetime
{
    public Task InitializeAsync()
    {
        service.Server.Refuse = _ => null;
        service.Server.HangUp = _ => false;
        service.Server.IsAway = false;
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task R20_a_message_is_copied_once_in_the_persons_language_and_leads_to_the_account()
    {
        var (person, email) = await service.PersonAsync("fr");
        var message = await service.TellAsync(person);
        var mail = await service.MailAsync(message.MessageId, MailState.Sent);
        Assert.NotNull(mail.SentAt);
        var letter = Assert.Single(service.To(email));
        Assert.Equal($"{message.MessageId:N}@selection.test", letter.MessageId);
        Assert.Equal("un nouveau message dans votre compte", letter.Subject);
        Assert.Contains($"https://portal.test/messages/{message.MessageId}", letter.TextBody);
        Assert.Contains("<html lang=\"fr\">", letter.HtmlBody);
        Assert.Contains($"href=\"https://portal.test/messages/{message.MessageId}\"", letter.HtmlBody);
        Assert.Equal("auto-generated", letter.Headers["Auto-Submitted"]);
    }

    [Fact]
    public async Task R20_a_burst_is_copied_once_each_by_two_replicas()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.PersonAsync()));
        await using var db = service.NewDb();
        var now = service.Clock.GetCurrentInstant();
        await db.TellAsync([.. people.SelectMany(p => Enumerable.Range(0, 100).Select(_ => Message.About(p.PersonId, Guid.CreateVersion7(), 1, "candidacy-lodged", now)))], default);
        await service.EventuallyAsync(() =>
        {
            Assert.All(people, p => Assert.Equal(100, service.To(p.Email).Count));
            return Task.CompletedTask;
        }, TimeSpan.FromSeconds(60));
        Assert.All(people, p => Assert.Equal(100, service.To(p.Email).Select(m => m.MessageId).Distinct().Count()));
    }

    [Theory]
    [InlineData("RCPT", "451 4.7.1 later")]
    [InlineData("DATA-END", "452 4.2.2 full")]
    public async Task R20_what_is_refused_for_now_is_tried_again_until_it_is_taken(string at, string answer)
    {
        var (person, email) = await service.PersonAsync();
        var refusals = 0;
        service.Server.Refuse = line => line.StartsWith(at, StringComparison.Ordinal) && line.Contains(email, StringComparison.Ordinal) && Interlocked.Increment(ref refusals) <= 3 ? answer : null;
        var message = await service.TellAsync(person);
        Assert.Equal(4, (await service.MailAsync(message.MessageId, MailState.Sent)).Attempts);
        Assert.Single(service.To(email));
    }

    [Fact]
    public async Task R20_a_server_that_is_away_loses_nothing_and_no_try_is_counted()
    {
        var (person, email) = await service.PersonAsync();
        service.Server.IsAway = true;
        Message message;
        try
        {
            message = await service.TellAsync(person);
            await service.EventuallyAsync(async () =>
            {
                await using var db = service.NewDb();
                Assert.NotNull((await db.Mails.SingleAsync(m => m.MessageId == message.MessageId)).Error);
            });
        }
        finally
        {
            service.Server.IsAway = false;
        }

        Assert.Equal(1, (await service.MailAsync(message.MessageId, MailState.Sent)).Attempts);
        Assert.Single(service.To(email));
    }

    [Fact]
    public async Task R20_a_connection_that_breaks_at_the_end_repeats_the_same_message_id()
    {
        var (person, email) = await service.PersonAsync();
        var broken = 0;
        service.Server.HangUp = line => line == $"DATA-END {email}" && Interlocked.Increment(ref broken) == 1;
        var message = await service.TellAsync(person);
        await service.MailAsync(message.MessageId, MailState.Sent);
        Assert.Equal($"{message.MessageId:N}@selection.test", Assert.Single(service.To(email)).MessageId);
        Assert.Equal(2, broken);
    }

    [Fact]
    public async Task R20_what_is_refused_for_good_fails_harms_no_neighbour_and_an_operator_sends_it_again()
    {
        var (bad, badEmail) = await service.PersonAsync();
        var (good, goodEmail) = await service.PersonAsync();
        service.Server.Refuse = line => line.StartsWith("RCPT", StringComparison.Ordinal) && line.Contains(badEmail, StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        var (refused, taken) = (await service.TellAsync(bad), await service.TellAsync(good));
        await service.MailAsync(taken.MessageId, MailState.Sent);
        Assert.Equal(1, (await service.MailAsync(refused.MessageId, MailState.Failed)).Attempts);
        Assert.Single(service.To(goodEmail));

        using var op = service.As(Roles.Operator, "operator-1");
        var listed = await service.GetAsync(op, "operations/mails?pageSize=200");
        Assert.Contains(listed.Is(HttpStatusCode.OK).Items, m => m.GetProperty("messageId").GetGuid() == refused.MessageId);
        Assert.DoesNotContain(badEmail, Encoding.UTF8.GetString(listed.Bytes), StringComparison.Ordinal);
        (await service.GetAsync(op, "operations/mails?state=lost")).IsInvalid("state");

        service.Server.Refuse = _ => null;
        var again = await service.SendAsync(op, HttpMethod.Post, "operations/mails/resend", new { messageIds = new[] { refused.MessageId, taken.MessageId } });
        Assert.Equal(1, again.Is(HttpStatusCode.OK)["count"].GetInt32());
        await service.MailAsync(refused.MessageId, MailState.Sent);
        Assert.Single(service.To(badEmail));
        Assert.Single(service.To(goodEmail));
    }

    [Fact]
    public async Task R20_whoever_wants_no_copies_gets_none_and_keeps_every_message()
    {
        using var candidate = await service.CandidateAsync();
        Assert.True((await service.GetAsync(candidate, "account/mail-copies")).Is(HttpStatusCode.OK)["wanted"].GetBoolean());
        (await service.SendAsync(candidate, HttpMethod.Put, "account/mail-copies", new { wanted = false })).Is(HttpStatusCode.NoContent);
        var person = await service.PersonIdAsync(candidate);
        var silent = await service.TellAsync(person);
        await using var db = service.NewDb();
        Assert.False(await db.Mails.AnyAsync(m => m.MessageId == silent.MessageId));
        Assert.Equal(silent.MessageId, Assert.Single((await service.GetAsync(candidate, "messages")).Items).GetProperty("messageId").GetGuid());
        (await service.SendAsync(candidate, HttpMethod.Put, "account/mail-copies", new { wanted = true })).Is(HttpStatusCode.NoContent);
        await service.MailAsync((await service.TellAsync(person)).MessageId, MailState.Sent);
        using var stranger = service.As(Roles.Candidate, $"stranger-{Guid.NewGuid():N}");
        (await service.SendAsync(stranger, HttpMethod.Put, "account/mail-copies", new { wanted = true })).Is(HttpStatusCode.NotFound);
    }

    /// <summary>What should never be stored as an address, if it were, reaches no header and no neighbour.</summary>
    [Theory]
    [InlineData("jo@example.org\r\nBcc: all@example.org")]
    [InlineData("not an address")]
    [InlineData("")]
    public async Task R20_an_address_that_is_none_fails_alone(string email)
    {
        var (person, _) = await service.PersonAsync(email: email);
        var message = await service.TellAsync(person);
        await service.MailAsync(message.MessageId, MailState.Failed);
        Assert.DoesNotContain(service.Server.Received, m => m.To.Contains("all@example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R20_an_erased_message_takes_its_copy_along()
    {
        service.Server.IsAway = true;
        try
        {
            var (person, _) = await service.PersonAsync();
            var message = await service.TellAsync(person);
            await using var db = service.NewDb();
            await db.Messages.Where(m => m.MessageId == message.MessageId).ExecuteDeleteAsync();
            Assert.False(await db.Mails.AnyAsync(m => m.MessageId == message.MessageId));
        }
        finally
        {
            service.Server.IsAway = false;
        }
    }
}

/// <summary>Development without a mail server: files.</summary>
public sealed class PickupFixture : CandidacyFixture
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("selection-mail-").FullName;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["Mail:PickupFolder"] = Folder };

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

public sealed class PickupTests(PickupFixture service) : IClassFixture<PickupFixture>
{
    [Fact]
    public async Task R20_in_development_copies_are_files_in_the_pick_up_folder()
    {
        var vacancy = await service.VacancyAsync();
        using var candidate = await service.CandidateAsync("de");
        await service.ApplyAsync(candidate, vacancy);
        var id = (await service.GetAsync(candidate, "messages")).Items[0].GetProperty("messageId").GetGuid();
        await service.EventuallyAsync(() => Task.FromResult(File.Exists(Path.Combine(service.Folder, $"{id:N}.eml"))));
        var letter = await MimeMessage.LoadAsync(Path.Combine(service.Folder, $"{id:N}.eml"));
        Assert.EndsWith(": eine neue Nachricht in Ihrem Konto", letter.Subject);
        Assert.StartsWith("CAN", letter.Subject);
        Assert.Empty(Directory.GetFiles(service.Folder, "*.tmp"));
    }
}
