using System.Globalization;
using System.Text.Json;
using Ical.Net;
using Ical.Net.DataTypes;
using MimeKit;
using NodaTime;
using Selection.Contracts;
using Selection.ServiceDefaults.Calendars;
using Duration = NodaTime.Duration;

namespace Selection.Candidacies.Mails;

/// <summary>
/// A test's or an interview's place in the candidate's own calendar (RFC 5545, 5546). One entry a candidacy and test, whose UID stays; the
/// version of what was booked is its SEQUENCE, so that a newer one replaces it and a cancellation takes it away.
/// </summary>
internal sealed class Appointment
{
    /// <summary>About three hours, preparation included (R40): for plans told before their end was.</summary>
    private static readonly Duration OralTest = Duration.FromHours(3);

    private readonly CalendarFile _calendar;

    private Appointment(CalendarFile calendar) => _calendar = calendar;

    /// <summary>What a message books or cancels; null for any other message.</summary>
    public static Appointment? Of(LetterFacts facts, MailSettings settings, string attendee, string link, Instant now)
    {
        using var args = JsonDocument.Parse(facts.Args);
        using var earlier = facts.EarlierPlan is { } plan ? JsonDocument.Parse(plan) : null;
        return facts.Kind switch
        {
            "assessment-booked" or "assessment-changed" => Entry("assessment", At(args, "startsAt"), At(args, "startsAt") + Length(args), args, cancelled: false),
            "assessment-cancelled" or "assessment-released" or "assessment-session-cancelled" => Entry("assessment", At(args, "startsAt"), null, args, cancelled: true),
            "oral-test-planned" or "oral-test-moved" => Entry("oral-test", At(args, "preparationAt"), EndOf(args), args, cancelled: false),
            "interview-planned" => Entry("interview", At(args, "startsAt"), At(args, "startsAt") + Length(args), args, cancelled: false),
            "interview-cancelled" => Entry("interview", At(args, "startsAt"), null, args, cancelled: true),
            // Whoever is invited again, or stopped, after a plan has no hearing any more.
            "oral-test-invited" or "oral-test-invited-again" or "oral-test-not-registered" when earlier is not null =>
                Entry("oral-test", At(earlier, "preparationAt"), EndOf(earlier), earlier, cancelled: true),
            _ => null,
        };

        Appointment Entry(string test, Instant start, Instant? end, JsonDocument from, bool cancelled)
        {
            var culture = CultureInfo.GetCultureInfo(facts.Language);
            var calendar = new CalendarFile(cancelled ? CalendarMethods.Cancel : CalendarMethods.Request, now, new CalendarEntry(
                CalendarEntry.UidOf(facts.SourceId, test), facts.SourceVersion, start, end,
                facts.SelectionCode is { } code ? $"{code}: {Letter.Text($"mail-{test}", culture)}" : Letter.Text($"mail-{test}", culture),
                link, from.RootElement.TryGetProperty("place", out var place) ? place.GetString() : null, cancelled));
            foreach (var entry in calendar.Events)
            {
                entry.Organizer = new Organizer($"mailto:{settings.From.Address}");
                entry.Attendees = [new Attendee($"mailto:{attendee}") { Rsvp = false, ParticipationStatus = EventParticipationStatus.Accepted }];
            }

            return new Appointment(calendar);
        }
    }

    /// <summary>Beside the text, as calendars read it.</summary>
    public MimePart AsPart()
    {
        var part = Content();
        part.ContentType.Parameters.Add("method", _calendar.Method);
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
        var part = new MimePart("text", "calendar") { Content = new MimeContent(new MemoryStream(_calendar.ToBytes())), ContentTransferEncoding = ContentEncoding.Base64 };
        part.ContentType.Charset = "utf-8";
        return part;
    }

    private static Instant At(JsonDocument args, string name) => args.RootElement.GetProperty(name).Deserialize<Instant>(ContractsJson.Options);

    /// <summary>The end of the hearing, extra time included (R39).</summary>
    private static Instant EndOf(JsonDocument plan) =>
        plan.RootElement.TryGetProperty("endsAt", out var end) && end.ValueKind is JsonValueKind.String ? end.Deserialize<Instant>(ContractsJson.Options) : At(plan, "preparationAt") + OralTest;

    /// <summary>Bookings told before lengths were kept take about two hours (R25).</summary>
    private static Duration Length(JsonDocument args) =>
        args.RootElement.TryGetProperty("length", out var length) ? length.Deserialize<Duration>(ContractsJson.Options) : Duration.FromHours(2);
}
