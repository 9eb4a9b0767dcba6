using System.Diagnostics;
using NodaTime;
using Selection.Demo;
using Selection.Demo.People;
using Selection.Demo.Steps;
using Selection.EndToEnd.Tests.Running;
using Selection.Testing;
using Xunit;

namespace Selection.EndToEnd.Tests.Tracing;

/// <summary>HTTP, outbox row, broker and consumers are one trace.</summary>
[Collection(PlatformCollection.Name)]
public sealed class TraceTests(SharedPlatform shared)
{
    [Fact]
    public async Task A_decision_is_followed_from_the_officers_call_to_a_consumer_two_services_on()
    {
        var (platform, ct) = (shared.Platform, CancellationToken.None);
        var stage = new Stage(platform.Options, platform.Client, platform.Cast, new Differences());
        await PublishVacancy.PlayAsync(stage, ct);
        // Exempt, so that the admission makes Assessment speak at once, and OralTest listen.
        var script = Personas.All(stage.Timeline.Today).Single(p => p.Key == "same-level-mandate");
        var candidate = await Apply.EnterAsync(stage, script, $"trace.{Guid.CreateVersion7():N}"[..30], ct);
        stage.Candidates = [candidate];
        await ImportLedger.PlayAsync(stage, ct);
        await stage.Time.MoveToAsync(Timeline.EndOf(stage.Timeline.Closing) + Duration.FromMinutes(1), ct);
        var path = $"/api/screening/cases/{candidate.CandidacyId}";
        var found = await Eventually.ValueAsync(async () => (await platform.Cast.Officer1.GetAsync(path, ct)).Must());

        using var caller = new Activity("the officer's browser");
        caller.SetIdFormat(ActivityIdFormat.W3C);
        caller.Start();
        caller.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        (await platform.Cast.Officer1.PostAsync($"{path}/decision", new { outcome = "Admit" }, ct, found.ETag)).Must();
        caller.Stop();

        await Eventually.PassesAsync(() =>
        {
            var spans = shared.Traces.Of(caller.TraceId.ToHexString());
            var byId = spans.ToDictionary(s => s.SpanId);
            var last = spans.Where(s => s.Service == "oraltest").ToList();
            Assert.NotEmpty(last);
            var services = Path(last[0]).Select(s => s.Service).Distinct().ToList();
            // From the last one back to the call.
            Assert.Equal(["oraltest", "assessment", "screening", "gateway"], services);
            return Task.CompletedTask;

            IEnumerable<ReceivedSpan> Path(ReceivedSpan span)
            {
                for (var at = span; at is not null; at = byId.GetValueOrDefault(at.ParentSpanId)) yield return at;
            }
        }, TimeSpan.FromSeconds(30));
    }
}
