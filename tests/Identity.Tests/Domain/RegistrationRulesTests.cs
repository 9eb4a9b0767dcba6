using Selection.Identity.Domain;

namespace Selection.Identity.Tests.Domain;

public sealed class RegistrationRulesTests
{
    private static readonly Registration Good = new("jan.peeters", "a good password", "Jan Peeters", "nl");

    [Fact]
    public void A_complete_registration_has_no_fault() => Assert.Empty(RegistrationRules.Check(Good));

    [Theory]
    [InlineData("jan@example.org", true)]
    [InlineData("  JAN  ", true)]
    [InlineData("jan", true)]
    [InlineData("jo", false)]
    [InlineData("-jan", false)]
    [InlineData("jan.", false)]
    [InlineData("jan peeters", false)]
    [InlineData("jân", false)]
    [InlineData("jan\n", true)]
    public void A_user_name_is_plain(string userName, bool accepted) =>
        Assert.Equal(accepted, RegistrationRules.Check(Good with { UserName = userName }).Count == 0);

    [Theory]
    [InlineData(9, RegistrationError.PasswordTooShort)]
    [InlineData(10, null)]
    [InlineData(200, null)]
    [InlineData(201, RegistrationError.PasswordTooLong)]
    public void A_password_has_ten_to_two_hundred_characters(int length, RegistrationError? expected) =>
        Assert.Equal(expected is { } error ? [error] : [], RegistrationRules.Check(Good with { Password = new string('x', length) }));

    [Fact]
    public void Every_error_has_a_field_and_a_text_in_each_language()
    {
        foreach (var error in Enum.GetValues<RegistrationError>())
        {
            Assert.NotEmpty(RegistrationRules.FieldOf(error));
            foreach (var language in RegistrationRules.Languages)
            {
                var texts = Identity.Resources.Texts.Manager.GetResourceSet(new System.Globalization.CultureInfo(language), createIfNotExists: true, tryParents: language == "en");
                Assert.False(string.IsNullOrWhiteSpace(texts!.GetString(RegistrationRules.CodeOf(error))), $"{error} in {language}");
            }
        }
    }
}
