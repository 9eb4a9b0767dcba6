using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using MimeKit;
using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Candidacies.Mails;
using Selection.ServiceDefaults;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class LetterTests
{
    private static readonly Instant Now = Instant.FromUtc(2025, 11, 3, 9, 30);
    private static readonly MailSettings Settings = Read("Development");

    /// <summary>Every kind there is a text for, with everything any of them is told, said by words nothing else contains.</summary>
    [Theory]
    [InlineData("nl")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("en")]
    public void R20_nothing_of_what_a_message_says_is_in_its_copy(string language)
    {
        var args = """
            {"motivation":"geheim-1","reason":"geheim-2","score":98.765,"rank":4242,"measures":["geheim-3"],"reservations":["reservation-equivalence"],
            "testDay":"2031-05-06","exemptUntil":"2033-05-06","barredUntil":"2031-11-06","since":"2031-05-06","from":"2031-05-06","askedAt":"2031-05-06T08:00:00Z",
            "opensAt":"2031-05-06T08:00:00Z","closesAt":"2031-05-07T08:00:00Z","dueAt":"2031-05-07T08:00:00Z","startsAt":"2025-11-20T08:00:00Z","preparationAt":"2025-11-20T08:00:00Z",
            "hearingAt":"2025-11-20T09:00:00Z","place":"Brussel","cancelUntil":"2031-05-06T08:00:00Z"}
            """;
        var kinds = Kinds();
        Assert.True(kinds.Count > 25);
        var subjects = new HashSet<string>();
        var bodies = new HashSet<string>();
        foreach (var kind in kinds)
        {
            var id = Guid.Parse("01998a6e-7f3c-7a51-9c0e-5d2f8b1a4e60");
            var facts = new LetterFacts(id, id, 3, kind, args, null, ProcedureStage.Candidacy, id, "jo@example.org", language, "ANG25001");
            using var letter = Letter.Write(facts, Settings, Now);
            using var bytes = new MemoryStream();
            letter.WriteTo(bytes);
            var parts = letter.BodyParts.OfType<TextPart>().Select(p => p.Text).Append(letter.Headers.Aggregate("", (all, h) => all + h.Value));
            Assert.All(parts, part => Assert.All(new[] { "geheim", "98.765", "98,765", "4242", "2031", "2033" }, secret => Assert.DoesNotContain(secret, part, StringComparison.OrdinalIgnoreCase)));
            subjects.Add(letter.Subject!);
            bodies.Add(letter.TextBody! + letter.HtmlBody);
        }

        // Who sees the copy of an admission cannot tell it from that of a refusal.
        Assert.Single(subjects);
        Assert.Single(bodies);
    }

    [Fact]
    public void R26_a_booking_comes_with_a_calendar_entry_which_a_cancellation_takes_away()
    {
        var booked = Calendar("assessment-booked", 2, """{"startsAt":"2025-11-20T08:00:00Z","length":"2:00:00","place":"Brussel; zaal 1,\nverdieping 2","cancelUntil":"2025-11-20T07:00:00Z"}""");
        var cancelled = Calendar("assessment-cancelled", 3, """{"startsAt":"2025-11-20T08:00:00Z"}""");
        Assert.Contains("METHOD:REQUEST", booked);
        Assert.Contains("BEGIN:VTIMEZONE", booked);
        Assert.Contains("TZID:Europe/Brussels", booked);
        Assert.Contains("DTSTART;TZID=Europe/Brussels:20251120T090000", booked);
        Assert.Contains("DTEND;TZID=Europe/Brussels:20251120T110000", booked);
        Assert.Contains(@"LOCATION:Brussel\; zaal 1\,\nverdieping 2", booked);
        Assert.Contains("SEQUENCE:2", booked);
        Assert.Contains("METHOD:CANCEL", cancelled);
        Assert.Contains("STATUS:CANCELLED", cancelled);
        Assert.Contains("SEQUENCE:3", cancelled);
        Assert.Equal(Uid(booked), Uid(cancelled));
    }

    [Fact]
    public void R45_a_planned_hearing_is_in_the_calendar_from_the_preparation_on_and_a_new_invitation_takes_it_away()
    {
        const string plan = """{"preparationAt":"2025-12-01T08:00:00Z","hearingAt":"2025-12-01T09:00:00Z","place":"Brussel","cancelUntil":"2025-12-01T07:00:00Z"}""";
        var planned = Calendar("oral-test-planned", 2, plan);
        var again = Calendar("oral-test-invited", 3, """{"opensAt":"2025-12-01T08:00:00Z","closesAt":"2025-12-02T08:00:00Z"}""", plan);
        Assert.Contains("DTSTART;TZID=Europe/Brussels:20251201T090000", planned);
        Assert.Contains("METHOD:CANCEL", again);
        Assert.Equal(Uid(planned), Uid(again));
        Assert.Empty(Calendars("oral-test-invited", 1, """{"opensAt":"2025-12-01T08:00:00Z","closesAt":"2025-12-02T08:00:00Z"}""", null));
        Assert.NotEqual(Uid(planned), Uid(Calendar("assessment-cancelled", 3, """{"startsAt":"2025-11-20T08:00:00Z"}""")));
    }

    [Fact]
    public void R45_a_hearing_that_is_moved_or_taken_back_takes_the_place_of_the_one_before_with_its_own_end()
    {
        const string plan = """{"preparationAt":"2025-12-01T08:00:00Z","hearingAt":"2025-12-01T09:30:00Z","endsAt":"2025-12-01T12:15:00Z","place":"Brussel","cancelUntil":"2025-12-01T07:00:00Z","reason":null}""";
        const string later = """{"preparationAt":"2025-12-03T08:00:00Z","hearingAt":"2025-12-03T09:30:00Z","endsAt":"2025-12-03T12:15:00Z","place":"Luik","cancelUntil":"2025-12-03T07:00:00Z","reason":"Staking"}""";
        const string invitation = """{"opensAt":"2025-12-01T08:00:00Z","closesAt":"2025-12-02T08:00:00Z","reason":"Staking"}""";
        var planned = Calendar("oral-test-planned", 2, plan);
        var moved = Calendar("oral-test-moved", 4, later, plan);
        var gone = Calendar("oral-test-invited-again", 5, invitation, later);
        // R39: extra time is in it.
        Assert.Contains("DTEND;TZID=Europe/Brussels:20251201T131500", planned);
        Assert.Contains("METHOD:REQUEST", moved);
        Assert.Contains("DTSTART;TZID=Europe/Brussels:20251203T090000", moved);
        Assert.Contains("DTEND;TZID=Europe/Brussels:20251203T131500", moved);
        Assert.Contains("LOCATION:Luik", moved);
        Assert.Contains("SEQUENCE:4", moved);
        Assert.Contains("METHOD:CANCEL", gone);
        Assert.Contains("SEQUENCE:5", gone);
        Assert.Equal(Uid(planned), Uid(moved));
        Assert.Equal(Uid(planned), Uid(gone));
        // The same as where the candidate takes it from the oral test's own pages.
        Assert.Equal($"UID:{Guid.Parse("01998a6e-7f3c-7a51-9c0e-5d2f8b1a4e60"):N}-oral-test@selection", Uid(planned));
        Assert.DoesNotContain("Staking", moved);
    }

    [Fact]
    public void R51_an_interview_is_in_the_calendar_moves_with_its_plan_and_is_taken_away_when_cancelled()
    {
        var planned = Calendar("interview-planned", 4, """{"startsAt":"2026-01-15T09:00:00Z","length":"1:30:00","place":"Brussel, zaal 4"}""");
        var moved = Calendar("interview-planned", 5, """{"startsAt":"2026-01-16T09:00:00Z","length":"1:30:00","place":"Brussel, zaal 5"}""");
        var cancelled = Calendar("interview-cancelled", 6, """{"startsAt":"2026-01-16T09:00:00Z","place":"Brussel, zaal 5","reason":"geheim"}""");
        Assert.Contains("DTSTART;TZID=Europe/Brussels:20260115T100000", planned);
        Assert.Contains("DTEND;TZID=Europe/Brussels:20260115T113000", planned);
        Assert.Contains("SEQUENCE:5", moved);
        Assert.Contains("METHOD:CANCEL", cancelled);
        Assert.DoesNotContain("geheim", cancelled);
        Assert.Equal(Uid(planned), Uid(moved));
        Assert.Equal(Uid(planned), Uid(cancelled));
    }

    /// <summary>An appointment on the morning after the clock went back: the wall-clock time is what counts.</summary>
    [Fact]
    public void T1_an_appointment_is_at_its_time_in_Brussels_after_a_clock_change() =>
        Assert.Contains("DTSTART;TZID=Europe/Brussels:20251026T090000", Calendar("assessment-booked", 2, """{"startsAt":"2025-10-26T08:00:00Z","place":"Brussel"}"""));

    [Fact]
    public void R20_an_address_with_a_name_or_a_group_never_reaches_others()
    {
        var id = Guid.NewGuid();
        using var letter = Letter.Write(new LetterFacts(id, id, 1, "admitted", "{}", null, ProcedureStage.Screening, id, "Jo <jo@example.org>", "nl", null), Settings, Now);
        Assert.Equal("jo@example.org", Assert.Single(letter.To.Mailboxes).ToString());
        Assert.Throws<ParseException>(() => Letter.Write(new LetterFacts(id, id, 1, "admitted", "{}", null, ProcedureStage.Screening, id, "a@example.org, b@example.org", "nl", null), Settings, Now));
    }

    [Fact]
    public void R20_a_letter_is_not_kept_in_memory_by_the_senders_address()
    {
        var id = Guid.NewGuid();
        using var letter = Letter.Write(new LetterFacts(id, id, 1, "admitted", "{}", null, ProcedureStage.Screening, id, "jo@example.org", "nl", null), Settings, Now);
        Assert.NotSame(Settings.From, Assert.Single(letter.From));
        Assert.Equal(Settings.From.Address, letter.From.Mailboxes.Single().Address);
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(4, 240)]
    [InlineData(30, 3600)]
    public void R20_a_copy_waits_twice_as_long_each_time_and_at_most_an_hour(int attempts, int seconds) =>
        Assert.Equal(Duration.FromSeconds(seconds), MailRetries.Wait(attempts, Duration.FromSeconds(30), Duration.Zero, Duration.FromDays(3)));

    [Fact]
    public void R20_a_copy_is_given_up_after_its_time()
    {
        Assert.NotNull(MailRetries.Wait(9, Duration.FromSeconds(30), Duration.FromDays(3) - Duration.FromTicks(1), Duration.FromDays(3)));
        Assert.Null(MailRetries.Wait(1, Duration.FromSeconds(30), Duration.FromDays(3), Duration.FromDays(3)));
    }

    [Theory]
    [InlineData("Mail:Smtp:Host")]
    [InlineData("Mail:From")]
    [InlineData("Mail:Portal")]
    [InlineData("Mail:Smtp:Password", "Mail:Smtp:User", "selection")]
    [InlineData("Mail:Smtp:Port", "Mail:Smtp:Port", "many")]
    [InlineData("Mail:Smtp:Port", "Mail:Smtp:Port", "0")]
    [InlineData("Mail:Smtp:Tls", "Mail:Smtp:Tls", "perhaps")]
    [InlineData("Mail:From", "Mail:From", "nobody")]
    [InlineData("Mail:Portal", "Mail:Portal", "ftp://portal")]
    public void R20_in_production_a_setting_that_is_missing_or_wrong_is_named_in_a_sentence(string named, string? key = null, string? value = null)
    {
        var settings = new Dictionary<string, string?> { ["Mail:Smtp:Host"] = "mail.test", ["Mail:From"] = "no-reply@selection.test", ["Mail:Portal"] = "https://portal.test" };
        if (key is null) settings.Remove(named); else settings[key] = value;
        Assert.Contains($"'{named}'", Assert.Throws<StartupException>(() => Read("Production", settings)).Message);
    }

    [Fact]
    public void R20_in_production_a_pick_up_folder_is_no_mail_server() => Assert.Throws<StartupException>(() => Read("Production", new()
    {
        ["Mail:PickupFolder"] = "/tmp", ["Mail:From"] = "no-reply@selection.test", ["Mail:Portal"] = "https://portal.test",
    }));

    private static MailSettings Read(string environment, Dictionary<string, string?>? settings = null) =>
        MailSettings.Of(new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build(), new HostingEnvironment { EnvironmentName = environment });

    private static List<string> Kinds()
    {
        var texts = Texts.Resources.GetResourceSet(System.Globalization.CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!;
        return [.. texts.Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key)
            .Where(k => k.StartsWith("message-", StringComparison.Ordinal) && k.EndsWith("-body", StringComparison.Ordinal)).Select(k => k["message-".Length..^"-body".Length]).Order()];
    }

    private static string Calendar(string kind, long version, string args, string? earlier = null)
    {
        var both = Calendars(kind, version, args, earlier);
        Assert.Equal(2, both.Count);
        Assert.Equal(both[0], both[1]);
        return both[0];
    }

    private static List<string> Calendars(string kind, long version, string args, string? earlier)
    {
        var facts = new LetterFacts(Guid.NewGuid(), Guid.Parse("01998a6e-7f3c-7a51-9c0e-5d2f8b1a4e60"), version, kind, args, earlier, ProcedureStage.Assessment, null, "jo@example.org", "nl", "ANG25001");
        using var letter = Letter.Write(facts, Settings, Now);
        return [.. letter.BodyParts.OfType<MimePart>().Where(p => p.ContentType.MimeType == "text/calendar").Select(p =>
        {
            using var content = new MemoryStream();
            p.Content!.DecodeTo(content);
            // Long lines are folded (RFC 5545, 3.1).
            return System.Text.Encoding.UTF8.GetString(content.ToArray()).Replace("\r\n ", "", StringComparison.Ordinal);
        })];
    }

    private static string Uid(string calendar) => calendar.Split("\r\n").Single(l => l.StartsWith("UID:", StringComparison.Ordinal));
}
