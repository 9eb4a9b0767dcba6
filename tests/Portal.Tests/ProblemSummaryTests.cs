using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using Selection.Portal.Components;
using Selection.Portal.Components.Fields;
using Xunit;

namespace Selection.Portal.Tests;

/// <summary>What is wrong with a form, told above it.</summary>
public sealed partial class ProblemSummaryTests
{
    [Theory]
    [InlineData("nl", "Reden", "Zeg waarom.", "Reden – Zeg waarom.")]
    [InlineData("fr", "Motif", "Dites pourquoi.", "Motif – Dites pourquoi.")]
    [InlineData("de", "Grund", "Sagen Sie, warum.", "Grund – Sagen Sie, warum.")]
    [InlineData("en", "Reason", "Say why.", "Reason – Say why.")]
    [InlineData("en", "Is it lifted?", "Choose one.", "Is it lifted? Choose one.")]
    [InlineData("en", "I have read this.", "Tick the box.", "I have read this. Tick the box.")]
    [InlineData("en", "Reason", "The reason is too short.", "The reason is too short.")]
    [InlineData("en", null, "Say why.", "Say why.")]
    public async Task A_message_comes_after_the_name_of_its_field_and_alone_where_it_says_that_name_or_there_is_none(string language, string? label, string message, string expected)
    {
        var html = await DrawnAsync(language, label, message);

        Assert.Equal(expected, WebUtility.HtmlDecode(Assert.Single(Lines().Matches(html)).Groups["text"].Value));
    }

    /// <summary>The summary of a form with one fault, at a field of this label.</summary>
    private static async Task<string> DrawnAsync(string language, string? label, string message)
    {
        var (labels, errors) = (new FieldLabels(), new FormErrors().Add("Form.Reason", message));
        if (label is not null) labels.Tell("Form.Reason", label);
        RenderFragment summary = builder =>
        {
            builder.OpenComponent<ProblemSummary>(0);
            builder.AddComponentParameter(1, nameof(ProblemSummary.Errors), errors);
            builder.CloseComponent();
        };
        var form = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(CascadingValue<FieldLabels>.Value)] = labels,
            [nameof(CascadingValue<FieldLabels>.ChildContent)] = summary,
        });
        await using var services = new ServiceCollection()
            .AddSingleton<IClock>(new FakeClock(Instant.FromUtc(2025, 10, 20, 10, 0))).AddSingleton<Resources.Texts>().AddSingleton<Show>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var (before, beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<CascadingValue<FieldLabels>>(form)).ToHtmlString());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }

    [GeneratedRegex("<li><a href=\"#field-form-reason\">(?<text>[^<]*)</a></li>")]
    private static partial Regex Lines();
}
