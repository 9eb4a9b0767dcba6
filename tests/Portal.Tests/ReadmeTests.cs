using System.Text.RegularExpressions;
using Selection.Portal.Tests.Browser;
using Xunit;

namespace Selection.Portal.Tests;

public sealed partial class ReadmeTests
{
    [Fact]
    public void The_pictures_the_README_shows_are_those_the_tests_make()
    {
        var shown = PictureLink().Matches(File.ReadAllText(Path.Combine(Folders.Repository, "README.md"))).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Equal(Pictures.Names.Order(), shown.Order());
        Assert.All(shown, name => Assert.True(File.Exists(Path.Combine(Pictures.Folder, $"{name}.png")), $"{name}: SELECTION_PICTURES=1 ./test Portal makes it."));
    }

    [GeneratedRegex(@"portal/pictures/([a-z0-9-]+)\.png")]
    private static partial Regex PictureLink();
}
