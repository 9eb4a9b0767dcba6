using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

/// <summary>How a person can be reached, and what the CV says.</summary>
public class ContactTests
{
    private static readonly LocalDate Today = new(2026, 3, 1);

    [Theory]
    [InlineData("0470 12 34 56", "+32470123456")]
    [InlineData("0470/12.34.56", "+32470123456")]
    [InlineData("+32 (0)470 12 34 56", "+32470123456")]
    [InlineData("0032470123456", "+32470123456")]
    [InlineData("02 555 12 12", "+3225551212")]
    [InlineData("+31 20 555 1234", "+31205551234")]
    [InlineData("+352 27 12 34 56", "+35227123456")]
    [InlineData("12", null)]
    [InlineData("hello", null)]
    [InlineData("+999 123456789", null)]
    [InlineData("0470 12 34 56 ext 7", null)]
    [InlineData("", null)]
    public void A_telephone_number_is_kept_in_one_form(string text, string? expected)
    {
        Assert.Equal(expected, ContactCheck.Telephone(text));
        if (expected is not null) Assert.Equal(expected, ContactCheck.Telephone(expected));
    }

    [Theory]
    [InlineData("jo@example.org", true)]
    [InlineData("jo.peeters+test@mail.example.org", true)]
    [InlineData("jo@exämple.org", true)]
    [InlineData("jo", false)]
    [InlineData("jo.peeters@localhost", false)]
    [InlineData("jo@example.", false)]
    [InlineData("jo@-example.org", false)]
    [InlineData("jo@exa mple.org", false)]
    [InlineData("Jo <jo@example.org>", false)]
    [InlineData("jo@example.org, eve@example.org", false)]
    [InlineData("jo@example.org\r\nBcc: eve@example.org", false)]
    [InlineData("jo\u202E@example.org", false)]
    public void An_email_address_is_one_address_at_a_full_host(string text, bool expected) => Assert.Equal(expected, ContactCheck.IsEmail(text));

    [Theory]
    [InlineData("1000", "BE", "")]
    [InlineData("0999", "BE", "address.postalCode")]
    [InlineData("10000", "BE", "address.postalCode")]
    [InlineData("1012 AB", "NL", "")]
    [InlineData("1000", "be", "address.country")]
    [InlineData("1000", "ZZ", "address.country")]
    public void An_address_is_checked_by_its_country(string postalCode, string country, string fault) =>
        Assert.Equal(fault, string.Join(',', ContactCheck.Faults(new PostalAddress("Wetstraat 16", postalCode, "Brussel", country)).Select(f => f.Field)));

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void R7_only_a_statutory_civil_servant_in_federal_service_files_an_appointment_decision_under_a_job(bool statutory, bool current, bool takes) =>
        Assert.Equal(takes, WorkExperienceCheck.TakesAppointmentDecision(statutory, current));

    [Theory]
    [InlineData("2020-01-01", null, true, "")]
    [InlineData("2020-01-01", "2020-01-01", false, "")]
    [InlineData("2020-01-02", "2020-01-01", false, "end")]
    [InlineData("2020-01-01", null, false, "end")]
    [InlineData("2020-01-01", "2021-01-01", true, "end")]
    [InlineData("2026-03-02", null, true, "begin")]
    [InlineData("0001-01-01", null, true, "begin")]
    [InlineData("9999-12-31", null, true, "begin")]
    [InlineData("2020-01-01", "2026-03-02", false, "end")]
    public void R7_the_dates_of_a_job_fit_each_other(string begin, string? end, bool isCurrent, string fault)
    {
        var form = new WorkExperienceForm { Employer = "FOD", Function = "Adviseur", Begin = Date(begin), End = end is null ? null : Date(end), IsCurrent = isCurrent };
        Assert.Equal(fault, string.Join(',', WorkExperienceCheck.Faults(form, Today).Select(f => f.Field)));
    }

    [Fact]
    public void R7_who_is_in_federal_service_now_says_so_of_a_current_job() =>
        Assert.Equal("currentlyFederal", Assert.Single(WorkExperienceCheck.Faults(
            new WorkExperienceForm { Employer = "FOD", Function = "Adviseur", Begin = new(2010, 1, 1), End = new(2020, 1, 1), CurrentlyFederal = true }, Today)).Field);

    [Fact]
    public void R6_the_facts_of_a_diploma_are_checked_one_by_one()
    {
        var good = new DiplomaFacts(DiplomaLevel.Master, "Master", "Universiteit", "BE", "nl", 2026, false, "Rechten");
        Assert.Empty(DocumentCheck.Faults(good, "", Today));
        var bad = new DiplomaFacts(DiplomaLevel.Master, "", "x\u0000", "XX", "xx", 2027, false, new string('a', 201));
        Assert.Equal(["country", "field", "institution", "language", "title", "year"], DocumentCheck.Faults(bad, "", Today).Select(f => f.Field).Order(StringComparer.Ordinal));
        Assert.Single(DocumentCheck.Faults(good with { Year = 1939 }, "", Today));
    }

    private static LocalDate Date(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
