using Microsoft.EntityFrameworkCore;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests.Consumers;

public sealed class MergeTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R56_a_pass_of_the_merged_person_exempts_the_other_whose_seat_is_free_again()
    {
        var (passedIn, passing) = await service.ProcedureAsync(inDays: 12);
        var merged = await service.AdmitAsync(passedIn);
        var number = await service.SitAsync(merged, passing);
        await service.SubmitAsync(AssessmentFixture.Result(passing, number, "75"));
        var (vacancy, session) = await service.ProcedureAsync();
        var staying = await service.AdmitAsync(vacancy);
        await service.BookAsync(staying, session);

        await service.PublishAndHandleAsync(Merged(staying, merged));

        var row = await service.ReadAsync(staying);
        Assert.Equal((Standing.Exempted, ExemptionGround.EarlierPass), (row.Standing, row.ExemptionGround));
        Assert.Equal(0, await service.BookedAsync(session));
        Assert.Equal(staying.PersonId, (await service.ReadAsync(merged)).PersonId);
        await service.PublishedAsync<AssessmentExempted>(e => e.CandidacyId == staying.CandidacyId && e.PersonId == staying.PersonId);
    }

    [Fact]
    public async Task R56_a_development_period_of_the_merged_person_bars_the_other()
    {
        var (failedIn, failing) = await service.ProcedureAsync(inDays: 12);
        var merged = await service.AdmitAsync(failedIn);
        var number = await service.SitAsync(merged, failing);
        await service.SubmitAsync(AssessmentFixture.Result(failing, number, "59.999"));
        var (vacancy, session) = await service.ProcedureAsync();
        var staying = await service.AdmitAsync(vacancy);
        await service.BookAsync(staying, session);

        await service.PublishAndHandleAsync(Merged(staying, merged));

        Assert.Equal(Standing.ToBook, (await service.ReadAsync(staying)).Standing);
        using var refused = await service.TryBookAsync(staying, session);
        Assert.Equal((409, "R32", "session-barred"), await AssessmentFixture.ProblemAsync(refused));
    }

    [Fact]
    public async Task R56_what_comes_later_for_the_merged_person_counts_for_the_other_and_the_account_follows()
    {
        var vacancy = await service.VacancyAsync();
        var (staying, merged) = (await service.AdmitAsync(vacancy), Samples.Person());
        await service.PublishAndHandleAsync(new PersonMerged(staying.PersonId, merged.PersonId, 2, service.Clock.GetCurrentInstant(), merged.Subject));
        await service.PublishAndHandleAsync(merged);
        var (passedIn, passing) = await service.ProcedureAsync(inDays: 12);
        var admission = service.Admission(passedIn, merged.PersonId);
        await service.PublishAndHandleAsync(admission);

        // The old account books for the candidacy that came for the old person: both are the other's.
        var late = new Candidate(staying.PersonId, merged.Subject, admission.CandidacyId, passedIn);
        Assert.Equal(staying.PersonId, (await service.ReadAsync(late)).PersonId);
        string? number = null;
        await service.EventuallyAsync(async () =>
        {
            using var booked = await service.TryBookAsync(late, passing);
            if (!booked.IsSuccessStatusCode) return false;
            number = (await AssessmentFixture.OkAsync(booked)).GetProperty("candidateNumber").GetString();
            return true;
        });
        service.MoveTo(passing.StartsAt);
        await service.SubmitAsync(AssessmentFixture.Result(passing, number!, "60"));
        await service.StandsAsync(staying, Standing.Exempted);
        Assert.Single(await service.LedgerAsync(staying));
    }

    [Fact]
    public async Task R56_merges_of_a_chain_heard_in_either_order_and_twice_come_to_the_same()
    {
        var vacancy = await service.VacancyAsync();
        foreach (var backwards in new[] { false, true })
        {
            var (a, b, c) = (await service.AdmitAsync(vacancy), await service.AdmitAsync(vacancy), await service.AdmitAsync(vacancy));
            PersonMerged[] merges = [Merged(b, a), Merged(c, b)];
            foreach (var merge in backwards ? merges.Reverse() : merges) await service.PublishAndHandleAsync(merge);
            await service.PublishAndHandleAsync(merges[0]);
            await using var db = service.NewDb();
            Assert.Equal(3, await db.Candidacies.CountAsync(x => x.PersonId == c.PersonId));
            Assert.Equal(2, await db.MergedPersons.CountAsync(m => m.PersonId == c.PersonId));
        }
    }

    private PersonMerged Merged(Candidate staying, Candidate merged) =>
        new(staying.PersonId, merged.PersonId, 2, service.Clock.GetCurrentInstant(), merged.Subject);
}
