using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.ServiceDefaults.Calendars;

/// <summary>An appointment for somebody's own calendar.</summary>
/// <param name="Uid">Names it for good: a later one with the same name takes its place.</param>
/// <param name="Sequence">Counts its changes; calendars keep the highest.</param>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends; null where that is not known, or it is taken away.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Description">What else there is to know; null for nothing.</param>
/// <param name="Place">Where; null where that is not known.</param>
/// <param name="Cancelled">Whether it does not take place any more.</param>
public sealed record CalendarEntry(
    string Uid, long Sequence, Instant Start, Instant? End, string Summary, string? Description = null, string? Place = null, bool Cancelled = false)
{
    /// <summary>The name of a candidacy's appointment for a test: the same wherever it is told, so that a calendar has it once.</summary>
    /// <param name="candidacyId">Whose.</param>
    /// <param name="test">Which test, such as <c>oral-test</c>.</param>
    public static string UidOf(Guid candidacyId, string test) => $"{candidacyId:N}-{test}@selection";
}

/// <summary>Appointments as calendars read them (RFC 5545, 5546), in Brussels' time: they keep their hour over a clock change (T1).</summary>
public sealed class CalendarFile
{
    /// <summary>The media type of such a file.</summary>
    public const string MediaType = "text/calendar";

    private readonly Calendar _calendar;

    /// <param name="method">What a calendar does with it: <see cref="CalendarMethods.Publish"/>, or how an invitation is answered.</param>
    /// <param name="now">When it is made.</param>
    /// <param name="entries">At least one.</param>
    public CalendarFile(string method, Instant now, params IReadOnlyCollection<CalendarEntry> entries)
    {
        _calendar = new Calendar { Method = method, ProductId = "-//Selection//Selection//EN" };
        _calendar.AddTimeZone(VTimeZone.FromDateTimeZone(BrusselsTime.Zone.Id, entries.Min(e => e.Start).ToDateTimeUtc().AddYears(-1), includeHistoricalData: false));
        foreach (var entry in entries) _calendar.Events.Add(EventOf(entry, now));
    }

    /// <summary>What a calendar does with it.</summary>
    public string Method => _calendar.Method!;

    /// <summary>Its appointments, for what only an invitation has: who invites, and whom.</summary>
    public IEnumerable<CalendarEvent> Events => _calendar.Events;

    /// <summary>The file's content.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(_calendar)!);

    private static CalendarEvent EventOf(CalendarEntry entry, Instant now)
    {
        var appointment = new CalendarEvent
        {
            Uid = entry.Uid,
            Sequence = (int)Math.Min(int.MaxValue, entry.Sequence),
            DtStamp = new CalDateTime(now.ToDateTimeUtc()),
            Start = Local(entry.Start),
            Summary = entry.Summary,
            Status = entry.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
        };
        if (entry.End is { } end) appointment.End = Local(end);
        if (entry.Description is not null) appointment.Description = entry.Description;
        if (entry.Place is not null) appointment.Location = entry.Place;
        return appointment;
    }

    private static CalDateTime Local(Instant instant)
    {
        var local = instant.InZone(BrusselsTime.Zone).LocalDateTime;
        return new CalDateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, local.Second, BrusselsTime.Zone.Id);
    }
}
