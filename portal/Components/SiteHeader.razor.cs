using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace Selection.Portal.Components;

/// <summary>The head of every page: who this is, in which language, and where one can go with one's roles.</summary>
public sealed partial class SiteHeader
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    private ClaimsPrincipal User => Http.User;

    /// <summary>The address that was asked for, also on an error's page; forms are left by reading.</summary>
    private string Here => (Http.Features.Get<IStatusCodeReExecuteFeature>() is { } failed ? failed.OriginalPath + failed.OriginalQueryString : Http.Request.Path + Http.Request.QueryString.Value)!;

    private string SignIn => $"/sign-in?from={Uri.EscapeDataString(Here is "/" or "/signed-out" or "/sign-in-failed" ? "/me" : Here)}";

    private string LinkTo(string language) => $"/language/{language}?from={Uri.EscapeDataString(Here)}";

    private string? Current(string path) =>
        Here == path ? "page" : path.Length > 1 && Here.StartsWith(path, StringComparison.Ordinal) && Here.Length > path.Length && Here[path.Length] is '/' or '?' ? "true" : null;
}
