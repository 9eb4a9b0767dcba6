using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;
using NodaTime;
using Selection.Contracts;

namespace Selection.ServiceDefaults.OpenApi;

/// <summary>The service's OpenAPI document at <c>/openapi/&lt;service&gt;.json</c>.</summary>
internal static class ApiDescription
{
    private const string Bearer = "bearer";
    private const string SignIn = "sign-in";

    public static void AddApiDescription(this WebApplicationBuilder builder, string name) => builder.Services.AddOpenApi(name, options =>
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            if (ExampleOf(context.JsonTypeInfo.Type) is { } example) schema.Examples = [example];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(ErrorDescription.DescribeAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = $"Selection · {name}";
            // Wherever the document is read from: through the gateway that is the gateway, whose paths are the same.
            document.Servers = [new OpenApiServer { Url = "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, BearerFormat = "JWT" };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
            if (builder.Environment.IsDevelopment() && builder.Configuration["Auth:Authority"] is { Length: > 0 } authority)
            {
                document.Components.SecuritySchemes[SignIn] = SignInAt(authority, name);
                document.Security.Insert(0, new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SignIn, document)] = [name, "gateway"] });
            }

            return Task.CompletedTask;
        });
    });

    /// <summary>The development provider behind the gateway, whose addresses are known; for any other authority a token is pasted.</summary>
    private static OpenApiSecurityScheme SignInAt(string authority, string audience) => new()
    {
        Type = SecuritySchemeType.OAuth2,
        Flows = new OpenApiOAuthFlows
        {
            AuthorizationCode = new OpenApiOAuthFlow
            {
                AuthorizationUrl = new Uri(new Uri(authority), "/connect/authorize"),
                TokenUrl = new Uri(new Uri(authority), "/connect/token"),
                Scopes = new Dictionary<string, string> { [audience] = $"The service {audience}", ["gateway"] = "The door to it" },
            },
        },
    };

    /// <summary>A record of the API may carry an example of itself: a static property of its own type, called Example.</summary>
    private static JsonNode? ExampleOf(Type type)
    {
        var property = type.GetProperty("Example", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
        return property?.PropertyType == type ? JsonSerializer.SerializeToNode(property.GetValue(null), type, ContractsJson.Options) : null;
    }

    /// <summary>NodaTime's types are texts in JSON.</summary>
    private static void Describe(OpenApiSchema schema, Type type)
    {
        var format = type == typeof(Instant) ? "date-time" : type == typeof(LocalDate) ? "date" : type == typeof(Duration) ? "duration" : null;
        if (format is null) return;
        schema.Type = JsonSchemaType.String;
        schema.Format = format;
        schema.Properties?.Clear();
    }
}
