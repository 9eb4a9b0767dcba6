using System.Globalization;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts.Assessment.V1;
using Selection.ServiceDefaults.Measures;

namespace Selection.Assessment.Vendor;

/// <summary>
/// Who is registered for a session, and every change until it starts: who comes, who leaves, and whoever is to be told anew,
/// all of them where the session is moved, one where a measure is granted after the booking (R39). The list is read again only
/// where the session's own count of changes has moved on;
/// memory is bounded by the session's seats.
/// </summary>
internal sealed class RegistrationFeed(IServiceScopeFactory scopes, SessionPulse pulse, IClock clock)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly WriteOptions MoreFollow = new(WriteFlags.BufferHint);

    public async Task SendAsync(Guid sessionId, bool follow, IServerStreamWriter<WatchRegistrationsResponse> stream, CancellationToken ct)
    {
        using var following = follow ? pulse.Follow(sessionId) : null;
        var known = new Dictionary<string, Registration>();
        var state = await SendChangesAsync(sessionId, known, stream, ct);
        await WriteAsync(stream, [new WatchRegistrationsResponse { SnapshotComplete = new SnapshotComplete() }], ct);
        while (follow && clock.GetCurrentInstant() < state.StartsAt)
        {
            var beat = await pulse.NextAsync(ct);
            if (!beat.TryGetValue(sessionId, out var now) || now == state) continue;
            state = await SendChangesAsync(sessionId, known, stream, ct);
        }
    }

    /// <summary>Tells what is not known yet, and gives the state it was told from.</summary>
    private async Task<SessionState> SendChangesAsync(Guid sessionId, Dictionary<string, Registration> known, IServerStreamWriter<WatchRegistrationsResponse> stream, CancellationToken ct)
    {
        var (state, registrations) = await ReadAsync(sessionId, ct);
        var changes = new List<Registration>();
        foreach (var registration in registrations.Where(r => !r.Equals(known.GetValueOrDefault(r.CandidateNumber))))
        {
            known[registration.CandidateNumber] = registration;
            changes.Add(registration);
        }

        foreach (var number in known.Keys.Except(registrations.Select(r => r.CandidateNumber)).ToList())
        {
            known.Remove(number, out var gone);
            changes.Add(new Registration(gone) { Cancelled = true });
        }

        await WriteAsync(stream, changes.ConvertAll(r => new WatchRegistrationsResponse { Registration = r }), ct);
        return state;
    }

    private async Task<(SessionState State, IReadOnlyList<Registration> Registrations)> ReadAsync(Guid sessionId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AssessmentDb>();
        // The count before the list: a change in between is told now, and looked for once more.
        var session = await db.Sessions.AsNoTracking().SingleAsync(s => s.SessionId == sessionId, ct);
        // A seat whose result is in is still a registration.
        var registered = await db.Bookings.Where(b => b.SessionId == sessionId && (b.State == BookingState.Booked || b.State == BookingState.Closed))
            .OrderBy(b => b.BookedAt)
            .Select(b => new { b.CandidateNumber, Measures = db.MeasuresInForce.Where(m => m.CandidacyId == b.CandidacyId).Select(m => m.Measures).FirstOrDefault() })
            .ToListAsync(ct);
        return (new SessionState(session.StartsAt, session.Changes), [.. registered.Select(r => MessageOf(session, r.CandidateNumber, r.Measures ?? []))]);
    }

    /// <summary>What is done for a candidate goes along in plain English, and never why (R39).</summary>
    private static Registration MessageOf(SessionRow session, string candidateNumber, string[] measures) => new()
    {
        SessionId = session.SessionId.ToString(),
        CandidateNumber = candidateNumber,
        StartsAt = ProtoTime.Write(session.StartsAt),
        Accommodations = { MeasureWords.Of(measures, English) },
    };

    private static async Task WriteAsync(IServerStreamWriter<WatchRegistrationsResponse> stream, List<WatchRegistrationsResponse> messages, CancellationToken ct)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            stream.WriteOptions = i < messages.Count - 1 ? MoreFollow : WriteOptions.Default;
            await stream.WriteAsync(messages[i], ct);
        }
    }
}
