using System.Globalization;
using System.Text;
using System.Text.Json;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using MimeKit;
using NodaTime;
using Selection.Contracts;
using Selection.ServiceDefaults.Clock;
using Calendar = Ical.Net.Calendar;
using Duration = NodaTime.Duration;

namespace Selection.Candidacies.Mails;

/// <summary>
/// A test's place in the candidate's own calendar (RFC 5545, 5546). One entry a candidacy and test, whose UID stays; the
/// version of what was booked is its SEQUENCE, so that a newer one replaces it and a cancellation takes it away.
/// </summary>
internal sealed class Appointment
{
    /// <summary>About three hours, preparation included (R40).</summary>
    private static readonly Duration OralTest = Duration.FromHours(3);

    private readonly Calendar _calendar;

    private Appointment(Calendar calendar) => _calendar = calendar;

    /// <summary>What a message books or cancels; null for any other message.</summary>
    public static Appointment? Of(LetterFacts facts, MailSettings settings, string attendee, string link, Instant now)
    {
        using var args = JsonDocument.Parse(facts.Args);
        using var earlier = facts.EarlierPlan is { } plan ? JsonDocument.Parse(plan) : null;
        return facts.Kind switch
        {
            "assessment-booked" or "assessment-changed" => Entry("assessment", At(args, "startsAt"), Length(args), args, cancelled: false),
            "assessment-cancelled" or "assessment-released" or "assessment-session-cancelled" => Entry("assessment", At(args, "startsAt"), null, args, cancelled: true),
            "oral-test-planned" => Entry("oral-test", At(args, "preparationAt"), OralTest, args, cancelled: false),
            // Whoever is invited again, or stopped, after a plan has no hearing any more.
            "oral-test-invited" or "oral-test-not-registered" when earlier is not null => Entry("oral-test", At(earlier, "preparationAt"), OralTest, earlier, cancelled: true),
            _ => null,
        };

        Appointment Entry(string test, Instant start, Duration? length, JsonDocument from, bool cancelled)
        {
            var culture = CultureInfo.GetCultureInfo(facts.Language);
            var calendar = new Calendar { Method = cancelled ? CalendarMethods.Cancel : CalendarMethods.Request, ProductId = "-//Selection//Selection//EN" };
            calendar.AddTimeZone(VTimeZone.FromDateTimeZone(BrusselsTime.Zone.Id, start.ToDateTimeUtc().AddYears(-1), includeHistoricalData: false));
            var entry = new CalendarEvent
            {
                Uid = $"{facts.SourceId:N}-{test}@{settings.From.Domain}",
                Sequence = (int)Math.Min(int.MaxValue, facts.SourceVersion),
                DtStamp = new CalDateTime(now.ToDateTimeUtc()),
                Start = Local(start),
                Summary = facts.SelectionCode is { } code ? $"{code}: {Letter.Text($"mail-{test}", culture)}" : Letter.Text($"mail-{test}", culture),
                Description = link,
                Status = cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
                Organizer = new Organizer($"mailto:{settings.From.Address}"),
                Attendees = [new Attendee($"mailto:{attendee}") { Rsvp = false, ParticipationStatus = EventParticipationStatus.Accepted }],
            };
            if (length is { } takes) entry.End = Local(start + takes);
            if (from.RootElement.TryGetProperty("place", out var place)) entry.Location = place.GetString();
            calendar.Events.Add(entry);
            return new Appointment(calendar);
        }
    }

    /// <summary>Beside the text, as calendars read it.</summary>
    public MimePart AsPart()
    {
        var part = Content();
        part.ContentType.Parameters.Add("method", _calendar.Method!);
        return part;
    }

    /// <summary>And as a file, for whoever opens it by hand.</summary>
    public MimePart AsAttachment()
    {
        var part = Content();
        part.ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "selection.ics" };
        return part;
    }

    private MimePart Content()
    {
        var part = new MimePart("text", "calendar")
        {
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(_calendar)!))),
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        part.ContentType.Charset = "utf-8";
        return part;
    }

    private static CalDateTime Local(Instant instant)
    {
        var local = instant.InZone(BrusselsTime.Zone).LocalDateTime;
        return new CalDateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, local.Second, BrusselsTime.Zone.Id);
    }

    private static Instant At(JsonDocument args, string name) => args.RootElement.GetProperty(name).Deserialize<Instant>(ContractsJson.Options);

    /// <summary>Bookings told before lengths were kept take about two hours (R25).</summary>
    private static Duration Length(JsonDocument args) =>
        args.RootElement.TryGetProperty("length", out var length) ? length.Deserialize<Duration>(ContractsJson.Options) : Duration.FromHours(2);
}
