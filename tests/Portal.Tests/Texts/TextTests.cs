using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Selection.Contracts.Vacancies;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Appointments;
using Selection.Portal.Gateway.Operations;
using Selection.Portal.Pages.Officer;
using Selection.Portal.Pages.Officer.Notices;
using Selection.Portal.Pages.Officer.Persons;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.Portal.Tests.Texts;

/// <summary>What the portal says to people is in its resources and nowhere else; that they have it in four languages is asked of every part's texts, beside the architecture's rules.</summary>
public sealed partial class TextTests
{
    private static readonly IReadOnlyDictionary<string, string> English = Read("Texts.resx");

    [Fact]
    public void Every_key_that_is_used_has_a_text()
    {
        var missing = from file in Folders.Sources("*.razor").Concat(Folders.Sources("*.cs"))
                      from Match match in Keys().Matches(File.ReadAllText(file))
                      let key = match.Groups["key"].Value
                      where match.Groups["count"].Success ? !English.ContainsKey($"{key}_One") || !English.ContainsKey($"{key}_Many") : !English.ContainsKey(key)
                      select $"{Path.GetFileName(file)}: {key}";
        Nothing(missing);
    }

    [Fact]
    public void Every_value_of_a_closed_set_and_every_section_has_a_name()
    {
        Type[] sets = [typeof(VacancyState), typeof(VacancySort), typeof(FunnelStep), typeof(ProcedureStage), typeof(StepStatus), typeof(LevelGroup), typeof(WorkingTime), typeof(MasteryType), typeof(MasteryLevel),
            typeof(CaseState), typeof(CaseOutcome), typeof(CaseFlag), typeof(CaseProofKind), typeof(CaseWhyLeft), typeof(ResultListState), typeof(ResultGroup), typeof(ListCorrectionGround), typeof(ProcedureRegisterState), typeof(RegistrationState), typeof(AssessmentKind),
            typeof(RequestUrgency), typeof(AccessDecision), typeof(ComplaintVerdict), typeof(ComplaintAbout),
            typeof(AccommodationGround), typeof(AccommodationState), typeof(AccommodationOutcome), typeof(ClaimState),
            typeof(NoNumberReason), typeof(IdentityDocumentType), typeof(DoubleGround), typeof(ErasureOrigin),
            typeof(AccessStanding), typeof(ComplaintStanding), typeof(CaseBlockUse), typeof(AppointmentCondition), typeof(DropOut), typeof(MailState)];
        var keys = sets.SelectMany(set => Enum.GetNames(set).Select(name => $"{set.Name}_{name}"))
            .Concat(Roles.All.Select(role => $"Role_{role}"))
            .Concat(ListDeed.Names.Where(n => n is not ("register" or "removed")).SelectMany(n => new[] { $"List_{n}", $"List_{n}_Text", $"List_Done_{n}" }))
            .Concat(NoticePart.All.SelectMany(p => p.Fields.SelectMany(f => f.Keys).Append(p.TitleKey).Append($"{p.TitleKey}_About")))
            .Concat(Enum.GetNames<OwnCandidacyState>().Select(name => $"Applied_State_{name}"))
            .Concat(Enum.GetNames<OwnErasureState>().Select(name => $"Erasures_{name}"))
            .Concat(Enum.GetNames<OwnErasureReason>().Select(name => $"MyHold_{name}"))
            .Concat(Enum.GetNames<CaseOutcome>().Select(name => $"DecidedOutcome_{name}"))
            .Concat(new[] { "CouncilOfState", "Feedback", "Access", "Complaint" }.SelectMany(kind => new[] { $"MyRemedy_{kind}", $"MyRemedy_{kind}_Text" }))
            .Concat(MergePage.Hindrances.Select(code => $"Merge_Cannot_{code}"))
            .Concat(Sections.All.SelectMany(s => new[] { s.Text, $"{s.Text}_About" }));
        Nothing(keys.Where(k => !English.ContainsKey(k)));
    }

    /// <summary>Operators see what an e-mail is about: every message of Candidacy.</summary>
    [Fact]
    public void Every_kind_of_mail_has_a_name()
    {
        var messages = File.ReadAllText(Path.Combine(Folders.Repository, "services", "Candidacy", "Resources", "Texts.resx"));
        var kinds = MailKinds().Matches(messages).Select(m => m.Groups["kind"].Value).ToList();
        Assert.NotEmpty(kinds);
        Nothing(kinds.Select(kind => $"MailKind_{kind}").Where(k => !English.ContainsKey(k)));
    }

