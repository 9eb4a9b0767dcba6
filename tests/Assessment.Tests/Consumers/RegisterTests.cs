using Selection.Contracts.Registers;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests.Consumers;

public sealed class RegisterTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R54_the_register_tells_what_the_vendor_sent_what_became_of_it_and_what_followed()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        var number = await service.SitAsync(candidate, session);
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "59.999", "r-1"));
        await service.SubmitAsync(AssessmentFixture.Result(session, number, "59.999", "r-1"), Contracts.Assessment.V1.Disposition.Duplicate);

        var lines = await service.RegisterOfAsync(vacancyId);

        Assert.Equal([("Accepted", "59.999"), ("Duplicate", "59.999")], lines.On(RegisterTopics.VendorResult).OrderBy(s => s.At)
            .Select(s => (s.Facts.GetProperty("verdict").GetString(), s.Facts.GetProperty("score").GetString())).OrderBy(s => s.Item1));
        Assert.Equal("DevelopmentPeriod", Assert.Single(lines.On(RegisterTopics.Ledger)).Facts.GetProperty("kind").GetString());
        Assert.Equal(("Failed", candidate.CandidacyId), Assert.Single(lines.On(RegisterTopics.AssessmentStanding)) is var standing ? (standing.Facts.GetProperty("standing").GetString(), standing.CandidacyId) : default);
        Assert.Equal("officer-1", Assert.Single(lines.On(RegisterTopics.Session)).By);
        Assert.Equal(candidate.Subject, Assert.Single(lines.On(RegisterTopics.Booking)).By);
        Assert.Contains(lines.Record(), r => r.Action == "result.applied" && r.CandidacyId == candidate.CandidacyId);
        Assert.Contains(lines.Record(), r => r.Action == "ledger.entered" && r.CandidacyId == candidate.CandidacyId);
    }
}
