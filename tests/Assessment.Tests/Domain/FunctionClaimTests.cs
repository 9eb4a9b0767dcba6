using CsCheck;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Vacancies;
using Xunit;

namespace Selection.Assessment.Tests.Domain;

public class FunctionClaimTests
{
    private static readonly LocalDate Closing = new(2025, 10, 22);
    private static readonly Instant Now = Instant.FromUtc(2025, 11, 20, 8, 0);
    private static readonly Gen<LocalDate> AnyDay = Gen.Int[-400, 400].Select(Closing.PlusDays);
    private static readonly Gen<LevelGroup> AnyLevel = Gen.OneOfConst(LevelGroup.L1, LevelGroup.L2, LevelGroup.L3);

    [Theory]
    [InlineData(0, null, ClaimAnswer.CanExempt)]
    [InlineData(0, 0, ClaimAnswer.CanExempt)]
    [InlineData(-100, 0, ClaimAnswer.CanExempt)]
    [InlineData(-100, -1, ClaimAnswer.EndedBefore)]
    [InlineData(1, null, ClaimAnswer.BeginsAfter)]
    [InlineData(1, 100, ClaimAnswer.BeginsAfter)]
    public void R34_the_first_and_the_last_day_of_a_function_count(int from, int? until, ClaimAnswer answer) =>
        Assert.Equal(answer, FunctionClaims.Judge(LevelGroup.L2, Closing.PlusDays(from), until is { } days ? Closing.PlusDays(days) : null, LevelGroup.L2, Closing));

    [Theory]
    [InlineData(LevelGroup.L1, LevelGroup.L2, ClaimAnswer.LowerLevel)]
    [InlineData(LevelGroup.L2, LevelGroup.L2, ClaimAnswer.CanExempt)]
    [InlineData(LevelGroup.L3, LevelGroup.L2, ClaimAnswer.CanExempt)]
    public void R33_the_same_or_a_higher_level_group_exempts(LevelGroup level, LevelGroup vacancy, ClaimAnswer answer) =>
        Assert.Equal(answer, FunctionClaims.Judge(level, Closing.PlusYears(-1), null, vacancy, Closing));

    [Fact]
    public void R33_a_claim_that_can_exempt_does_so_once_it_stands_in_the_ledger_and_no_other() =>
        Gen.Select(AnyLevel, AnyLevel, AnyDay, AnyDay, Gen.Bool).Sample((level, vacancy, from, lastDay, ends) =>
        {
            LocalDate? until = ends ? lastDay : null;
            if (until < from) return;
            var entry = new LedgerEntry(Guid.NewGuid(), LedgerKind.FunctionHeld, level, from, FunctionClaims.FirstDayAfter(until));
            var exempts = Exemptions.Find([entry], vacancy, Closing, ownSitting: null) is not null;
            Assert.Equal(exempts, FunctionClaims.Judge(level, from, until, vacancy, Closing) == ClaimAnswer.CanExempt);
        });

    [Fact]
    public void R33_one_claims_as_long_as_one_has_not_sat()
    {
        Assert.True(FunctionClaims.MayClaim(Standing.ToBook, null, Now));
        Assert.True(FunctionClaims.MayClaim(Standing.Booked, Now + Duration.Epsilon, Now));
        Assert.False(FunctionClaims.MayClaim(Standing.Booked, Now, Now));
        foreach (var other in new[] { Standing.Waiting, Standing.Exempted, Standing.Passed, Standing.Failed, Standing.Stopped, Standing.Ended })
            Assert.False(FunctionClaims.MayClaim(other, null, Now));
    }

    [Fact]
    public void R33_everything_wrong_with_a_claim_is_named()
    {
        Assert.Empty(Faults(new() { Function = "DG", Service = "FOD", WeighingClass = 5, From = Closing }));
        Assert.Empty(Faults(new() { Function = "DG", Service = "FOD", LevelGroup = LevelGroup.L2, From = Closing, Until = Closing }));
        Assert.Empty(Faults(new() { Function = "DG", Service = "FOD", WeighingClass = 4, LevelGroup = LevelGroup.L2, From = Closing }));
        Assert.Equal(
            [("metadata.function", "required"), ("metadata.service", "not-showable"), ("metadata.weighingClass", "claim-level-missing"), ("metadata.until", "claim-until-order")],
            Faults(new() { Function = " ", Service = "a\0", From = Closing, Until = Closing.PlusDays(-1) }));
        Assert.Equal(
            [("metadata.function", "too-long"), ("metadata.levelGroup", "claim-level-differs"), ("metadata.from", "between-days")],
            Faults(new() { Function = new string('x', 201), Service = "FOD", WeighingClass = 5, LevelGroup = LevelGroup.L3, From = new LocalDate(1949, 12, 31) }));
        Assert.Equal([("metadata.weighingClass", "between")], Faults(new() { Function = "DG", Service = "FOD", WeighingClass = 8, From = Closing }));

        static IEnumerable<(string, string)> Faults(FunctionClaim claim) => FunctionClaims.Faults(claim).Select(f => (f.Field, f.Code));
    }

    [Theory]
    [InlineData(0, "proof-missing")]
    [InlineData(1, null)]
    [InlineData(3, null)]
    [InlineData(4, "too-many-files")]
    public void R33_a_claim_has_one_to_three_proofs(int proofs, string? code) => Assert.Equal(code, FunctionClaims.ProofFault(proofs)?.Code);
}
