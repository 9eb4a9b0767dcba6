using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class SheetSealTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, SheetSeal.SaltLength).Select(i => (byte)i)];
    private static readonly Guid Hearing = Guid.Parse("019a9d15-c3b2-7f68-b7e4-90a1d2c3f4b5");
    private static readonly ScoreLine[] Lines = [new("a", 14.5m, "één"), new("b", 7m)];

    [Fact]
    public void R43_the_hash_is_the_one_written_down() =>
        // printf '%s' '24:AAECAwQFBgcICQoLDA0ODw==,36:019a9d15-c3b2-7f68-b7e4-90a1d2c3f4b5,8:member-1,1:a,5:14.50,5:één,1:b,4:7.00,-,' | sha256sum
        Assert.Equal("dee25f5803ea804ddbc379b4120ea00ce182982334165b7029a858e8a5cf8f8d", Convert.ToHexStringLower(SheetSeal.Of(Salt, Hearing, "member-1", Lines)));

    [Fact]
    public void R43_every_part_of_a_sheet_is_in_its_hash()
    {
        byte[][] hashes =
        [
            SheetSeal.Of(Salt, Hearing, "member-1", Lines),
            SheetSeal.Of([.. Salt.Reverse()], Hearing, "member-1", Lines),
            SheetSeal.Of(Salt, Guid.Empty, "member-1", Lines),
            SheetSeal.Of(Salt, Hearing, "member-2", Lines),
            SheetSeal.Of(Salt, Hearing, "member-1", Lines.Reverse()),
            SheetSeal.Of(Salt, Hearing, "member-1", [Lines[0] with { Score = 14m }, Lines[1]]),
            SheetSeal.Of(Salt, Hearing, "member-1", [Lines[0] with { Notes = "een" }, Lines[1]]),
            // No text can pretend to be two fields.
            SheetSeal.Of(Salt, Hearing, "member-1", [Lines[0] with { Notes = "één,1:b,4:7.00" }]),
        ];
        Assert.Equal(hashes.Length, hashes.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void R43_14_and_14_point_00_are_one_score() =>
        Assert.Equal(SheetSeal.Of(Salt, Hearing, "m", [new ScoreLine("a", 14m)]), SheetSeal.Of(Salt, Hearing, "m", [new ScoreLine("a", 14.00m)]));
}
