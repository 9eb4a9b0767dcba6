using Grpc.Core;
using Selection.Contracts.Assessment.V1;

namespace Selection.SampleClient;

/// <summary>
/// Follows who is registered for a session until it starts. After a break it asks again, and the new snapshot tells who came
/// in the meantime, who changed, and who is missing and so has cancelled.
/// </summary>
public sealed class RegistrationFollower(VendorClient client, int attempts = 10)
{
    private readonly Backoff _backoff = new(attempts);
    private readonly Dictionary<string, Registration> _known = [];

    /// <summary>Told before each new attempt: why, and after which pause.</summary>
    public Action<string, TimeSpan>? OnRetry { get; init; }

    /// <summary>Ends when the session has started.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="onChange">Told of whoever is registered, changed or gone; once each, whatever breaks in between.</param>
    /// <param name="onSnapshot">Told when the list is complete for now.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="RpcException">The platform refuses the call, or stayed away for all attempts.</exception>
    /// <exception cref="SignInException">There is no token.</exception>
    public async Task FollowAsync(string sessionId, Action<Registration> onChange, Action onSnapshot, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await FollowOnceAsync(sessionId, onChange, onSnapshot, ct);
                return;
            }
            catch (RpcException e) when (!ct.IsCancellationRequested && _backoff.PauseAfter(e) is { } pause)
            {
                if (e.StatusCode == StatusCode.Unauthenticated) client.TokenRefused();
                await WaitAsync($"{e.StatusCode}: {e.Status.Detail}", pause, ct);
            }
            catch (SignInException e) when (_backoff.PauseAfter(e) is { } pause)
            {
                await WaitAsync(e.Message, pause, ct);
            }
        }
    }

    private async Task FollowOnceAsync(string sessionId, Action<Registration> onChange, Action onSnapshot, CancellationToken ct)
    {
        var missing = _known.Keys.ToHashSet();
        await foreach (var change in client.WatchAsync(sessionId, follow: true, ct))
        {
            _backoff.Progressed();
            if (change.ChangeCase == WatchRegistrationsResponse.ChangeOneofCase.SnapshotComplete)
            {
                foreach (var number in missing) Tell(new Registration(_known[number]) { Cancelled = true }, onChange);
                missing.Clear();
                onSnapshot();
                continue;
            }

            missing.Remove(change.Registration.CandidateNumber);
            Tell(change.Registration, onChange);
        }
    }

    private void Tell(Registration registration, Action<Registration> onChange)
    {
        if (registration.Cancelled ? !_known.Remove(registration.CandidateNumber) : registration.Equals(_known.GetValueOrDefault(registration.CandidateNumber))) return;
        if (!registration.Cancelled) _known[registration.CandidateNumber] = registration;
        onChange(registration);
    }

    private Task WaitAsync(string why, TimeSpan pause, CancellationToken ct)
    {
        OnRetry?.Invoke(why, pause);
        return Task.Delay(pause, ct);
    }
}
