using Selection.ServiceDefaults.Input;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Input;

public class TextCheckTests
{
    [Theory]
    [InlineData(null, "required")]
    [InlineData("  \n", "required")]
    [InlineData("text\u0000", "not-showable")]
    [InlineData("left\u202Eright", "not-showable")]
    [InlineData("<b>bold", "no-html")]
    [InlineData("longer than this", "too-long")]
    public void A_text_that_could_not_be_kept_or_read_is_refused(string? text, string code) =>
        Assert.Equal(code, Assert.Single(TextCheck.Faults("text", text, longest: 15)).Code);

    [Theory]
    [InlineData("Two\nlines, é\t")]
    [InlineData("less < more > it")]
    [InlineData("exactly fifteen")]
    public void Any_other_is_kept(string text) => Assert.Empty(TextCheck.Faults("text", text, longest: 15 + 1));

    // Built here: no test's name can hold it.
    [Fact]
    public void Half_a_character_is_refused() => Assert.Equal("not-showable", Assert.Single(TextCheck.Faults("text", "text" + (char)0xD800, longest: 15)).Code);

    [Fact]
    public void What_may_be_left_out_is_only_checked_where_it_is()
    {
        Assert.Empty(TextCheck.Unkeepable("text", null, longest: 3));
        Assert.Empty(TextCheck.Unkeepable("text", "", longest: 3));
        Assert.Equal("too-long", Assert.Single(TextCheck.Unkeepable("text", "four", longest: 3)).Code);
    }

    [Fact]
    public void White_space_alone_is_nothing_and_characters_are_composed()
    {
        Assert.Null(PlainText.TidyOrNone(" \n"));
        Assert.Null(PlainText.TidyOrNone(null));
        Assert.Equal("é", PlainText.TidyOrNone(" e\u0301 "));
    }
}
