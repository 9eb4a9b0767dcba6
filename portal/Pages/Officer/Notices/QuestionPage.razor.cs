using Microsoft.AspNetCore.Components;
using Selection.Contracts;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Languages;

namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>Answers a question to whoever asked it, and publishes the answer with the notice for everybody (R3).</summary>
public sealed partial class QuestionPage
{
    private const int OnOnePage = 200;

    private Reply<Vacancy> _vacancy = null!;
    private QuestionLine? _question;
    private Refusal _missing = new(404);
    private FormErrors _answerErrors = new();
    private FormErrors _publishErrors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public Guid QuestionId { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm(FormName = "answer")]
    private ReplyInput? Reply { get; set; }

    [SupplyParameterFromForm(FormName = "publish")]
    private PublishInput? Form { get; set; }

    private string ETag => $"\"{_question!.Version}\"";

    /// <summary>The API lists questions and has no address for one; there are seldom more than a page of them.</summary>
    protected override async Task LoadAsync()
    {
        var (vacancy, first) = (Gateway.ReadVacancyAsync(Id), Gateway.ListAllQuestionsAsync(Id, $"?pageSize={OnOnePage}"));
        await Task.WhenAll(vacancy, first);
        _vacancy = await vacancy;
        var page = await first;
        if (page.Refusal is { } refusal) _missing = refusal;
        _question = page.Value?.Items.FirstOrDefault(q => q.QuestionId == QuestionId);
        if (_question is not null || page.Value is not { } known) return;
        var others = await Task.WhenAll(Enumerable.Range(2, Math.Max(0, (known.Total - 1) / OnOnePage)).Select(n => Gateway.ListAllQuestionsAsync(Id, $"?pageSize={OnOnePage}&page={n}")));
        _question = others.SelectMany(o => o.Value?.Items ?? []).FirstOrDefault(q => q.QuestionId == QuestionId);
    }

    /// <summary>The procedure's language first: it is the one that must be there.</summary>
    private static IEnumerable<(string Code, string Name)> Ordered(Vacancy vacancy) => LanguageSetup.All.OrderByDescending(l => l.Code == vacancy.Definition.Language);

    private string? Words(QuestionLine question, Func<PublishInput, WordsInput?> typed, Func<PublishedAnswer, LocalizedText> published, string suggested, string language) =>
        Form is { } form ? typed(form)?.In(language) : question.Published is { } words ? published(words).In(language) : suggested;

    private async Task AnswerAsync()
    {
        if (Reply is not { } form) return;
        var reply = await Gateway.AnswerQuestionAsync(Id, QuestionId, form.Answer ?? "", form.Version);
        if (reply.Done)
        {
            Navigation.NavigateTo($"/officer/vacancies/{Id}/questions/{QuestionId}?done=answered");
            return;
        }

        _answerErrors = FormErrors.Of(reply.Refusal, "Reply");
        if (reply.Refusal.IsStale) form.Version = ETag;
    }

    private async Task PublishAsync()
    {
        if (Form is not { } form) return;
        AddMissing(form);
        if (!_publishErrors.None) return;
        var words = new PublishedAnswer((form.Question ?? new WordsInput()).ToText(), (form.Answer ?? new WordsInput()).ToText());
        var reply = await Gateway.PublishAnswerAsync(Id, QuestionId, words, form.Version);
        if (reply.Done)
        {
            Navigation.NavigateTo($"/officer/vacancies/{Id}/questions/{QuestionId}?done=published");
            return;
        }

        _publishErrors = FormErrors.Of(reply.Refusal);
        if (reply.Refusal.IsStale) form.Version = ETag;
    }

    /// <summary>A language has both or neither; the procedure's has both.</summary>
    private void AddMissing(PublishInput form)
    {
        foreach (var (language, _) in LanguageSetup.All)
        {
            var isNeeded = language == _vacancy.Value?.Definition.Language;
            var missing = new[] { ("Question", form.Question), ("Answer", form.Answer) }.Where(f => string.IsNullOrWhiteSpace(f.Item2?.In(language))).ToList();
            if (missing.Count == 2 && !isNeeded) continue;
            foreach (var (field, _) in missing) _publishErrors.Add($"Form.{field}.{language}", T[isNeeded ? "Asked_Both" : "Asked_BothOrNeither", T[$"Language_{language}"]]);
        }
    }

    private sealed class ReplyInput
    {
        public string? Version { get; set; }

        public string? Answer { get; set; }
    }

    private sealed class PublishInput
    {
        public string? Version { get; set; }

        public WordsInput? Question { get; set; }

        public WordsInput? Answer { get; set; }
    }
}
