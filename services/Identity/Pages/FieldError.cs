namespace Selection.Identity.Pages;

/// <summary>A sentence for the error summary, and the field it leads to.</summary>
public sealed record FieldError(string? Field, string Text);
