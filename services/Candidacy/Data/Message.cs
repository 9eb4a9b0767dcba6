using System.Text.Json;
using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Contracts;

namespace Selection.Candidacies.Data;

/// <summary>
/// Something a person is told in the account (R20); put into words when it is read, in the person's language. To write one:
/// <c>db.Messages.Add(Message.About(…))</c>; many, or one that may come again: <see cref="MessageWrites"/>.
/// </summary>
public sealed class Message
{
    public required Guid MessageId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Null where it concerns the person, or a vacancy without a candidacy.</summary>
    public Guid? CandidacyId { get; init; }

    public Guid? VacancyId { get; init; }

    /// <summary>Names the text in the resources.</summary>
    public required string Kind { get; init; }

    /// <summary>What the text's placeholders stand for: a JSON object.</summary>
    public required string Args { get; init; }

    /// <summary>Which part of the procedure it comes from.</summary>
    public required ProcedureStage Stage { get; init; }

    /// <summary>What it comes from: the candidacy, else the person, a question, … Something of one person only.</summary>
    public required Guid SourceId { get; init; }

    /// <summary>The source's version, as far as this kind of message is concerned: the same source, kind and version is a repetition.</summary>
    public required long SourceVersion { get; init; }

    public required Instant CreatedAt { get; init; }

    public Instant? ReadAt { get; set; }

    /// <summary>What a candidate's own step comes to, in writing: once for each version of the candidacy.</summary>
    public static Message About(Candidacy candidacy, string kind, Instant now, object? args = null) =>
        New(candidacy.PersonId, candidacy.CandidacyId, candidacy.VacancyId, kind, args, ProcedureStage.Candidacy, candidacy.CandidacyId, candidacy.Version, now);

    /// <summary>Something that concerns a person: once for each version of its source.</summary>
    /// <param name="personId">Who is told.</param>
    /// <param name="sourceId">What it comes from, such as the person, an export or a question.</param>
    /// <param name="sourceVersion">The source's version; 1 where it has none.</param>
    /// <param name="kind">Names the text: <c>message-&lt;kind&gt;-subject</c> and <c>-body</c>.</param>
    /// <param name="now">When.</param>
    /// <param name="args">What the text's placeholders stand for.</param>
    /// <param name="vacancyId">The vacancy it is about, whose <c>{code}</c> and <c>{title}</c> the text may use.</param>
    public static Message About(Guid personId, Guid sourceId, long sourceVersion, string kind, Instant now, object? args = null, Guid? vacancyId = null) =>
        New(personId, candidacyId: null, vacancyId, kind, args, ProcedureStage.Candidacy, sourceId, sourceVersion, now);

    /// <summary>What another part of the procedure says.</summary>
    internal static Message About(News news) =>
        New(news.PersonId, news.CandidacyId, news.VacancyId, news.Kind!, news.Args, news.Stage, news.CandidacyId, news.Version, news.At);

    internal static string JsonOf(object? args) => JsonSerializer.Serialize(args ?? new { }, ContractsJson.Options);

    private static Message New(
        Guid personId, Guid? candidacyId, Guid? vacancyId, string kind, object? args, ProcedureStage stage, Guid sourceId, long sourceVersion, Instant now) => new()
    {
        MessageId = Guid.CreateVersion7(),
        PersonId = personId,
        CandidacyId = candidacyId,
        VacancyId = vacancyId,
        Kind = kind,
        Args = JsonOf(args),
        Stage = stage,
        SourceId = sourceId,
        SourceVersion = sourceVersion,
        CreatedAt = now,
    };
}
