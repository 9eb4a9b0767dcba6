using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Assessment.Features.Documents;
using Selection.Contracts;
using Selection.ServiceDefaults.Measures;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>A measure, for programs and in the reader's language.</summary>
/// <param name="Code">Of the closed list.</param>
/// <param name="Text">In words.</param>
internal sealed record MeasureAnswer(string Code, string Text)
{
    public static MeasureAnswer Example => new("extra-time:30", "30 minuten extra tijd");

    public static IReadOnlyList<MeasureAnswer> Of(IEnumerable<string> codes) => [.. codes.Select(code => new MeasureAnswer(code, MeasureWords.Of(code, CultureInfo.CurrentUICulture)))];
}

/// <summary>Why an accommodation is asked, with everything that belongs to it.</summary>
/// <param name="Ground">Why; null since it was withdrawn or forgotten.</param>
/// <param name="Text">What the list could not say.</param>
/// <param name="Measures">What is asked for.</param>
/// <param name="Attests">The files.</param>
internal sealed record ReasonAnswer(AccommodationGround? Ground, string? Text, IReadOnlyList<MeasureAnswer> Measures, IReadOnlyList<FiledDocument> Attests)
{
    public static ReasonAnswer Example => new(AccommodationGround.LearningDisorder, "Ik lees trager dan gemiddeld.", [MeasureAnswer.Example], [FiledDocument.Example]);
}

/// <summary>A decision on a request; the last is the one that stands.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="Measures">What was granted.</param>
/// <param name="Motivation">Why; for the candidate and the deciding officer only.</param>
/// <param name="RevisionReason">Why it was decided anew; for the same two.</param>
/// <param name="DecidedAt">When.</param>
internal sealed record DecisionAnswer(int Number, AccommodationOutcome Outcome, IReadOnlyList<MeasureAnswer> Measures, string? Motivation, string? RevisionReason, Instant DecidedAt)
{
    public static DecisionAnswer Example => new(1, AccommodationOutcome.Granted, [MeasureAnswer.Example], null, null, Instant.FromUtc(2025, 11, 5, 9, 0));
}

/// <summary>What is kept of requests under the person's key.</summary>
internal static class AccommodationTexts
{
    private const int ReasonPart = -1;

    /// <summary>A reason as it is kept.</summary>
    public static byte[] Keep(this PersonCipher cipher, Guid requestId, AccommodationAsk ask) => cipher.EncryptText(
        JsonSerializer.Serialize(new AccommodationReason(ask.Ground, string.IsNullOrWhiteSpace(ask.Text) ? null : ask.Text.Trim()), ContractsJson.Options), requestId, ReasonPart);

    /// <summary>A decision's motivation, and the reason it was decided anew, as they are kept.</summary>
    public static (byte[]? Motivation, byte[]? RevisionReason) Keep(this PersonCipher cipher, Guid requestId, int number, string? motivation, string? reason) => (
        motivation is null ? null : cipher.EncryptText(motivation, requestId, MotivationPart(number)),
        reason is null ? null : cipher.EncryptText(reason, requestId, RevisionPart(number)));

    /// <summary>A request's reason with its files, for whoever may know it.</summary>
    public static async Task<ReasonAnswer> ReasonOfAsync(this AssessmentDb db, AccommodationRow row, PersonCipher? cipher, CancellationToken ct)
    {
        var reason = cipher.TextOf(row.Reason, row.RequestId, ReasonPart) is { } text ? JsonSerializer.Deserialize<AccommodationReason>(text, ContractsJson.Options) : null;
        return new ReasonAnswer(reason?.Ground, reason?.Text, MeasureAnswer.Of(row.Asked), await db.FilesOfAsync(row.RequestId, ct));
    }

    /// <summary>The decisions on a request, the first first; without a cipher, without their texts.</summary>
    public static async Task<IReadOnlyList<DecisionAnswer>> DecisionsOfAsync(this AssessmentDb db, Guid requestId, PersonCipher? cipher, CancellationToken ct) =>
    [
        .. (await db.AccommodationDecisions.AsNoTracking().Where(d => d.RequestId == requestId).OrderBy(d => d.Number).ToListAsync(ct)).Select(d => new DecisionAnswer(
            d.Number, d.Outcome, MeasureAnswer.Of(d.Measures), cipher.TextOf(d.Motivation, requestId, MotivationPart(d.Number)),
            cipher.TextOf(d.RevisionReason, requestId, RevisionPart(d.Number)), d.DecidedAt)),
    ];

    private static int MotivationPart(int number) => 2 * number;

    private static int RevisionPart(int number) => (2 * number) + 1;
}
