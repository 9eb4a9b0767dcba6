using System.Globalization;
using CsCheck;
using Selection.Contracts.Accommodations;
using Selection.ServiceDefaults.Measures;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Measures;

public class MeasureTests
{
    /// <summary>Every measure there can be.</summary>
    private static readonly IReadOnlyList<string> All =
    [
        .. from form in Measure.Forms
           from minutes in form.FewestMinutes is { } fewest ? Enumerable.Range(fewest, form.MostMinutes!.Value - fewest + 1).Select(n => $":{n}") : [""]
           from times in form.MostTimes is { } most ? Enumerable.Range(1, most).Select(n => $":{n}") : [""]
           from option in form.Options.Count > 0 ? form.Options.Select(o => $":{o}") : [""]
           select form.Name + minutes + times + option,
    ];

    [Fact]
    public void R39_every_measure_has_one_code_that_reads_as_itself() => Assert.All(All, code => Assert.Equal(code, Measure.Parse(code)!.Code));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("extra-time")]
    [InlineData("extra-time:")]
    [InlineData("extra-time:4")]
    [InlineData("extra-time:241")]
    [InlineData("extra-time:030")]
    [InlineData("extra-time:+30")]
    [InlineData("extra-time: 30")]
    [InlineData("extra-time:30:1")]
    [InlineData("extra-time:٣٠")]
    [InlineData("Extra-Time:30")]
    [InlineData("break:15")]
    [InlineData("break:15:0")]
    [InlineData("break:15:7")]
    [InlineData("break:61:1")]
    [InlineData("separate-room:1")]
    [InlineData("interpreter")]
    [InlineData("interpreter:vgt:vgt")]
    [InlineData("assistive-technology:crystal-ball")]
    [InlineData("breastfeeding-break:30")]
    public void R39_what_is_not_on_the_list_is_no_measure(string? code) => Assert.Null(Measure.Parse(code));

    [Fact]
    public void R39_a_text_is_read_as_what_it_is_written_as_or_not_at_all() =>
        Gen.Select(Gen.OneOfConst([.. All]), Gen.Int[0, 30], Gen.Char).Sample((code, at, letter) =>
        {
            var changed = at < code.Length ? code[..at] + letter + code[(at + 1)..] : code + letter;
            Assert.True(Measure.Parse(changed) is not { } measure || measure.Code == changed);
        });

    [Theory]
    [InlineData("en", "30 extra minutes", "a break of 15 minutes", "3 breaks of 10 minutes", "a separate room")]
    [InlineData("nl", "30 minuten extra tijd", "een pauze van 15 minuten", "3 pauzes van 10 minuten", "een apart lokaal")]
    [InlineData("fr", "30 minutes supplémentaires", "une pause de 15 minutes", "3 pauses de 10 minutes", "un local séparé")]
    [InlineData("de", "30 Minuten mehr Zeit", "eine Pause von 15 Minuten", "3 Pausen von 10 Minuten", "ein separater Raum")]
    public void R39_measures_have_words_in_the_readers_language(string language, params string[] words) =>
        Assert.Equal(words, MeasureWords.Of(["extra-time:30", "break:15:1", "break:10:3", "separate-room"], CultureInfo.GetCultureInfo(language)));

    [Theory]
    [InlineData("en")]
    [InlineData("nl-BE")]
    [InlineData("fr-BE")]
    [InlineData("de-DE")]
    public void R39_no_measure_is_without_words_in_any_language(string language) => Assert.All(All, code =>
    {
        var words = MeasureWords.Of(code, CultureInfo.GetCultureInfo(language));
        Assert.NotEqual(code, words);
        Assert.DoesNotContain('{', words);
    });

    [Fact]
    public void R39_an_unknown_code_is_shown_as_it_is() => Assert.Equal("30 minutes more", MeasureWords.Of("30 minutes more", CultureInfo.GetCultureInfo("fr")));

    [Fact]
    public void R39_no_measure_tells_the_reason_by_its_name()
    {
        // The grounds on which one is asked for.
        string[] reasons = ["disab", "disorder", "illness", "ziek", "pregnan", "zwanger", "enceinte", "breastf", "borstvoeding", "allait", "still"];
        Assert.All(
            from code in All
            from words in new[] { "en", "nl", "fr", "de" }.Select(l => MeasureWords.Of(code, CultureInfo.GetCultureInfo(l))).Append(code)
            select words,
            words => Assert.DoesNotContain(reasons, reason => words.Contains(reason, StringComparison.OrdinalIgnoreCase)));
    }
}
