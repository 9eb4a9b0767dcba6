using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Selection.Portal.Components;

/// <summary>A text of a picture, which the picture's own description says to screen readers; Razor keeps the element's name for itself.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public int X { get; set; }

    [Parameter]
    public int Y { get; set; }

    /// <summary>Whether it ends at X instead of beginning there.</summary>
    [Parameter]
    public bool End { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Class);
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        if (End) builder.AddAttribute(4, "text-anchor", "end");
        builder.AddAttribute(5, "aria-hidden", "true");
        builder.AddContent(6, Text);
        builder.CloseElement();
    }
}
