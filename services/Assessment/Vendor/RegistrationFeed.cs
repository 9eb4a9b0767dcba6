using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts.Assessment.V1;

namespace Selection.Assessment.Vendor;

/// <summary>
/// Who is registered for a session, and every change until it starts. The session's own count of changes is asked twice a
/// second, so that it does not matter which replica a candidate books on; memory is bounded by the session's seats.
/// </summary>
internal sealed class RegistrationFeed(IServiceScopeFactory scopes, IClock clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public async Task SendAsync(Guid sessionId, bool follow, IServerStreamWriter<WatchRegistrationsResponse> stream, CancellationToken ct)
    {
        var known = new HashSet<string>();
        var (session, changes) = await ReadAsync(sessionId, ct);
        await SendChangesAsync(session, known, stream, ct);
        await stream.WriteAsync(new WatchRegistrationsResponse { SnapshotComplete = new SnapshotComplete() }, ct);
        while (follow && clock.GetCurrentInstant() < session.StartsAt)
        {
            await Task.Delay(Interval, ct);
            var (current, currentChanges) = await ReadAsync(sessionId, ct);
            if (currentChanges == changes) continue;
            changes = currentChanges;
            await SendChangesAsync(current, known, stream, ct);
        }
    }

    private async Task SendChangesAsync(SessionRow session, HashSet<string> known, IServerStreamWriter<WatchRegistrationsResponse> stream, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AssessmentDb>();
        // A seat whose result is in is still a registration.
        var now = await db.Bookings.Where(b => b.SessionId == session.SessionId && (b.State == BookingState.Booked || b.State == BookingState.Closed))
            .OrderBy(b => b.BookedAt).Select(b => b.CandidateNumber).ToListAsync(ct);
        foreach (var number in now.Where(known.Add).ToList()) await stream.WriteAsync(MessageOf(session, number, cancelled: false), ct);
        foreach (var number in known.Except(now).ToList())
        {
            known.Remove(number);
            await stream.WriteAsync(MessageOf(session, number, cancelled: true), ct);
        }
    }

    private async Task<(SessionRow Session, long Changes)> ReadAsync(Guid sessionId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = await scope.ServiceProvider.GetRequiredService<AssessmentDb>().Sessions.AsNoTracking().SingleAsync(s => s.SessionId == sessionId, ct);
        return (session, session.Changes);
    }

    private static WatchRegistrationsResponse MessageOf(SessionRow session, string number, bool cancelled) => new()
    {
        Registration = new Registration
        {
            SessionId = session.SessionId.ToString(),
            CandidateNumber = number,
            StartsAt = ProtoTime.Write(session.StartsAt),
            Cancelled = cancelled,
        },
    };
}
