using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Selection.Gateway;

/// <summary>Whose tokens pass the door.</summary>
public static class Access
{
    /// <summary>
    /// A token meant for any service of the platform passes: issuer, signature and lifetime are checked here, and each
    /// service asks for its own audience and role again. So a stolen token of another system of the same authority gets no
    /// further than this, and the gateway needs no audience that only our own provider would know.
    /// </summary>
    public static void AddAudiences(this WebApplicationBuilder builder) =>
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
            options.TokenValidationParameters.ValidAudiences = builder.Configuration.GetSection("Gateway:Audiences").Get<string[]>());
}
