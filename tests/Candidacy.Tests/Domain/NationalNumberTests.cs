using NodaTime;
using Selection.Candidacies.Domain;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class NationalNumberTests
{
    private static readonly LocalDate Today = new(2025, 9, 2);

    [Theory]
    [InlineData("85073003328")] // the example of the register's own manual
    [InlineData("85.07.30-033.28")]
    [InlineData("17073003384")] // the same with a 2 before it: born in 2017
    [InlineData("40000095579")] // month and day not known
    [InlineData("00010100105")] // 1 January 2000
    public void R56_a_number_with_the_right_check_digits_is_read(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        Assert.Equal(digits, NationalNumber.Read(text, Today)?.Digits);
    }

    [Theory]
    [InlineData("85073003329")]
    [InlineData("85073003327")]
    [InlineData("17073003385")]
    public void R56_wrong_check_digits_are_refused(string text) => Assert.Null(NationalNumber.Read(text, Today));

    [Theory]
    [InlineData("")]
    [InlineData("8507300332")]
    [InlineData("850730033288")]
    [InlineData("8507300332８")]
    [InlineData("85O73003328")]
    [InlineData("٨٥٠٧٣٠٠٣٣٢٨")]
    [InlineData("85073003328; drop table persons")]
    public void R56_anything_but_eleven_digits_is_refused(string text) => Assert.Null(NationalNumber.Read(text, Today));

    [Fact]
    public void R56_every_century_has_its_own_check_digits()
    {
        var born1985 = With("850730033", 1900);
        var born2005 = With("050730033", 2000);
        Assert.NotNull(NationalNumber.Read(born1985, Today));
        Assert.NotNull(NationalNumber.Read(born2005, Today));
        // As if born in 2085: not yet.
        Assert.Null(NationalNumber.Read(With("850730033", 2000), Today));
    }

    [Theory]
    [InlineData("850230001")] // 30 February
    [InlineData("851330001")] // month 13
    [InlineData("856130001")] // month 61
    [InlineData("850732001")] // day 32
    [InlineData("850730000")] // the order begins at 001
    public void R56_a_birth_date_that_is_none_is_refused(string body) => Assert.Null(NationalNumber.Read(With(body, 1900), Today));

    [Theory]
    [InlineData("852730001")]
    [InlineData("854730001")]
    public void R56_a_bis_number_is_read(string body) => Assert.NotNull(NationalNumber.Read(With(body, 1900), Today));

    [Fact]
    public void R55_a_number_is_masked_on_screen() => Assert.Equal("**.**.**-***.28", NationalNumber.Mask("85073003328"));

    private static string With(string body, int century)
    {
        var number = long.Parse(body, null) + (century == 2000 ? 2_000_000_000 : 0);
        return $"{body}{97 - (number % 97):00}";
    }
}
