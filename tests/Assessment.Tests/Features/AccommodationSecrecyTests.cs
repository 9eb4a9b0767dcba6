using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests.Features;

/// <summary>The service, with everything it logs.</summary>
public sealed class ListeningFixture : AssessmentFixture
{
    public ConcurrentQueue<string> Logged { get; } = [];

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton<ILoggerProvider>(new Listener(Logged));
        services.Configure<LoggerFilterOptions>(options =>
        {
            options.Rules.Clear();
            options.MinLevel = LogLevel.Trace;
        });
    }

    private sealed class Listener(ConcurrentQueue<string> logged) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logged.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}

/// <summary>What is granted reaches the vendor; why it was asked reaches nobody but who decides (R39), and is forgotten with the person (R55).</summary>
public sealed class AccommodationSecrecyTests(ListeningFixture service) : IClassFixture<ListeningFixture>
{
    private const string Motivation = "GeheimeMotivering";
    private const string TakeOverReason = "GeheimeOvername";

    [Fact]
    public async Task R39_the_reason_stands_nowhere_in_the_clear_and_reaches_no_event_log_vendor_or_record()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        await service.BookAsync(candidate, session);
        var (requestId, version) = await service.TakenAsync(candidate, ask: Requests.Ask("Pregnancy", ["break:15:2", "companion"]));
        var over = (await service.ByAsync("officer-2", HttpMethod.Post, $"accommodations/{requestId}/take-over", new { reason = TakeOverReason }, version)).Is(HttpStatusCode.OK);
        (await service.DecideAsync(requestId, over.Version, grant: true, ["break:15:2"], Motivation, officer: "officer-2")).Is(HttpStatusCode.OK);
        var exportId = Guid.CreateVersion7();
        await service.PublishAndHandleAsync(new PersonDataRequested(exportId, candidate.PersonId, 1, service.Clock.GetCurrentInstant()));
        await service.PublishedAsync<PersonDataCollected>(e => e.ExportId == exportId);
        await service.PublishedAsync<AccommodationDecided>(e => e.CandidacyId == candidate.CandidacyId);
        await service.OutboxEmptyAsync();
        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString() });
        var vendor = string.Join('\n', await call.ResponseStream.ReadAllAsync().Select(m => m.ToString()).ToListAsync());

        string[] secrets = [Requests.Secret, Motivation, TakeOverReason, "Pregnancy"];
        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, secrets));
        Assert.Contains("2 breaks of 15 minutes", vendor);
        var events = service.PublishedMessages().Select(m => m.Body).ToList();
        Assert.Contains(events, e => e.Contains("break:15:2", StringComparison.Ordinal));
        Assert.NotEmpty(service.Logged);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, vendor, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(events, e => e.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(service.Logged, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }

        // The test itself would find it: it is there for who decides.
        Assert.Contains(Requests.Secret, (await service.ByAsync("officer-2", HttpMethod.Get, $"accommodations/{requestId}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R39_a_measure_granted_after_the_booking_is_told_to_the_vendor_as_an_update_in_plain_English()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 30);
        var (granted, other) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        var number = await service.BookAsync(granted, session);
        await service.BookAsync(other, session);
        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString(), Follow = true });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        async Task<Registration> NextAsync()
        {
            Assert.True(await call.ResponseStream.MoveNext(patience.Token));
            return call.ResponseStream.Current.Registration;
        }

        Assert.Empty((await NextAsync()).Accommodations);
        await NextAsync();
        Assert.Null(await NextAsync());

        var requestId = await service.GrantedAsync(granted, "extra-time:30", "separate-room");
        var told = await NextAsync();
        Assert.Equal((number, false), (told.CandidateNumber, told.Cancelled));
        Assert.Equal(["30 extra minutes", "a separate room"], told.Accommodations);

        var version = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations/{requestId}")).Version;
        (await service.DecideAsync(requestId, version, grant: false, [], "Omdat.", "Omdat.")).Is(HttpStatusCode.OK);
        told = await NextAsync();
        Assert.Equal(number, told.CandidateNumber);
        Assert.Empty(told.Accommodations);
    }

    [Fact]
    public async Task R39_extra_time_makes_the_session_longer_for_the_candidate_who_has_it()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 30);
        var candidate = await service.AdmitAsync(vacancyId);
        await service.GrantedAsync(candidate, "extra-time:30", "break:10:2");

        using var booked = await service.TryBookAsync(candidate, session);
        Assert.Equal(170, (await AssessmentFixture.OkAsync(booked)).GetProperty("lengthMinutes").GetInt32());
        Assert.Equal(Duration.FromMinutes(170), (await service.PublishedAsync<AssessmentBooked>(e => e.CandidacyId == candidate.CandidacyId)).Length);
        using var own = service.Of(candidate);
        var listed = (await own.SendAsync(HttpMethod.Get, "candidacies")).Is(HttpStatusCode.OK);
        Assert.Equal(170, listed.Items.Single(i => i.GetProperty("candidacyId").GetGuid() == candidate.CandidacyId).GetProperty("booking").GetProperty("lengthMinutes").GetInt32());
    }

    [Fact]
    public async Task R55_an_erased_person_leaves_no_attest_no_reason_and_no_key_to_read_them_with()
    {
        var vacancyId = await service.VacancyAsync();
        var (candidate, other) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.GrantedAsync(candidate, "large-print");
        await service.GrantedAsync(other, "large-print");
        (await service.ClaimAsync(candidate, Requests.Claim(AssessmentFixture.Text(service.Today.PlusYears(-1)), function: "Vergeetmijnietfunctie"))).Is(HttpStatusCode.Created);
        var before = await service.KeptAsync();
        await service.OutboxEmptyAsync();

        await service.PublishAndHandleAsync(new PersonErased(candidate.PersonId, 9, service.Clock.GetCurrentInstant()));

        await using var db = service.NewDb();
        Assert.Empty(await Traces.OfAsync(db, "Vergeetmijnietfunctie"));
        Assert.Equal(1, await db.MeasuresInForce.CountAsync(m => m.CandidacyId == candidate.CandidacyId || m.CandidacyId == other.CandidacyId));
        Assert.True(await db.FiledDocuments.AllAsync(d => d.PersonId != candidate.PersonId));
        // Four pieces of an attest and two of a proof are gone; those of the other person stay.
        Assert.Equal((before.Chunks - 6, 0), await service.KeptAsync());
        Assert.True(await db.FiledDocuments.AnyAsync(d => d.PersonId == other.PersonId));
        Assert.Equal(0, await db.Accommodations.CountAsync(r => r.PersonId == candidate.PersonId && (r.Reason != null || r.Asked.Length > 0)));
        Assert.Equal(0, await db.AccommodationDecisions.CountAsync(d => d.PersonId == candidate.PersonId && d.Measures.Length > 0));
        Assert.True(await db.ExemptionClaims.AllAsync(c => c.PersonId != candidate.PersonId || c.Function == ""));
        await using var scope = service.Services.CreateAsyncScope();
        Assert.Null(await ServiceDefaults.Record.PersonCiphers.CipherOfAsync(scope.ServiceProvider.GetRequiredService<ServiceDefaults.Database.ServiceDbContext>(), candidate.PersonId, CancellationToken.None));
        (await service.OfAsync(candidate, HttpMethod.Get, "accommodation")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task R55_who_is_erased_while_an_attest_is_on_its_way_leaves_none()
    {
        var candidate = await service.AdmitAsync(await service.VacancyAsync());
        var before = await service.KeptAsync();
        var erased = new TaskCompletionSource();
        var content = new PausedContent(Requests.Attest(), halfway: erased.Task);
        var form = Requests.Form(Requests.Ask());
        form.Add(content, "file", "attest.pdf");
        var asking = service.OfAsync(candidate, HttpMethod.Post, "accommodation", form);
        await content.Halfway;
        await service.EventuallyAsync(async () => (await service.KeptAsync()).Uploads == 1);
        await service.PublishAndHandleAsync(new PersonErased(candidate.PersonId, 9, service.Clock.GetCurrentInstant()));
        erased.SetResult();

        (await asking).Is(HttpStatusCode.NotFound);
        Assert.Equal(before, await service.KeptAsync());
    }

    /// <summary>A content of which the second half comes when it may.</summary>
    private sealed class PausedContent(byte[] content, Task halfway) : HttpContent
    {
        private readonly TaskCompletionSource _halfway = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Halfway => _halfway.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(content.AsMemory(0, content.Length / 2));
            await stream.FlushAsync();
            _halfway.SetResult();
            await halfway;
            await stream.WriteAsync(content.AsMemory(content.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    [Fact]
    public async Task R56_after_a_merge_the_requests_of_both_are_the_others_and_can_still_be_read_and_forgotten()
    {
        var vacancyId = await service.VacancyAsync();
        var (staying, merged) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(await service.VacancyAsync()));
        var (requestId, version) = await service.TakenAsync(merged);
        (await service.ClaimAsync(merged, Requests.Claim(AssessmentFixture.Text(service.Today.PlusYears(-1))))).Is(HttpStatusCode.Created);
        await service.PublishAndHandleAsync(new PersonMerged(staying.PersonId, merged.PersonId, 2, service.Clock.GetCurrentInstant(), merged.Subject));

        var read = (await service.ByAsync("officer-1", HttpMethod.Get, $"accommodations/{requestId}")).Is(HttpStatusCode.OK);
        Assert.Equal((staying.PersonId, Requests.Secret), (read["personId"].GetGuid(), read["reason"].GetProperty("text").GetString()));
        Assert.Equal($"{Requests.Secret}.pdf", read["reason"].GetProperty("attests")[0].GetProperty("fileName").GetString());
        // The one who is left sees it, changes it and is told what was decided.
        var mine = staying with { CandidacyId = merged.CandidacyId };
        var changed = (await service.OfAsync(mine, HttpMethod.Post, "accommodation/change", Requests.Form(Requests.Ask(measures: ["companion"]), ("b.pdf", Requests.Attest())), version)).Is(HttpStatusCode.OK);
        Assert.Equal(Requests.Secret, changed["reason"].GetProperty("text").GetString());
        (await service.DecideAsync(requestId, changed.Version, grant: true, ["companion"])).Is(HttpStatusCode.OK);
        Assert.Equal(staying.PersonId, (await service.PublishedAsync<AccommodationDecided>(e => e.CandidacyId == merged.CandidacyId)).PersonId);
        var claims = (await service.ByAsync("officer-1", HttpMethod.Get, $"exemption-claims?vacancyId={merged.VacancyId}")).Items;
        Assert.Equal(staying.PersonId, claims[0].GetProperty("personId").GetGuid());
        var accepted = (await service.ByAsync("officer-1", HttpMethod.Post, $"exemption-claims/{claims[0].GetProperty("claimId").GetGuid()}/decision", new { accept = true }, 1)).Is(HttpStatusCode.OK);
        Assert.Equal("Exempted", accepted["candidacyState"].GetString());

        await service.PublishAndHandleAsync(new PersonErased(staying.PersonId, 9, service.Clock.GetCurrentInstant()));
        await using var db = service.NewDb();
        Assert.False(await db.FiledDocuments.AnyAsync(d => d.PersonId == staying.PersonId || d.PersonId == merged.PersonId));
        Assert.Null((await db.Accommodations.SingleAsync(r => r.RequestId == requestId)).Reason);
    }
}