    /// <summary>Auditors read what was done: every action the services write to their records, and no other.</summary>
    [Fact]
    public void Every_action_of_a_record_has_words()
    {
        var actions = new[] { "services", "ServiceDefaults" }.SelectMany(folder => Folders.Sources(folder, "*.cs"))
            .SelectMany(file => DottedCodes().Matches(File.ReadAllText(file)).Select(m => m.Groups["code"].Value))
            .Where(code => !NoActions().IsMatch(code)).ToHashSet();
        Assert.True(actions.Count > 150, $"Only {actions.Count} actions were found.");
        var texts = English.Keys.Where(k => k.StartsWith("Action_", StringComparison.Ordinal)).Select(k => k["Action_".Length..]).ToHashSet();
        Nothing(actions.Except(texts).Select(code => $"{code} has no words; if it is no action, name it in NoActions")
            .Concat(texts.Except(actions).Select(code => $"{code} has words, and nobody writes it")));
        Nothing(texts.Except(new Resources.Texts().Actions.Select(a => a.Code)).Select(code => $"{code} is not offered"));
    }

    [Fact]
    public void An_action_without_words_is_shown_by_its_code() => Assert.Equal("thing.happened", new Resources.Texts().Action("thing.happened"));

    [Fact]
    public void What_a_record_is_about_is_offered_in_words_and_shown_by_its_code_where_it_has_none()
    {
        var texts = new Resources.Texts();
        Assert.Contains(("vacancy", texts["RecordOf_vacancy"]), texts.Subjects);
        Assert.Equal("thing", texts.Subject("thing"));
    }

    /// <summary>What stands between tags or in an attribute that is read out, and is no expression.</summary>
    [Fact]
    public void No_page_has_words_of_its_own()
    {
        var found = from file in Folders.Sources("*.razor")
                    from text in WordsOf(File.ReadAllText(file))
                    select $"{Path.GetFileName(file)}: {text}";
        Nothing(found);
    }

    [Fact]
    public void Nothing_is_counted_as_one_in_French_only()
    {
        Assert.Equal("encore 0 jour", In("fr-BE", t => t.Count("DaysLeft", 0)));
        Assert.Equal("nog 0 dagen", In("nl-BE", t => t.Count("DaysLeft", 0)));
        Assert.Equal("1 day left", In("en-IE", t => t.Count("DaysLeft", 1)));
    }

    private static string In(string culture, Func<Resources.Texts, string> say)
    {
        var (before, beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
        try
        {
            return say(new Resources.Texts());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }

    private static IEnumerable<string> WordsOf(string razor)
    {
        var code = razor.IndexOf("\n@code", StringComparison.Ordinal);
        var markup = Directives().Replace(code < 0 ? razor : razor[..code], "");
        var attributes = ReadOutAttributes().Matches(markup).Select(m => m.Groups["text"].Value);
        var between = BetweenTags().Matches(markup).Select(m => m.Groups["text"].Value);
        return attributes.Concat(between).Select(t => t.Trim()).Where(t => Letters().IsMatch(t) && !t.StartsWith('@'));
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Folders.Portal, "Resources", file)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static void Nothing(IEnumerable<string> wrong)
    {
        var all = wrong.Distinct().ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    [GeneratedRegex("""\b(?:T|texts)(?:(?<count>\.Count\()|\[)"(?<key>[A-Za-z_-]+)"[\],)]""")]
    private static partial Regex Keys();

    /// <summary>Directives, comments, and lines of C#: what begins with @, a brace, or a keyword.</summary>
    [GeneratedRegex(@"@\*.*?\*@|^\s*(@(page|attribute|using|inject|inherits|typeparam|layout|if|for|foreach|switch|else)\b.*|[{}].*|else.*|var .*|case .*|break;)$", RegexOptions.Multiline)]
    private static partial Regex Directives();

    [GeneratedRegex("""\s(?:alt|title|aria-label|placeholder|Title|Label|Hint|Caption|Here|Submit|Heading)="(?<text>[^"@]+)["]""")]
    private static partial Regex ReadOutAttributes();

    /// <summary>A run of plain text: after a tag or the end of an expression, before the next.</summary>
    [GeneratedRegex(@"(?<=[a-z""/-]>)(?<text>[^<>@{}()\[\]""]+)(?=<)")]
    private static partial Regex BetweenTags();

    [GeneratedRegex("name=\"message-(?<kind>[a-z-]+)-subject\"")]
    private static partial Regex MailKinds();

    /// <summary>A text of C# that reads <c>thing.happened</c>, as actions do.</summary>
    [GeneratedRegex("""(?<![$\w])"(?<code>[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)["]""")]
    private static partial Regex DottedCodes();

    /// <summary>What reads so too: fields of requests, files, names of parts of the platform.</summary>
    [GeneratedRegex(@"^(?:address\.country|competencies\.(?:assessment|management|specific)|contact\.email|member\.subject|metadata\.(?:diploma|from|function|measures|remark|service|text|until)|proof\.(?:date|issuer|kind|reference)|(?:place|reason|title)\.(?:nl|fr|de|en)|selection\.(?:identity|localhost|probe)|jo\.peeters|.+\.(?:csv|html|ics|pdf))$")]
    private static partial Regex NoActions();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Letters();
}
