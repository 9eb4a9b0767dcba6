using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Events;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class ResultsTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R30_R31_a_score_of_60_passes_and_exempts_for_two_years()
    {
        var (candidate, session, number) = await SatAsync();
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "60"));

        var passed = await service.PublishedAsync<AssessmentPassed>(e => e.CandidacyId == candidate.CandidacyId);
        var day = session.StartsAt.InUtc().Date;
        Assert.Equal((60m, day, day.PlusYears(2)), (passed.Score, passed.TestDay, passed.ExemptUntil));
        Assert.Equal(LedgerKind.EarlierPass, Assert.Single(await service.LedgerAsync(candidate)).Kind);
        Assert.Equal(Standing.Passed, (await service.ReadAsync(candidate)).Standing);
    }

    [Fact]
    public async Task R30_R32_a_score_of_59_999_fails_and_opens_a_development_period_from_the_test_day()
    {
        var (candidate, session, number) = await SatAsync();
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "59.999"));

        var failed = await service.PublishedAsync<AssessmentFailed>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.Equal((59.999m, failed.TestDay.PlusMonths(6)), (failed.Score, failed.BarredUntil));
        Assert.Equal((LedgerKind.DevelopmentPeriod, failed.TestDay, failed.BarredUntil), Assert.Single(await service.LedgerAsync(candidate)) is var e ? (e.Kind, e.From, e.Until!.Value) : default);
    }

    [Fact]
    public async Task R38_a_candidate_inspects_the_result_with_its_parts()
    {
        var (candidate, session, number) = await SatAsync();
        using var client = service.Of(candidate);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/result")).StatusCode);
        var result = AssessmentFixture.Result(session, number, "71.25");
        result.Parts.Add(new PartScore { Part = "sjt-1", Score = "70" });
        result.Parts.Add(new PartScore { Part = "sjt-2", Score = "72.5" });
        await service.SubmitAsync(result);

        var shown = await AssessmentFixture.OkAsync(await client.GetAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/result"));
        Assert.Equal(("Passed", 71.25m, 60m, 72.5m), (shown.GetProperty("state").GetString(), shown.GetProperty("score").GetDecimal(), shown.GetProperty("passMark").GetDecimal(), shown.GetProperty("parts").GetProperty("sjt-2").GetDecimal()));
    }

    [Fact]
    public async Task R34_one_pass_serves_all_open_procedures_of_the_same_or_a_lower_level_and_frees_their_seats()
    {
        var (lower, lowerSession) = await service.ProcedureAsync(weighingClass: 2, inDays: 60, periodDays: 40);
        var (higher, higherSession) = await service.ProcedureAsync(weighingClass: 7, inDays: 60, periodDays: 40);
        var (candidate, session, number) = await SatAsync();
        var (below, above) = (await service.AdmitAsync(lower, candidate), await service.AdmitAsync(higher, candidate));
        await service.BookAsync(below, lowerSession);
        await service.BookAsync(above, higherSession);

        await service.SubmitAsync(AssessmentFixture.Result(session, number, "80"));

        var exempted = await service.PublishedAsync<AssessmentExempted>(e => e.CandidacyId == below.CandidacyId);
        Assert.Equal(ExemptionGround.EarlierPass, exempted.Ground);
        Assert.Equal((0, 1), (await service.BookedAsync(lowerSession), await service.BookedAsync(higherSession)));
        Assert.Equal((Standing.Exempted, Standing.Booked), ((await service.ReadAsync(below)).Standing, (await service.ReadAsync(above)).Standing));
    }

    [Fact]
    public async Task R32_a_fail_releases_the_seats_inside_its_development_period_as_barred_and_lower_levels_go_on()
    {
        var (lower, lowerSession) = await service.ProcedureAsync(weighingClass: 2, inDays: 60, periodDays: 40);
        var (same, inside) = await service.ProcedureAsync(inDays: 60, periodDays: 40);
        var (ended, insideToo) = await service.ProcedureAsync(inDays: 60, periodDays: 4);
        var (far, outside) = await service.ProcedureAsync(inDays: 300, periodDays: 40);
        var first = await service.AdmitAsync(ended);
        await service.BookAsync(first, insideToo);
        var (candidate, session, number) = await SatAsync(first);
        var others = new[] { await service.AdmitAsync(lower, candidate), await service.AdmitAsync(same, candidate), await service.AdmitAsync(far, candidate) };
        await service.BookAsync(others[0], lowerSession);
        await service.BookAsync(others[1], inside);
        await service.BookAsync(others[2], outside);

        await service.SubmitAsync(AssessmentFixture.Result(session, number, "10"));

        Assert.False((await service.PublishedAsync<AssessmentBookingCancelled>(e => e.CandidacyId == others[1].CandidacyId)).ByCandidate);
        Assert.Equal(
            (Standing.Booked, Standing.ToBook, Standing.Booked),
            ((await service.ReadAsync(others[0])).Standing, (await service.ReadAsync(others[1])).Standing, (await service.ReadAsync(others[2])).Standing));
        // Where registration is over, nothing is left to choose: barred, not absent.
        Assert.Equal(AssessmentStop.Barred, (await service.PublishedAsync<AssessmentStopped>(e => e.CandidacyId == first.CandidacyId)).Reason);
        Assert.Equal((1, 0, 0, 1), (await service.BookedAsync(lowerSession), await service.BookedAsync(inside), await service.BookedAsync(insideToo), await service.BookedAsync(outside)));

        using var refused = await service.TryBookAsync(others[1], inside);
        Assert.Equal((409, "R32", "session-barred"), await AssessmentFixture.ProblemAsync(refused));
        service.MoveTo(service.Clock.GetCurrentInstant() + Duration.FromDays(25));
        Assert.Equal(AssessmentStop.Barred, (await service.PublishedAsync<AssessmentStopped>(e => e.CandidacyId == others[1].CandidacyId)).Reason);
    }

    [Fact]
    public async Task R28_absence_stops_the_candidacy_without_a_development_period()
    {
        var (candidate, session, number) = await SatAsync();
        var result = AssessmentFixture.Result(session, number, "");
        result.Outcome = Outcome.Absent;
        await service.SubmitAsync(result);
        Assert.Equal(AssessmentStop.Absent, (await service.PublishedAsync<AssessmentStopped>(e => e.CandidacyId == candidate.CandidacyId)).Reason);
        Assert.Empty(await service.LedgerAsync(candidate));
    }

    [Fact]
    public async Task R37_an_incident_is_no_result_and_a_new_sitting_decides()
    {
        var (candidate, session, number) = await SatAsync();
        var incident = AssessmentFixture.Result(session, number, "");
        incident.Outcome = Outcome.Incident;
        await service.SubmitAsync(incident);
        Assert.Equal(Standing.ToBook, (await service.ReadAsync(candidate)).Standing);
        Assert.Empty(await service.LedgerAsync(candidate));

        // The end of the old registration period does not stop who is owed a sitting.
        service.MoveTo(service.Clock.GetCurrentInstant() + Duration.FromDays(30));
        await Task.Delay(1500);
        Assert.Equal(Standing.ToBook, (await service.ReadAsync(candidate)).Standing);

        var again = await service.SessionAsync(await service.PeriodAsync(candidate.VacancyId));
        var newNumber = await service.SitAsync(candidate, again);
        await service.SubmitAsync(AssessmentFixture.Result(again, newNumber, "75"));
        Assert.Equal(Standing.Passed, (await service.ReadAsync(candidate)).Standing);

        var late = AssessmentFixture.Result(session, number, "20", incident.ResultId, revision: 2);
        await service.SubmitAsync(late, Disposition.Conflict);
    }

    [Fact]
    public async Task R35_the_same_result_sent_on_two_connections_at_once_has_one_effect()
    {
        var (candidate, session, number) = await SatAsync();
        var replica = await service.StartReplicaAsync();
        var result = AssessmentFixture.Result(session, number, "64.5");
        ScoreIngestion.ScoreIngestionClient[] clients = [service.Vendor(), new(replica.Channel("vendor", "vendor"))];

        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => clients[i % 2].SubmitResultAsync(result).ResponseAsync));

        Assert.Single(receipts, r => r.Disposition == Disposition.Accepted);
        Assert.Equal(19, receipts.Count(r => r.Disposition == Disposition.Duplicate));
        await service.OutboxEmptyAsync();
        Assert.Single(await service.LedgerAsync(candidate));
        await using var db = service.NewDb();
        Assert.Equal(20, await db.Submissions.CountAsync(s => s.ResultId == result.ResultId));
        Assert.Single(service.Published<AssessmentPassed>(), e => e.CandidacyId == candidate.CandidacyId);
    }

    [Fact]
    public async Task R35_one_result_id_for_two_candidates_at_once_counts_for_one_of_them()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var numbers = new List<string>();
        for (var i = 0; i < 8; i++) numbers.Add(await service.BookAsync(await service.AdmitAsync(vacancyId), session));
        service.MoveTo(session.StartsAt);
        var id = Guid.NewGuid().ToString();

        var receipts = await Task.WhenAll(numbers.Select(n => service.Vendor().SubmitResultAsync(AssessmentFixture.Result(session, n, "70", id)).ResponseAsync));

        Assert.Single(receipts, r => r.Disposition == Disposition.Accepted);
        Assert.Equal(7, receipts.Count(r => r.Disposition == Disposition.Conflict));
    }

    [Fact]
    public async Task R35_60_equals_60_0_and_anything_else_under_the_same_revision_is_a_conflict()
    {
        var (_, session, number) = await SatAsync();
        var result = AssessmentFixture.Result(session, number, "60");
        await service.SubmitAsync(result);
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "60.0", result.ResultId), Disposition.Duplicate);
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "60.00", result.ResultId), Disposition.Duplicate);
        var receipt = await service.SubmitAsync(AssessmentFixture.Result(session, number, "61", result.ResultId), Disposition.Conflict);
        Assert.NotEmpty(receipt.Reason);
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "60"), Disposition.Conflict);
        await using var db = service.NewDb();
        Assert.Equal(5, await db.Submissions.CountAsync(s => s.CandidateNumber == number));
        Assert.Equal("60.0", (await db.Submissions.Where(s => s.CandidateNumber == number && s.Verdict == Verdict.Duplicate).OrderBy(s => s.Id).FirstAsync()).Score);
    }

    [Fact]
    public async Task R35_revision_2_before_1_wins()
    {
        var (candidate, session, number) = await SatAsync();
        var id = Guid.NewGuid().ToString();
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "70", id, revision: 2));
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "30", id, revision: 1), Disposition.Superseded);
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "30", id, revision: 1), Disposition.Duplicate);
        Assert.Equal(Standing.Passed, (await service.ReadAsync(candidate)).Standing);
    }

    [Theory]
    [InlineData("-0.001")]
    [InlineData("100.001")]
    [InlineData("60,0")]
    [InlineData("6e1")]
    [InlineData("NaN")]
    [InlineData("60.0000")]
    [InlineData("")]
    [InlineData(" 60")]
    [InlineData("+60")]
    [InlineData("٦٠")]
    [InlineData("60\0")]
    [InlineData("11111111111111111111")]
    public async Task R30_an_impossible_score_is_rejected_and_a_right_one_may_follow(string score)
    {
        var (_, session, number) = await SatAsync();
        var result = AssessmentFixture.Result(session, number, score);
        Assert.StartsWith("score ", (await service.SubmitAsync(result, Disposition.Rejected)).Reason, StringComparison.Ordinal);
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "060", result.ResultId));
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "60", result.ResultId), Disposition.Duplicate);
    }

    [Fact]
    public async Task R35_malformed_messages_are_rejected_one_by_one_and_kept()
    {
        var (_, session, number) = await SatAsync();
        var valid = AssessmentFixture.Result(session, number, "60");
        SubmitResultRequest With(Action<SubmitResultRequest> change)
        {
            var copy = valid.Clone();
            copy.ResultId = "bad-" + Guid.NewGuid();
            change(copy);
            return copy;
        }

        (string Reason, SubmitResultRequest Message)[] bad =
        [
            ("result_id is missing", With(r => r.ResultId = "")),
            ("result_id has more than 100 characters", With(r => r.ResultId = new string('x', 10_000))),
            ("result_id has a control character", With(r => r.ResultId = "a\0b")),
            ("revision must be 1 or higher", With(r => r.Revision = 0)),
            ("revision must be 1 or higher", With(r => r.Revision = int.MinValue)),
            ("session_id is not one of ours", With(r => r.SessionId = "no-guid")),
            ("candidate_number is missing", With(r => r.CandidateNumber = "")),
            ("candidate_number has a control character", With(r => r.CandidateNumber = "nobody\0")),
            ("no registration of this candidate number for this session", With(r => r.CandidateNumber = "ｎｏｂｏｄｙ 🙂")),
            ("no registration of this candidate number for this session", With(r => r.SessionId = Guid.NewGuid().ToString())),
            ("outcome must be TAKEN, ABSENT or INCIDENT", With(r => r.Outcome = Outcome.Unspecified)),
            ("outcome must be TAKEN, ABSENT or INCIDENT", With(r => r.Outcome = (Outcome)9)),
            ("score and parts are only set when outcome is TAKEN", With(r => r.Outcome = Outcome.Absent)),
            ("parts[0].score is above 100", With(r => r.Parts.Add(new PartScore { Part = "a", Score = "101" }))),
            ("parts[1].part was there before", With(r => r.Parts.AddRange([new PartScore { Part = "a", Score = "1" }, new PartScore { Part = "a", Score = "2" }]))),
            ("parts[0].part is missing", With(r => r.Parts.Add(new PartScore { Score = "1" }))),
            ("there are 10000 parts, and at most 50 are taken", With(r => r.Parts.AddRange(Enumerable.Range(0, 10_000).Select(i => new PartScore { Part = $"p{i}", Score = "60" })))),
            ("taken_at is not a time in the years 1 to 9999", With(r => r.TakenAt = new Google.Protobuf.WellKnownTypes.Timestamp { Seconds = long.MaxValue })),
            ("taken_at is not a time in the years 1 to 9999", With(r => r.TakenAt = new Google.Protobuf.WellKnownTypes.Timestamp { Nanos = -1 })),
        ];
        using var call = service.Vendor().SubmitResults();
        foreach (var (_, message) in bad) await call.RequestStream.WriteAsync(message);
        await call.RequestStream.WriteAsync(valid);
        await call.RequestStream.CompleteAsync();
        var receipts = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal([.. bad.Select(b => (b.Message.ResultId, b.Message.Revision, Disposition.Rejected, b.Reason)), (valid.ResultId, 1, Disposition.Accepted, "")], receipts.Select(r => (r.ResultId, r.Revision, r.Disposition, r.Reason)));
        await using var db = service.NewDb();
        var kept = await db.Submissions.AsNoTracking().Where(s => s.Verdict == Verdict.Rejected && s.ReceivedAt == service.Clock.GetCurrentInstant()).ToListAsync();
        Assert.Equal(bad.Select(b => b.Message.ResultId.Replace('\0', '\uFFFD')).Order(StringComparer.Ordinal), kept.Select(s => s.ResultId).Order(StringComparer.Ordinal));
        Assert.Equal(10_000, kept.Max(s => s.PartsReceived().Count));
    }

    [Fact]
    public async Task R35_unknown_candidates_in_the_middle_of_a_stream_cost_their_neighbours_nothing()
    {
        var (vacancyId, session) = await service.ProcedureAsync(capacity: 30);
        var numbers = new List<string>();
        for (var i = 0; i < 20; i++) numbers.Add(await service.BookAsync(await service.AdmitAsync(vacancyId), session));
        service.MoveTo(session.StartsAt);

        using var call = service.Vendor().SubmitResults();
        foreach (var (number, i) in numbers.Select((n, i) => (n, i)))
        {
            await call.RequestStream.WriteAsync(AssessmentFixture.Result(session, number, i % 2 == 0 ? "59.999" : "60"));
            if (i == 10) await call.RequestStream.WriteAsync(AssessmentFixture.Result(session, "UNKNOWN", "60", "unknown"));
        }

        await call.RequestStream.CompleteAsync();
        var receipts = await call.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.Equal((20, 1), (receipts.Count(r => r.Disposition == Disposition.Accepted), receipts.Count(r => r.Disposition == Disposition.Rejected)));
        await using var db = service.NewDb();
        Assert.Equal((10, 10), (await db.Candidacies.CountAsync(c => c.VacancyId == vacancyId && c.Standing == Standing.Passed), await db.Candidacies.CountAsync(c => c.VacancyId == vacancyId && c.Standing == Standing.Failed)));
    }

    [Fact]
    public async Task R35_a_receipt_comes_while_the_stream_is_still_open()
    {
        var (_, session, number) = await SatAsync();
        using var call = service.Vendor().SubmitResults();
        await call.RequestStream.WriteAsync(AssessmentFixture.Result(session, number, "60"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Assert.True(await call.ResponseStream.MoveNext(patience.Token));
        Assert.Equal(Disposition.Accepted, call.ResponseStream.Current.Disposition);
        await call.RequestStream.CompleteAsync();
    }

    [Fact]
    public async Task R35_what_a_broken_stream_delivered_whole_is_taken_in()
    {
        var (vacancyId, session) = await service.ProcedureAsync(capacity: 30);
        var candidates = new List<Candidate>();
        var numbers = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            candidates.Add(await service.AdmitAsync(vacancyId));
            numbers.Add(await service.BookAsync(candidates[i], session));
        }

        service.MoveTo(session.StartsAt);
        using (var call = service.Vendor().SubmitResults())
        {
            foreach (var number in numbers) await call.RequestStream.WriteAsync(AssessmentFixture.Result(session, number, "66"));
            // The first receipt shows that they are on their way; then the line is cut.
            await call.ResponseStream.MoveNext();
        }

        foreach (var candidate in candidates) await service.StandsAsync(candidate, Standing.Passed);
    }

    [Fact]
    public async Task R35_results_of_a_future_session_a_cancelled_booking_or_a_withdrawn_candidate_are_rejected()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var (early, gone) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        var earlyNumber = await service.BookAsync(early, session);
        var goneNumber = await service.BookAsync(gone, session);
        Assert.Contains("not started", (await service.SubmitAsync(AssessmentFixture.Result(session, earlyNumber, "60"), Disposition.Rejected)).Reason, StringComparison.Ordinal);
        using (var client = service.Of(early)) await client.DeleteAsync($"/api/assessment/candidacies/{early.CandidacyId}/booking");
        service.MoveTo(session.StartsAt);
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(gone.CandidacyId, vacancyId, gone.PersonId, 7, service.Clock.GetCurrentInstant()));

        Assert.Contains("cancelled", (await service.SubmitAsync(AssessmentFixture.Result(session, earlyNumber, "60"), Disposition.Rejected)).Reason, StringComparison.Ordinal);
        Assert.Contains("left", (await service.SubmitAsync(AssessmentFixture.Result(session, goneNumber, "60"), Disposition.Rejected)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R35_a_vendor_has_its_own_sessions_only()
    {
        var (_, session, number) = await SatAsync();
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "60"), Disposition.Rejected, vendor: "another-vendor");
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "60"));
    }

    [Fact]
    public async Task R36_fail_to_pass_is_a_new_motivated_decision_that_voids_the_period_and_readmits_everywhere()
    {
        var (other, otherSession) = await service.ProcedureAsync(weighingClass: 7, inDays: 60, periodDays: 40);
        var (candidate, session, number) = await SatAsync();
        var elsewhere = await service.AdmitAsync(other, candidate);
        var first = AssessmentFixture.Result(session, number, "55");
        await service.SubmitAsync(first);
        service.MoveTo(service.Clock.GetCurrentInstant() + Duration.FromDays(30));
        await service.StandsAsync(elsewhere, Standing.Stopped);

        await service.SubmitAsync(AssessmentFixture.Result(session, number, "65", first.ResultId, revision: 2));

        var corrected = await service.PublishedAsync<AssessmentCorrected>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.True(corrected.Passed);
        Assert.Equal(65m, corrected.Score);
        Assert.NotEmpty(corrected.Motivation);
        Assert.True(corrected.Version > (await service.PublishedAsync<AssessmentFailed>(e => e.CandidacyId == candidate.CandidacyId)).Version);
        Assert.Equal(LedgerKind.EarlierPass, Assert.Single(await service.LedgerAsync(candidate)).Kind);
        Assert.Equal((Standing.Passed, Standing.ToBook), ((await service.ReadAsync(candidate)).Standing, (await service.ReadAsync(elsewhere)).Standing));
        Assert.NotNull(otherSession);
    }

    [Theory]
    [InlineData(true, Standing.Failed)]
    [InlineData(false, Standing.Passed)]
    public async Task R36_pass_to_fail_waits_for_an_officer(bool apply, Standing then)
    {
        var (candidate, session, number) = await SatAsync();
        var first = AssessmentFixture.Result(session, number, "65");
        await service.SubmitAsync(first);
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "55", first.ResultId, revision: 2));
        Assert.Equal(Standing.Passed, (await service.ReadAsync(candidate)).Standing);

        using var officer = service.Officer();
        var listed = await AssessmentFixture.OkAsync(await officer.GetAsync($"/api/assessment/vacancies/{candidate.VacancyId}/candidacies?correctionWaiting=true"));
        Assert.Equal(candidate.CandidacyId, Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("candidacyId").GetGuid());
        var path = $"/api/assessment/candidacies/{candidate.CandidacyId}/correction";
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await officer.PostAsync(path, Json(new { apply, motivation = " " }))).StatusCode);
        await AssessmentFixture.OkAsync(await officer.PostAsync(path, Json(new { apply, motivation = "Nagegaan bij de leverancier." })));
        Assert.Equal((409, "R36", "correction-none"), await AssessmentFixture.ProblemAsync(await officer.PostAsync(path, Json(new { apply, motivation = "Nogmaals." }))));

        Assert.Equal(then, (await service.ReadAsync(candidate)).Standing);
        Assert.Equal(apply ? LedgerKind.DevelopmentPeriod : LedgerKind.EarlierPass, Assert.Single(await service.LedgerAsync(candidate)).Kind);
        if (apply) Assert.False((await service.PublishedAsync<AssessmentCorrected>(e => e.CandidacyId == candidate.CandidacyId)).Passed);
    }

    [Fact]
    public async Task R35_the_highest_revision_there_is_stands_and_everything_else_is_older()
    {
        var (candidate, session, number) = await SatAsync();
        var id = Guid.NewGuid().ToString();
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "70", id, int.MaxValue));
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "30", id, int.MaxValue - 1), Disposition.Superseded);
        Assert.Equal(Standing.Passed, (await service.ReadAsync(candidate)).Standing);
    }

    [Theory]
    [InlineData(-62_135_596_800)]
    [InlineData(253_402_300_799)]
    public async Task R35_taken_at_is_evidence_only_however_absurd(long seconds)
    {
        var (candidate, session, number) = await SatAsync();
        var result = AssessmentFixture.Result(session, number, "60");
        result.TakenAt = new Google.Protobuf.WellKnownTypes.Timestamp { Seconds = seconds };
        await service.SubmitAsync(result);
        Assert.Equal(session.StartsAt.InUtc().Date, (await service.PublishedAsync<AssessmentPassed>(e => e.CandidacyId == candidate.CandidacyId)).TestDay);
        await using var db = service.NewDb();
        Assert.Equal(seconds, (await db.Submissions.SingleAsync(s => s.ResultId == result.ResultId)).TakenAt!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task R35_the_same_in_one_batch_counts_once_and_the_first_of_two_contents_stands()
    {
        var (session, candidates, numbers) = await service.SatAsync(2);
        var (same, other) = (AssessmentFixture.Result(session, numbers[0], "60"), AssessmentFixture.Result(session, numbers[1], "70"));
        SubmitResultRequest[] sent =
        [
            same, same, AssessmentFixture.Result(session, numbers[0], "61", same.ResultId), AssessmentFixture.Result(session, numbers[0], "60"),
            other, AssessmentFixture.Result(session, numbers[1], "75", other.ResultId, revision: 3), AssessmentFixture.Result(session, numbers[1], "72", other.ResultId, revision: 2),
            AssessmentFixture.Result(session, numbers[1], "72", same.ResultId, revision: 2),
        ];
        var intake = service.Services.GetRequiredService<Vendor.ResultIntake>();

        var taken = await intake.TakeAsync(sent, "vendor", CancellationToken.None);

        Assert.Equal(
            [
                Disposition.Accepted, Disposition.Duplicate, Disposition.Conflict, Disposition.Conflict,
                Disposition.Accepted, Disposition.Accepted, Disposition.Superseded, Disposition.Conflict,
            ],
            taken.Select(t => t.Receipt!.Disposition));
        await using var db = service.NewDb();
        Assert.Equal([60m, 75m], await db.Bookings.Where(b => numbers.Contains(b.CandidateNumber)).OrderBy(b => b.Score).Select(b => b.Score!.Value).ToListAsync());
        Assert.All(candidates, c => Assert.Single(db.Ledger.Where(e => e.PersonId == c.PersonId)));
    }

    [Fact]
    public async Task R35_however_results_are_shuffled_repeated_and_split_over_connections_and_replicas_the_same_ones_stand()
    {
        var clients = new[] { service.Vendor(), new ScoreIngestion.ScoreIngestionClient((await service.StartReplicaAsync()).Channel("vendor", "vendor")) };
        foreach (var seed in Enumerable.Range(1, 6))
        {
            var random = new Random(seed);
            var (session, candidates, numbers) = await service.SatAsync(4);
            // Scores that only rise: a pass that would be taken back waits for an officer, whatever else (R36).
            var results = numbers.SelectMany(number =>
            {
                var id = Guid.NewGuid().ToString();
                return Enumerable.Range(1, random.Next(1, 5)).Select(revision => AssessmentFixture.Result(session, number, $"{45 + (8 * revision)}.5", id, revision));
            }).ToArray();
            var sent = results.Concat(random.GetItems(results, results.Length)).ToArray();
            random.Shuffle(sent);

            var receipts = await Task.WhenAll(sent.Chunk(random.Next(1, sent.Length + 1)).Select((part, i) => SendAsync(clients[i % 2], part)));

            var counts = receipts.SelectMany(r => r).CountBy(r => r.Disposition).ToDictionary();
            Assert.Equal(results.Length, counts.GetValueOrDefault(Disposition.Accepted) + counts.GetValueOrDefault(Disposition.Superseded));
            Assert.Equal(sent.Length - results.Length, counts.GetValueOrDefault(Disposition.Duplicate));
            await using var db = service.NewDb();
            foreach (var (candidate, number) in candidates.Zip(numbers))
            {
                var newest = results.Where(r => r.CandidateNumber == number).MaxBy(r => r.Revision)!;
                var booking = await db.Bookings.AsNoTracking().SingleAsync(b => b.CandidateNumber == number);
                Assert.Equal((newest.ResultId, newest.Revision, newest.Score), (booking.ResultId!, booking.Revision!.Value, Scores.Write(booking.Score!.Value)));
                Assert.Equal(booking.Score >= 60m ? Standing.Passed : Standing.Failed, (await service.ReadAsync(candidate)).Standing);
                Assert.Equal(booking.Score >= 60m ? LedgerKind.EarlierPass : LedgerKind.DevelopmentPeriod, Assert.Single(await service.LedgerAsync(candidate)).Kind);
            }
        }
    }

    [Fact]
    public async Task R37_an_incident_told_twice_at_once_makes_one_new_sitting()
    {
        var (candidate, session, number) = await SatAsync();
        var incident = AssessmentFixture.Result(session, number, "");
        incident.Outcome = Outcome.Incident;
        var replica = new ScoreIngestion.ScoreIngestionClient((await service.StartReplicaAsync()).Channel("vendor", "vendor"));

        var receipts = await Task.WhenAll(service.Vendor().SubmitResultAsync(incident).ResponseAsync, replica.SubmitResultAsync(incident).ResponseAsync);

        Assert.Equal([Disposition.Accepted, Disposition.Duplicate], receipts.Select(r => r.Disposition).Order());
        await service.OutboxEmptyAsync();
        await service.PublishedAsync<AssessmentBookingCancelled>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.Single(service.Published<AssessmentBookingCancelled>(), e => e.CandidacyId == candidate.CandidacyId);
        Assert.Equal(Standing.ToBook, (await service.ReadAsync(candidate)).Standing);
    }

    [Fact]
    public async Task R36_an_officer_who_decides_while_a_newer_revision_comes_never_has_the_last_word_over_it()
    {
        var (candidate, session, number) = await SatAsync();
        var first = AssessmentFixture.Result(session, number, "65");
        await service.SubmitAsync(first);
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "55", first.ResultId, revision: 2));
        using var officer = service.Officer();

        var deciding = officer.PostAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/correction", Json(new { apply = true, motivation = "Nagegaan bij de leverancier." }));
        var sending = service.SubmitAsync(AssessmentFixture.Result(session, number, "90", first.ResultId, revision: 3));
        await Task.WhenAll(deciding, sending);

        Assert.True((await deciding).StatusCode is System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.Conflict, $"{(await deciding).StatusCode}");
        Assert.Equal(Standing.Passed, (await service.ReadAsync(candidate)).Standing);
        Assert.Equal(LedgerKind.EarlierPass, Assert.Single(await service.LedgerAsync(candidate)).Kind);
        await using var db = service.NewDb();
        var booking = await db.Bookings.SingleAsync(b => b.CandidateNumber == number);
        Assert.Equal((90m, 3), (booking.Score, booking.Revision));
        Assert.False(await db.Corrections.AnyAsync(c => c.CandidacyId == candidate.CandidacyId && c.State == Data.CorrectionState.Waiting));
    }

    [Fact]
    public async Task R36_a_corrected_fail_sent_on_two_connections_at_once_voids_its_period_once()
    {
        var (candidate, session, number) = await SatAsync();
        var first = AssessmentFixture.Result(session, number, "55");
        await service.SubmitAsync(first);
        var corrected = AssessmentFixture.Result(session, number, "65", first.ResultId, revision: 2);
        var replica = new ScoreIngestion.ScoreIngestionClient((await service.StartReplicaAsync()).Channel("vendor", "vendor"));

        var receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? service.Vendor() : replica).SubmitResultAsync(corrected).ResponseAsync));

        Assert.Single(receipts, r => r.Disposition == Disposition.Accepted);
        await service.OutboxEmptyAsync();
        await service.PublishedAsync<AssessmentCorrected>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.Single(service.Published<AssessmentCorrected>(), e => e.CandidacyId == candidate.CandidacyId);
        await using var db = service.NewDb();
        Assert.Equal([LedgerKind.EarlierPass, LedgerKind.DevelopmentPeriod, LedgerKind.Voiding], (await db.Ledger.Where(e => e.PersonId == candidate.PersonId).Select(e => e.Kind).ToListAsync()).Order());
    }

    [Fact]
    public async Task R54_submissions_and_the_ledger_are_never_changed()
    {
        var (_, session, number) = await SatAsync();
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "60"));
        await using var db = service.NewDb();
        foreach (var table in new[] { "submissions", "ledger", "record" })
        {
#pragma warning disable EF1002, EF1003 // A constant of the test.
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync("delete from " + table));
#pragma warning restore EF1002, EF1003
        }
    }

    /// <summary>One of them alone by a call, more on a stream.</summary>
    private static async Task<IReadOnlyList<ResultReceipt>> SendAsync(ScoreIngestion.ScoreIngestionClient client, SubmitResultRequest[] results)
    {
        if (results.Length == 1) return [await client.SubmitResultAsync(results[0])];
        using var call = client.SubmitResults();
        foreach (var result in results) await call.RequestStream.WriteAsync(result);
        await call.RequestStream.CompleteAsync();
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    private static System.Net.Http.Json.JsonContent Json(object body) => System.Net.Http.Json.JsonContent.Create(body);

    /// <summary>A candidate whose session has begun.</summary>
    private async Task<(Candidate Candidate, PlannedSession Session, string Number)> SatAsync(Candidate? samePersonAs = null)
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId, samePersonAs);
        return (candidate, session, await service.SitAsync(candidate, session));
    }
}
