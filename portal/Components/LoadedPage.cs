using Microsoft.AspNetCore.Components;

namespace Selection.Portal.Components;

/// <summary>A page that is rendered once, when all it shows is there: it never has to draw what it does not have yet.</summary>
public abstract class LoadedPage : ComponentBase
{
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await LoadAsync();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Gets what the page shows: calls side by side, in two rounds at most.</summary>
    protected abstract Task LoadAsync();
}
