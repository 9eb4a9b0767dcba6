using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Selection.ServiceDefaults.Persons;

namespace Selection.ServiceDefaults.Auth;

/// <summary>Who calls; an endpoint takes it as a parameter.</summary>
/// <param name="Subject">The subject at the identity provider; not the PersonId (R56).</param>
/// <param name="Principal">The claims behind it.</param>
public sealed record Caller(string Subject, ClaimsPrincipal Principal)
{
    /// <summary>Whether the caller has a role.</summary>
    public bool Is(string role) => Principal.IsInRole(role);

    /// <summary>
    /// The caller of a request; every endpoint that asks for one names a policy, so that there is one. A candidate whose person
    /// was merged into another (R56) is that person's account.
    /// </summary>
    public static async ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (context.User.FindFirst("sub") is not { } subject) return null;
        var isCandidate = context.User.IsInRole(Roles.Candidate);
        return isCandidate && context.RequestServices.GetService<SubjectAliases>() is { } aliases
            ? new Caller(await aliases.AccountOfAsync(subject.Value, context.RequestAborted), context.User)
            : new Caller(subject.Value, context.User);
    }

    /// <summary>The caller of a call that is not bound by parameters, such as a gRPC method's.</summary>
    public static Caller Of(ClaimsPrincipal principal) =>
        new(principal.FindFirstValue("sub") ?? throw new InvalidOperationException("The endpoint names no policy: there is no caller."), principal);
}
