using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Events;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class VendorTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R35_a_vendor_lists_its_own_sessions_inside_a_period()
    {
        var vacancyId = await service.VacancyAsync(weighingClass: 4);
        var period = await service.PeriodAsync(vacancyId);
        var vendor = "vendor-" + Guid.NewGuid();
        var (first, second) = (await service.SessionAsync(period, 20, vendor: vendor), await service.SessionAsync(period, 30, vendor: vendor));
        await service.SessionAsync(period, 20, vendor: "another");
        await service.BookAsync(await service.AdmitAsync(vacancyId), first);

        var all = (await service.Vendor(vendor).ListSessionsAsync(new ListSessionsRequest())).Sessions;
        Assert.Equal([first.SessionId.ToString(), second.SessionId.ToString()], all.Select(s => s.SessionId));
        Assert.Equal((1, "nl", TimeSpan.FromHours(2)), (all[0].Registered, all[0].Language, all[0].Length.ToTimeSpan()));
        Assert.Equal([4, 5], all[0].WeighingClasses);
        var from = Timestamp.FromDateTimeOffset(second.StartsAt.ToDateTimeOffset());
        Assert.Equal(second.SessionId.ToString(), Assert.Single((await service.Vendor(vendor).ListSessionsAsync(new ListSessionsRequest { From = from })).Sessions).SessionId);
        Assert.Equal(first.SessionId.ToString(), Assert.Single((await service.Vendor(vendor).ListSessionsAsync(new ListSessionsRequest { Until = from })).Sessions).SessionId);
    }

    [Fact]
    public async Task R35_who_is_registered_is_told_by_number_only_and_closed_by_a_mark()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        var number = await service.BookAsync(candidate, session);

        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString() });
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal(2, messages.Count);
        Assert.Equal((number, false), (messages[0].Registration.CandidateNumber, messages[0].Registration.Cancelled));
        Assert.NotNull(messages[1].SnapshotComplete);
        Assert.DoesNotContain(candidate.PersonId.ToString(), messages[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R35_changes_follow_until_the_session_starts()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 30);
        var (stays, leaves, comes) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.BookAsync(stays, session);
        var leaving = await service.BookAsync(leaves, session);

        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString(), Follow = true });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        async Task<WatchRegistrationsResponse> NextAsync()
        {
            Assert.True(await call.ResponseStream.MoveNext(patience.Token));
            return call.ResponseStream.Current;
        }

        await NextAsync();
        await NextAsync();
        Assert.NotNull((await NextAsync()).SnapshotComplete);

        var coming = await service.BookAsync(comes, session);
        Assert.Equal((coming, false), (await NextAsync()).Registration is var added ? (added.CandidateNumber, added.Cancelled) : default);
        using (var client = service.Of(leaves)) await client.DeleteAsync($"/api/assessment/candidacies/{leaves.CandidacyId}/booking");
        Assert.Equal((leaving, true), (await NextAsync()).Registration is var gone ? (gone.CandidateNumber, gone.Cancelled) : default);
        await service.PublishAsync(new CandidacyWithdrawn(stays.CandidacyId, vacancyId, stays.PersonId, 9, service.Clock.GetCurrentInstant()));
        Assert.True((await NextAsync()).Registration.Cancelled);

        service.MoveTo(session.StartsAt);
        Assert.False(await call.ResponseStream.MoveNext(patience.Token));
    }

    [Fact]
    public async Task R35_whoever_follows_is_told_of_everybody_again_where_the_session_is_moved_and_followed_to_its_new_start()
    {
        var (vacancyId, session) = await service.ProcedureAsync(inDays: 40, periodDays: 30);
        var numbers = new HashSet<string>();
        for (var i = 0; i < 3; i++) numbers.Add(await service.BookAsync(await service.AdmitAsync(vacancyId), session));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString(), Follow = true }, cancellationToken: patience.Token);
        while (await call.ResponseStream.MoveNext(patience.Token) && call.ResponseStream.Current.SnapshotComplete is null) Assert.Contains(call.ResponseStream.Current.Registration.CandidateNumber, numbers);

        var moved = session.StartsAt + NodaTime.Duration.FromDays(1);
        await using var db = service.NewDb();
        await db.Database.ExecuteSqlAsync($"update sessions set starts_at = {moved}, changes = changes + 1 where session_id = {session.SessionId}");

        var told = new HashSet<string>();
        while (told.Count < 3 && await call.ResponseStream.MoveNext(patience.Token))
        {
            var registration = call.ResponseStream.Current.Registration;
            Assert.Equal((moved.ToDateTimeOffset(), false), (registration.StartsAt.ToDateTimeOffset(), registration.Cancelled));
            told.Add(registration.CandidateNumber);
        }

        Assert.Equal(numbers, told);
        service.MoveTo(session.StartsAt + NodaTime.Duration.FromMinutes(1));
        await db.Database.ExecuteSqlAsync($"update bookings set state = 'Released' where session_id = {session.SessionId} and candidate_number = {numbers.First()}");
        await db.Database.ExecuteSqlAsync($"update sessions set changes = changes + 1 where session_id = {session.SessionId}");
        Assert.True(await call.ResponseStream.MoveNext(patience.Token));
        Assert.Equal((numbers.First(), true), call.ResponseStream.Current.Registration is var gone ? (gone.CandidateNumber, gone.Cancelled) : default);
        service.MoveTo(moved);
        Assert.False(await call.ResponseStream.MoveNext(patience.Token));
    }

    [Fact]
    public async Task R35_after_a_break_the_new_snapshot_tells_who_is_missing()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 30);
        var (stays, leaves) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        var staying = await service.BookAsync(stays, session);
        await service.BookAsync(leaves, session);
        Assert.Equal(2, (await SnapshotAsync(session)).Count);
        using (var client = service.Of(leaves)) await client.DeleteAsync($"/api/assessment/candidacies/{leaves.CandidacyId}/booking");
        Assert.Equal([staying], await SnapshotAsync(session));
    }

    [Fact]
    public async Task R35_thousands_of_registrations_are_told_once_and_then_only_what_changes()
    {
        const int many = 3_000;
        var (vacancyId, session) = await service.ProcedureAsync(capacity: many + 10, periodDays: 30);
        await using var db = service.NewDb();
        await db.Database.ExecuteSqlAsync($"""
            with made as materialized (select n, gen_random_uuid() as person, gen_random_uuid() as candidacy from generate_series(1, {many}) as n),
            standing as (
                insert into candidacies (candidacy_id, vacancy_id, person_id, standing, screening_version, withdrawn, version)
                select candidacy, {vacancyId}, person, 'Booked', 1, false, 1 from made)
            insert into bookings (booking_id, candidacy_id, person_id, session_id, candidate_number, state, booked_at)
            select gen_random_uuid(), candidacy, person, {session.SessionId}, 'MANY' || n, 'Booked', {service.Clock.GetCurrentInstant()} from made
            """);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString(), Follow = true }, cancellationToken: patience.Token);
        var numbers = new HashSet<string>();
        while (await call.ResponseStream.MoveNext(patience.Token) && call.ResponseStream.Current.Registration is { } registration) Assert.True(numbers.Add(registration.CandidateNumber));
        Assert.Equal(many, numbers.Count);

        var comes = await service.AdmitAsync(vacancyId);
        var coming = await service.BookAsync(comes, session);
        Assert.True(await call.ResponseStream.MoveNext(patience.Token));
        Assert.Equal(coming, call.ResponseStream.Current.Registration.CandidateNumber);
        using (var client = service.Of(comes)) await client.DeleteAsync($"/api/assessment/candidacies/{comes.CandidacyId}/booking");
        Assert.True(await call.ResponseStream.MoveNext(patience.Token));
        Assert.Equal((coming, true), call.ResponseStream.Current.Registration is var gone ? (gone.CandidateNumber, gone.Cancelled) : default);
    }

    [Fact]
    public async Task R35_another_vendors_session_is_answered_like_one_that_does_not_exist()
    {
        var (_, session) = await service.ProcedureAsync();
        foreach (var id in new[] { session.SessionId, Guid.NewGuid() })
        {
            using var call = service.Vendor("another").WatchRegistrations(new WatchRegistrationsRequest { SessionId = id.ToString() });
            var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
            Assert.Equal((StatusCode.PermissionDenied, "you have no session of this id"), (refused.StatusCode, refused.Status.Detail));
            var info = refused.GetRpcStatus()!.GetDetail<ErrorInfo>()!;
            Assert.Equal(("selection.assessment.v1", "SESSION_NOT_YOURS", id.ToString()), (info.Domain, info.Reason, info.Metadata["session_id"]));
        }
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_names_the_field()
    {
        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = "x" });
        Assert.Equal("session_id", FieldOf(await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext())));
        var backwards = new ListSessionsRequest { From = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch.AddDays(2)), Until = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch) };
        Assert.Equal("until", FieldOf(await Assert.ThrowsAsync<RpcException>(async () => await service.Vendor().ListSessionsAsync(backwards))));
        var never = new ListSessionsRequest { From = new Timestamp { Seconds = long.MinValue } };
        Assert.Equal("from", FieldOf(await Assert.ThrowsAsync<RpcException>(async () => await service.Vendor().ListSessionsAsync(never))));

        static string FieldOf(RpcException refused)
        {
            Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
            return Assert.Single(refused.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations).Field;
        }
    }

    [Theory]
    [InlineData(null, StatusCode.Unauthenticated)]
    [InlineData("candidate", StatusCode.PermissionDenied)]
    [InlineData("selection-officer", StatusCode.PermissionDenied)]
    public async Task Only_vendors_are_let_in(string? role, StatusCode code)
    {
        var client = new ScoreIngestion.ScoreIngestionClient(service.Channel(role, "someone"));
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => client.ListSessionsAsync(new ListSessionsRequest()).ResponseAsync)).StatusCode);
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => client.SubmitResultAsync(new SubmitResultRequest()).ResponseAsync)).StatusCode);
        using var stream = client.SubmitResults();
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext())).StatusCode);
    }

    [Fact]
    public async Task The_gRPC_side_tells_its_health() =>
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(service.Channel()).CheckAsync(new HealthCheckRequest())).Status);

    [Fact]
    public async Task R35_a_long_stream_gets_a_receipt_for_every_result()
    {
        var (_, session) = await service.ProcedureAsync();
        using var call = service.Vendor().SubmitResults();
        const int count = 5_000;
        var reading = call.ResponseStream.ReadAllAsync().CountAsync(r => r.Disposition == Disposition.Rejected).AsTask();
        for (var i = 0; i < count; i++) await call.RequestStream.WriteAsync(AssessmentFixture.Result(session, $"NOBODY-{i}", "60"));
        await call.RequestStream.CompleteAsync();
        Assert.Equal(count, await reading);
    }

    private async Task<IReadOnlyList<string>> SnapshotAsync(PlannedSession session)
    {
        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString() });
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.NotNull(messages[^1].SnapshotComplete);
        return [.. messages.SkipLast(1).Select(m => m.Registration.CandidateNumber)];
    }
}
