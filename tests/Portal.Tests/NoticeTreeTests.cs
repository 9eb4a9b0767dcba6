using System.Globalization;
using Selection.Contracts.Vacancies;
using Selection.Portal.Pages.Officer.Notices;
using Xunit;

namespace Selection.Portal.Tests;

/// <summary>A notice as its form reads and writes it.</summary>
public sealed class NoticeTreeTests
{
    [Fact]
    public void R1_the_parts_of_the_editor_hold_the_whole_definition()
    {
        var tree = NoticeTree.Of(ProcedureDefinition.Example);
        var left = tree.Leaves().Keys.Where(path => NoticePart.OfPath(path) is null);
        Assert.Empty(left);
    }

    [Fact]
    public void R17_what_only_one_officer_changed_is_kept_and_what_both_changed_is_told()
    {
        var (began, mine, theirs) = (Example(), Example(), Example());
        mine.Set("title.nl", "mine");
        mine.Set("place.fr", "mine");
        theirs.Set("title.nl", "theirs");
        theirs.Set("contact.name", "theirs");
        Assert.Equal(["title.nl"], mine.Merge(began, theirs));
        Assert.Equal("mine", mine.Text("title.nl"));
        Assert.Equal("mine", mine.Text("place.fr"));
        Assert.Equal("theirs", mine.Text("contact.name"));
    }

    [Fact]
    public void A_code_that_was_left_out_is_made_of_the_name_and_is_unique()
    {
        var tree = Example();
        tree.Set("competencies.assessment[0].code", "");
        tree.Set("competencies.assessment[0].name.en", "Change management");
        tree.Tidy();
        Assert.Equal("change-management-2", tree.Text("competencies.assessment[0].code"));
    }

    [Theory]
    [InlineData("nl-BE", "185 457,89", 185457.89)]
    [InlineData("nl-BE", "185.457,89", 185457.89)]
    [InlineData("nl-BE", "185.457", 185457.0)]
    [InlineData("nl-BE", "59.5", 59.5)]
    [InlineData("nl-BE", "185,457.89", 185457.89)]
    [InlineData("en-IE", "59,5", 59.5)]
    [InlineData("en-IE", "€185,457.89", 185457.89)]
    [InlineData("en-IE", "185,457", 185457.0)]
    [InlineData("en-IE", "185.457,89", 185457.89)]
    [InlineData("nl-BE", "veel", null)]
    public void A_number_is_read_as_it_is_written_in_the_page_s_language(string culture, string text, double? number)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.Equal((decimal?)number, NoticeInput.NumberOf(text));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static NoticeTree Example() => NoticeTree.Of(ProcedureDefinition.Example);
}
