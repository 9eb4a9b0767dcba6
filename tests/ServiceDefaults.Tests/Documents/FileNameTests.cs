using CsCheck;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Input;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Documents;

public class FileNameTests
{
    [Theory]
    [InlineData("diploma.pdf", "diploma.pdf")]
    [InlineData("C:\\Users\\jo\\diploma.pdf", "diploma.pdf")]
    [InlineData("../../etc/passwd.pdf", "passwd.pdf")]
    [InlineData("a\u202Efdp.exe", "afdp.exe")]
    [InlineData("a\u0000b\r\n.pdf", "ab.pdf")]
    [InlineData("e\u0301tude.pdf", "étude.pdf")]
    [InlineData("a:b*c?.pdf", "a_b_c_.pdf")]
    [InlineData("...", "document")]
    [InlineData("", "document")]
    [InlineData("/", "document")]
    [InlineData(" .pdf. ", "pdf")]
    [InlineData("CON.pdf", "_CON.pdf")]
    [InlineData("lpt1.tar.docx", "_lpt1.tar.docx")]
    [InlineData("contract.pdf", "contract.pdf")]
    [InlineData("\u200Bdiploma\uFEFF.pdf", "diploma.pdf")]
    [InlineData("dipl\u202Aom\u2066a.pdf", "diploma.pdf")]
    [InlineData("\uD83C\uDF93 diploma.pdf", "\uD83C\uDF93 diploma.pdf")]
    [InlineData("a\u0336\u0336\u0336\u0336\u0336\u0336\u0336.pdf", "a\u0336\u0336\u0336\u0336.pdf")]
    [InlineData("\u0645\u0644\u0641.pdf", "\u0645\u0644\u0641.pdf")]
    public void R6_a_files_name_is_made_safe(string name, string safe) => Assert.Equal(safe, FileNames.Clean(name));

    [Fact]
    public void R6_half_a_character_is_none()
    {
        // Not as a test's data: an attribute could not hold it.
        Assert.Equal("a.pdf", FileNames.Clean("a\uD800.pdf"));
        Assert.False(PlainText.IsShowable("Jo\uDC00"));
        Assert.False(PlainText.IsShowable("Jo\uD800"));
        Assert.True(PlainText.IsShowable("Jo\uD83D\uDE00"));
    }

    [Fact]
    public void R6_a_long_name_keeps_its_extension()
    {
        var clean = FileNames.Clean(new string('a', 500) + ".docx");
        Assert.Equal(150, clean.Length);
        Assert.EndsWith(".docx", clean);
    }

    [Fact]
    public void R6_any_name_at_all_becomes_a_safe_one() => Gen.String[Gen.Char, 0, 400].Sample(name =>
    {
        var clean = FileNames.Clean(name);
        Assert.InRange(clean.Length, 1, 150);
        Assert.DoesNotContain(clean, char.IsControl);
        Assert.DoesNotContain('/', clean);
        Assert.DoesNotContain('\\', clean);
        Assert.Equal(clean, FileNames.Clean(clean));
    });

    [Theory]
    [InlineData("Zoë van den Broeck", true)]
    [InlineData("O’Connor-Łukasz", true)]
    [InlineData("Jo\u202Eab", false)]
    [InlineData("Jo\nab", false)]
    [InlineData("می\u200Cخواهم", true)]
    public void A_name_that_would_turn_a_page_around_is_not_accepted(string name, bool accepted) => Assert.Equal(accepted, PlainText.IsShowable(name));
}
