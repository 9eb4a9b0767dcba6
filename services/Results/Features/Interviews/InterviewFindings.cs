using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Interviews;

/// <summary>What the endpoints on an interview's report share.</summary>
internal static class InterviewFindings
{
    /// <summary>The interview of a candidacy that stands, to the end of the transaction.</summary>
    public static Task<Interview?> LockInterviewAsync(this ResultsDb db, Guid candidacyId, CancellationToken ct) =>
        db.Interviews.FromSql($"select * from interviews where candidacy_id = {candidacyId} and state <> 'Cancelled' for update").SingleOrDefaultAsync(ct);

    /// <summary>What keeps findings from being saved; a draft may still lack some.</summary>
    public static IEnumerable<FieldError> Faults(IReadOnlyList<Finding?> findings) => findings.Contains(null)
        ? [new FieldError("findings", "required")]
        : FaultsOf([.. findings.OfType<Finding>()]);

    /// <summary>Why a report is not complete; null where it is (R51).</summary>
    public static Problem? Incomplete(IReadOnlyList<Finding> findings) =>
        InterviewReports.Missing(findings) is { Count: > 0 } missing
            ? Problem.Refused("R51", "report-incomplete", string.Join(", ", missing.Select(c => Texts.In(CultureInfo.CurrentUICulture, $"criterion-{c}")))).With("missing", missing)
            : null;

    /// <summary>As they are kept.</summary>
    public static IReadOnlyList<Finding> Tidy(IEnumerable<Finding> findings) => [.. findings.Select(f => f with { Text = PlainText.TidyOrNone(f.Text) ?? "" })];

    private static IEnumerable<FieldError> FaultsOf(IReadOnlyList<Finding> findings) =>
    [
        .. InterviewReports.HasTwice(findings) ? (FieldError[])[new("findings", "finding-twice")] : [],
        .. findings.SelectMany((f, i) => TextCheck.Unkeepable($"findings[{i}].text", f.Text, TextLengths.Longest)),
    ];
}
