using System.Globalization;
using Selection.Portal.Languages;
using Selection.ServiceDefaults.Input;
using Xunit;

namespace Selection.Portal.Tests;

public sealed class IsoNamesTests
{
    [Theory]
    [InlineData("nl", "België", "Ivoorkust", "Duits")]
    [InlineData("fr", "Belgique", "Côte d’Ivoire", "Allemand")]
    [InlineData("de", "Belgien", "Côte d’Ivoire", "Deutsch")]
    [InlineData("en", "Belgium", "Côte d’Ivoire", "German")]
    public void Every_country_and_language_has_a_name_of_its_own_in_the_language_of_the_page(string page, string belgium, string ivory, string german)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(page);
        try
        {
            Assert.Equal((belgium, ivory), (IsoNames.Country("BE"), IsoNames.Country("CI")));
            Assert.Contains(("de", german), IsoNames.Languages);
            AllNamed(IsoCodes.Countries, IsoNames.Countries);
            AllNamed(IsoCodes.Languages, IsoNames.Languages);
            Assert.Equal("??", IsoNames.Country("??"));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static void AllNamed(IEnumerable<string> codes, IReadOnlyList<(string Code, string Name)> names)
    {
        Assert.Equal(codes.Order(StringComparer.Ordinal), names.Select(n => n.Code).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(names, n => n.Name.Length == 0 || n.Name == n.Code);
        Assert.Distinct(names.Select(n => n.Name));
    }
}
