using Selection.Portal.Languages;
using Xunit;

namespace Selection.Portal.Tests;

/// <summary>Where a line may not end although a hyphen stands there.</summary>
public sealed class UnbrokenWordsTests
{
    [Theory]
    [InlineData("e-mail", "e-\u2060mail")]
    [InlineData("Aus der E-Mail: E-Government.", "Aus der E-\u2060Mail: E-\u2060Government.")]
    [InlineData("Confirmez l'e-mail.", "Confirmez l'e-\u2060mail.")]
    [InlineData("L'expérience compte-t-elle ?", "L'expérience compte-t-elle ?")]
    [InlineData("re-examen, T-2026-17, een - of twee", "re-examen, T-2026-17, een - of twee")]
    public void One_letter_stays_with_its_word_and_everything_else_breaks_as_ever(string text, string expected) => Assert.Equal(expected, UnbrokenWords.In(text));
}
