using NodaTime;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Domain;

/// <summary>A job of the CV, as the candidate states it. Nothing of it counts as experience (R10); its switches decide where an appointment decision is filed (R7).</summary>
internal sealed record WorkExperienceForm
{
    public required string Employer { get; init; }

    public required string Function { get; init; }

    public required LocalDate Begin { get; init; }

    /// <summary>None for the current job.</summary>
    public LocalDate? End { get; init; }

    public bool IsCurrent { get; init; }

    /// <summary>Whether the person states to be a statutory federal civil servant in it (R7).</summary>
    public bool StatutoryFederal { get; init; }

    /// <summary>Whether the person states to be employed by the federal government in it now (R7).</summary>
    public bool CurrentlyFederal { get; init; }

    public static WorkExperienceForm Example => new() { Employer = "FOD Financiën", Function = "Adviseur", Begin = new LocalDate(2012, 9, 1), IsCurrent = true, StatutoryFederal = true, CurrentlyFederal = true };

    /// <summary>Composed and trimmed.</summary>
    public WorkExperienceForm Tidied() => this with { Employer = PlainText.Tidy(Employer), Function = PlainText.Tidy(Function) };
}

/// <summary>Reads a job of the CV.</summary>
internal static class WorkExperienceCheck
{
    private const int MaxLine = 200;
    private static readonly LocalDate Earliest = new(1940, 1, 1);

    /// <summary>Whether an appointment decision is filed under it (R7).</summary>
    public static bool TakesAppointmentDecision(bool statutoryFederal, bool currentlyFederal) => statutoryFederal && currentlyFederal;

    /// <summary>Everything wrong with it; empty when nothing is.</summary>
    public static IEnumerable<FieldError> Faults(WorkExperienceForm form, LocalDate today)
    {
        foreach (var (field, text) in new[] { ("employer", form.Employer), ("function", form.Function) })
        {
            if (string.IsNullOrWhiteSpace(text)) yield return new FieldError(field, "required");
            else if (text.Length > MaxLine) yield return new FieldError(field, "too-long", MaxLine);
            else if (!PlainText.IsShowable(text)) yield return new FieldError(field, "not-showable");
        }

        if (form.Begin < Earliest || form.Begin > today) yield return new FieldError("begin", "between-days", Earliest, today);
        else if (form.IsCurrent && form.End is not null) yield return new FieldError("end", "current-has-no-end");
        else if (!form.IsCurrent && form.End is null) yield return new FieldError("end", "required");
        else if (form.End < form.Begin) yield return new FieldError("end", "end-before-begin");
        else if (form.End > today) yield return new FieldError("end", "between-days", form.Begin, today);
        if (form is { CurrentlyFederal: true, IsCurrent: false }) yield return new FieldError("currentlyFederal", "federal-not-current");
    }
}
