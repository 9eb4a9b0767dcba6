using Selection.Contracts.Dossiers;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class TextTests
{
    [Theory]
    [InlineData("Ik heb een dienst geleid van 50 medewerkers en het budget van de instelling beheerd.", "nl", null)]
    [InlineData("J'ai dirigé le service des finances pour la région et je suis responsable du budget.", "nl", "fr")]
    [InlineData("I was the head of a service with fifty people and managed the budget for our institution.", "nl", "en")]
    [InlineData("Ich habe die Abteilung geleitet und war für das Budget und die Mitarbeiter verantwortlich.", "nl", "de")]
    [InlineData("Ik heb een dienst geleid van 50 medewerkers en het budget van de instelling beheerd.", "fr", "nl")]
    [InlineData("ICT architect", "nl", null)]
    [InlineData("", "nl", null)]
    public void R12_text_in_another_language_is_noticed(string text, string expected, string? other) => Assert.Equal(other, LanguageHint.Other(expected, text));
}
