using Grpc.Core;
using Selection.Contracts.Assessment.V1;

namespace Selection.SampleClient.Tests;

public sealed class RegistrationFollowerTests
{
    [Fact]
    public async Task R35_after_a_break_the_new_snapshot_tells_who_came_who_is_missing_and_nobody_twice()
    {
        await using var door = await Door.StartAsync();
        door.OnWatch = async (call, _, stream) =>
        {
            if (call == 1)
            {
                await TellAsync(stream, "A", "B", "C");
                await stream.WriteAsync(Of("B", cancelled: true));
                throw new RpcException(new Status(StatusCode.Unavailable, "restarting"));
            }

            // While the line was broken A has cancelled and D has registered.
            await TellAsync(stream, "C", "D");
        };
        using var client = door.Client();
        var (told, snapshots) = (new List<string>(), 0);
        await new RegistrationFollower(client).FollowAsync("session", r => told.Add($"{(r.Cancelled ? "-" : "+")}{r.CandidateNumber}"), () => snapshots++, CancellationToken.None);

        Assert.Equal(["+A", "+B", "+C", "-B", "+D", "-A"], told);
        Assert.Equal((2, 2), (snapshots, door.Watches));
    }

    [Fact]
    public async Task R35_who_is_told_of_again_with_another_start_has_changed()
    {
        await using var door = await Door.StartAsync();
        door.OnWatch = async (_, _, stream) =>
        {
            await TellAsync(stream, "A");
            await stream.WriteAsync(Of("A"));
            await stream.WriteAsync(Of("A", seconds: 60));
        };
        using var client = door.Client();
        var told = new List<long>();
        await new RegistrationFollower(client).FollowAsync("session", r => told.Add(r.StartsAt.Seconds), () => { }, CancellationToken.None);
        Assert.Equal([0, 60], told);
    }

    [Fact]
    public async Task A_session_that_is_not_the_vendors_is_not_tried_again()
    {
        await using var door = await Door.StartAsync();
        door.OnWatch = (_, _, _) => throw new RpcException(new Status(StatusCode.PermissionDenied, "you have no session of this id"));
        using var client = door.Client();
        await Assert.ThrowsAsync<RpcException>(() => new RegistrationFollower(client).FollowAsync("session", _ => { }, () => { }, CancellationToken.None));
        Assert.Equal(1, door.Watches);
    }

    private static async Task TellAsync(IServerStreamWriter<WatchRegistrationsResponse> stream, params string[] numbers)
    {
        foreach (var number in numbers) await stream.WriteAsync(Of(number));
        await stream.WriteAsync(new WatchRegistrationsResponse { SnapshotComplete = new SnapshotComplete() });
    }

    private static WatchRegistrationsResponse Of(string number, bool cancelled = false, long seconds = 0) =>
        new() { Registration = new Registration { SessionId = "session", CandidateNumber = number, Cancelled = cancelled, StartsAt = new Google.Protobuf.WellKnownTypes.Timestamp { Seconds = seconds } } };
}
