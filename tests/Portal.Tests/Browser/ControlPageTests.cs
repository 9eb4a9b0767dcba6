using Microsoft.Playwright;
using Selection.Demo.Platform;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>The pages of those who watch over the platform: the auditor, the operator, and the authority while there is no list.</summary>
[Collection(ProcedureCollection.Name)]
public sealed class ControlPageTests(Procedure procedure)
{
    [Theory]
    [InlineData("nl", 1280)]
    [InlineData("fr", 390)]
    public async Task R54_an_auditor_filters_the_record_and_downloads_it_and_nothing_of_it_stands_in_the_address(string language, int width)
    {
        var page = await procedure.SignedInAsync("auditor", language, width);
        await page.GotoAsync("/auditor");
        await page.MustBeFineAsync($"auditor-{language}-{width}");
        await page.SelectOptionAsync("#service", "screening");
        await page.FillAsync("[name='Form.PersonId']", procedure.Heard.PersonId.ToString());
        await page.ClickAsync("main form .filters__actions button >> nth=0");
        await page.WaitForSelectorAsync("#entries");
        Assert.DoesNotContain(procedure.Heard.PersonId.ToString(), page.Url, StringComparison.Ordinal);
        Assert.Contains(procedure.Heard.PersonId.ToString(), await page.TextContentAsync("table") ?? "", StringComparison.Ordinal);
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[formaction='/auditor/record/csv']"));
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
        await page.GotoAsync("/auditor/complaints");
        await page.MustBeFineAsync($"auditor-complaints-{language}-{width}");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("nl", 1280)]
    [InlineData("fr", 390)]
    public async Task T4_an_operator_sees_how_everything_fares_and_moves_the_clock(string language, int width)
    {
        var (events, mails) = await FailAsync();
        var page = await procedure.SignedInAsync("operator", language, width);
        await page.GotoAsync("/operator");
        Assert.True(await page.Locator("#services").CountAsync() == 1);
        await page.MustBeFineAsync($"operator-{language}-{width}");
        await page.GotoAsync("/operator/results/replay");
        await page.MustBeFineAsync($"operator-replay-{language}-{width}");
        await SaysAsync(page, ".usa-summary-box__text", events);
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForURLAsync("**/operator?replayed=*");
        await SaysAsync(page, ".usa-alert--success", events);
        await page.GotoAsync("/operator/screening/replay");
        Assert.Equal(1, await page.Locator(".empty").CountAsync());
        await page.MustBeFineAsync($"operator-replay-none-{language}-{width}");
        await page.GotoAsync("/operator/mails?state=Sent");
        Assert.True(await page.Locator("#mails").CountAsync() == 1);
        await page.MustBeFineAsync($"operator-mails-{language}-{width}");
        await page.GotoAsync("/operator/mails?state=Failed");
        await page.ClickAsync("a[href^='/operator/mails/resend/']");
        await page.MustBeFineAsync($"operator-resend-one-{language}-{width}");
        await page.GotoAsync("/operator/mails/resend");
        await page.MustBeFineAsync($"operator-resend-{language}-{width}");
        await SaysAsync(page, ".confirm h1", mails);
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForURLAsync("**/operator/mails?resent=*");
        await SaysAsync(page, ".usa-alert--success", mails);
        await page.GotoAsync("/operator/clock");
        await page.MustBeFineAsync($"operator-clock-{language}-{width}");
        await page.FillAsync("#field-form-hours", "0");
        await page.FillAsync("#field-form-days", "x");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Equal("true", await page.GetAttributeAsync("#field-form-days", "aria-invalid"));
        await page.Context.CloseAsync();
    }

    /// <summary>The first of what is shown there names this number.</summary>
    private static async Task SaysAsync(IPage page, string selector, long number) => Assert.Matches($@"\b{number}\b", await page.TextContentAsync(selector) ?? "");

    /// <summary>Two events that cannot be sent, and two e-mails that were refused.</summary>
    /// <returns>How many of each wait for an operator now; those events too that another case has replayed.</returns>
    private async Task<(long Events, long Mails)> FailAsync()
    {
        await using var results = procedure.Site.Platform.Database("results");
        await using (var unknown = results.CreateCommand("insert into outbox (message_id, type, body, created_at) select gen_random_uuid(), 'NoSuchEvent', '{}', now() from generate_series(1, 2)"))
            Assert.Equal(2, await unknown.ExecuteNonQueryAsync());
        // An event leaves the outbox in the transaction that sets it aside.
        await Poll.UntilAsync("the events are set aside", async () =>
        {
            await using var underWay = results.CreateCommand("select exists (select 1 from outbox where type = 'NoSuchEvent')");
            return await underWay.ExecuteScalarAsync() is false;
        }, default);
        await using var candidacy = procedure.Site.Platform.Database("candidacy");
        await using (var refused = candidacy.CreateCommand("update mails set state = 'Failed', error = 'No such address.' where message_id in (select message_id from mails where state = 'Sent' limit 2)"))
            Assert.Equal(2, await refused.ExecuteNonQueryAsync());
        await using var events = results.CreateCommand("select count(*) from outbox_failed");
        await using var mails = candidacy.CreateCommand("select count(*) from mails where state = 'Failed'");
        return (Assert.IsType<long>(await events.ExecuteScalarAsync()), Assert.IsType<long>(await mails.ExecuteScalarAsync()));
    }

    [Theory]
    [InlineData("nl", 1280)]
    [InlineData("fr", 390)]
    public async Task Without_a_published_list_the_authority_is_told_that_there_is_none(string language, int width)
    {
        var page = await procedure.SignedInAsync("authority", language, width);
        await page.GotoAsync("/authority");
        Assert.Equal(1, await page.Locator(".empty").CountAsync());
        await page.MustBeFineAsync($"authority-none-{language}-{width}");
        await page.Context.CloseAsync();
    }
}
