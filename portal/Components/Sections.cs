using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Selection.ServiceDefaults.Auth;

namespace Selection.Portal.Components;

/// <summary>A part of the portal.</summary>
/// <param name="Path">Where it begins.</param>
/// <param name="Text">The key of its name; its description is under the same key with <c>_About</c>.</param>
/// <param name="Roles">Whose it is; everybody's where none is named.</param>
public sealed record Section(string Path, string Text, params string[] Roles)
{
    /// <summary>Whether there is a page; a part without one is named on the account's page and linked nowhere.</summary>
    public bool IsThere => Sections.Routes.Contains(Path);
}

/// <summary>The parts of the portal, in the order of the navigation.</summary>
public static class Sections
{
    /// <summary>Whoever adds a part adds its line here.</summary>
    public static IReadOnlyList<Section> All { get; } =
    [
        new("/vacancies", "Nav_Vacancies"),
        new("/candidacies", "Nav_Candidacies", Roles.Candidate),
        new("/messages", "Nav_Messages", Roles.Candidate),
        new("/account", "Nav_Account", Roles.Candidate),
        new("/officer", "Nav_Officer", Roles.SelectionOfficer),
        new("/committee", "Nav_Committee", Roles.CommitteeMember, Roles.CommitteeChair),
        new("/authority", "Nav_Authority", Roles.AppointingAuthority),
        new("/auditor", "Nav_Auditor", Roles.Auditor),
        new("/operator", "Nav_Operator", Roles.Operator),
    ];

    internal static IReadOnlySet<string> Routes { get; } = typeof(Sections).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).ToHashSet();

    /// <summary>Those somebody has.</summary>
    public static IEnumerable<Section> Of(ClaimsPrincipal user) => All.Where(s => s.Roles.Length == 0 || s.Roles.Any(user.IsInRole));
}
