using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Selection.ServiceDefaults.Problems;

namespace Selection.ServiceDefaults.Auth;

/// <summary>Who is let in: tokens of one authority, for this service's audience; every endpoint names its policy and the fallback denies.</summary>
public static class AuthExtensions
{
    /// <summary>
    /// Validates tokens. <c>Auth:Authority</c> is the issuer, a public address; <c>Auth:MetadataAddress</c> is where its keys
    /// are read from inside, where that differs. The claims are <c>sub</c> and <c>role</c>.
    /// </summary>
    public static void AddPlatformAuth(this WebApplicationBuilder builder, string audience)
    {
        if (builder.Configuration.IsMigration()) return;
        var authority = RequiredSettings.Get(builder.Configuration, "Auth:Authority", "the issuer whose tokens are accepted");
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = authority;
            if (builder.Configuration["Auth:MetadataAddress"] is { Length: > 0 } metadata) options.MetadataAddress = metadata;
            options.Audience = audience;
            options.RequireHttpsMetadata = !builder.Environment.IsDevelopment();
            options.MapInboundClaims = false;
            options.TokenValidationParameters.ValidIssuers = [authority, authority.TrimEnd('/') + "/"];
            options.TokenValidationParameters.NameClaimType = "sub";
            options.TokenValidationParameters.RoleClaimType = "role";
            options.Events = new JwtBearerEvents { OnChallenge = ChallengeAsync, OnForbidden = ForbidAsync };
        });
        builder.Services.AddAuthorizationBuilder()
            // An endpoint that names no policy lets nobody in. Where there is none, there is only 404, 405 or 415 to be had.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder()
                .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build())
            .AddRolePolicies();
    }

    /// <summary>A policy for each role, and those that let several in.</summary>
    public static void AddRolePolicies(this AuthorizationBuilder authorization)
    {
        foreach (var role in Roles.All) authorization.AddPolicy(role, policy => policy.RequireRole(role));
        authorization
            .AddPolicy(Policies.Committee, policy => policy.RequireRole(Roles.CommitteeMember, Roles.CommitteeChair))
            .AddPolicy(Policies.OfficerOrAuditor, policy => policy.RequireRole(Roles.SelectionOfficer, Roles.Auditor))
            .AddPolicy(Policies.OfficerOrOperator, policy => policy.RequireRole(Roles.SelectionOfficer, Roles.Operator))
            .AddPolicy(Policies.OfficerOperatorOrAuditor, policy => policy.RequireRole(Roles.SelectionOfficer, Roles.Operator, Roles.Auditor))
            .AddPolicy(Policies.OfficerAuditorOrAuthority, policy => policy.RequireRole(Roles.SelectionOfficer, Roles.Auditor, Roles.AppointingAuthority))
            .AddPolicy(Policies.OfficerOrCommittee, policy => policy.RequireRole(Roles.SelectionOfficer, Roles.CommitteeMember, Roles.CommitteeChair))
            .AddPolicy(Policies.CommitteeOfficerOrAuditor, policy => policy.RequireRole(Roles.SelectionOfficer, Roles.CommitteeMember, Roles.CommitteeChair, Roles.Auditor))
            .AddPolicy(Policies.CandidateOrOfficer, policy => policy.RequireRole(Roles.Candidate, Roles.SelectionOfficer))
            .AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser());
    }

    private static async Task ChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var authorityIsAway = await AuthorityIsAwayAsync(context);
        if (!authorityIsAway) context.Response.Headers.WWWAuthenticate = "Bearer";
        if (authorityIsAway) context.Response.Headers.RetryAfter = "5";
        await (authorityIsAway
            ? Problem.Of("authority-unreachable", StatusCodes.Status503ServiceUnavailable)
            : Problem.Of(context.AuthenticateFailure is null ? "token-missing" : "token-invalid", StatusCodes.Status401Unauthorized))
            .ExecuteAsync(context.HttpContext);
    }

    /// <summary>
    /// Whether the token was refused because the keys could not be read: that is not the caller's fault, and not for the
    /// caller to mend. The failure itself only says that no key fits; once read, the keys are there without asking again.
    /// </summary>
    private static async Task<bool> AuthorityIsAwayAsync(JwtBearerChallengeContext context)
    {
        if (context.AuthenticateFailure is null || context.Options.ConfigurationManager is not { } keys) return false;
        try
        {
            await keys.GetConfigurationAsync(context.HttpContext.RequestAborted);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static Task ForbidAsync(ForbiddenContext context) =>
        Problem.Of("role-missing", StatusCodes.Status403Forbidden).ExecuteAsync(context.HttpContext);
}
