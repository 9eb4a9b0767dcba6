using System.Globalization;
using System.Resources;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Selection.Contracts;

namespace Selection.ServiceDefaults.Problems;

/// <summary>Every error leaves as a problem in the caller's language, whatever raised it.</summary>
internal static partial class ProblemExtensions
{
    private static readonly CultureInfo[] Languages = [new("en"), new("nl"), new("fr"), new("de")];

    public static void AddProblems(this WebApplicationBuilder builder, ResourceManager texts)
    {
        builder.Services.AddSingleton(new ProblemTexts(texts));
        builder.Services.AddExceptionHandler<ExceptionToProblem>();
        builder.Services.AddProblemDetails();
        builder.Services.AddRequestLocalization(options =>
        {
            options.SupportedCultures = Languages;
            options.SupportedUICultures = Languages;
            options.SetDefaultCulture("en");
            options.ApplyCurrentCultureToResponseHeaders = true;
            options.RequestCultureProviders = [new Microsoft.AspNetCore.Localization.AcceptLanguageHeaderRequestCultureProvider()];
        });
        // A malformed body is thrown, so that it can be told where it is wrong.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            ContractsJson.Configure(options.SerializerOptions);
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
            options.SerializerOptions.AllowDuplicateProperties = false;
        });
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.NotFound().ExecuteAsync(context.HttpContext),
            StatusCodes.Status405MethodNotAllowed => Problem.Of("method-not-allowed", 405).ExecuteAsync(context.HttpContext),
            StatusCodes.Status415UnsupportedMediaType => Problem.Of("media-type", 415).ExecuteAsync(context.HttpContext),
            var status => Problem.Of($"title-{status}", status).ExecuteAsync(context.HttpContext),
        });
    }

    private sealed partial class ExceptionToProblem(ILogger<ExceptionToProblem> logger) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
        {
            if (context.RequestAborted.IsCancellationRequested) return true;
            var problem = exception is BadHttpRequestException && LacksBody(context) ? Problem.Of("body-missing", StatusCodes.Status400BadRequest) : ProblemOf(exception);
            if (problem.Status >= 500) LogFailed(context.Request.Method, context.GetEndpoint()?.DisplayName, exception);
            if (problem.Status is 503) context.Response.Headers.RetryAfter = "5";
            await problem.ExecuteAsync(context);
            return true;
        }

        /// <summary>Nothing was sent where something is read: the framework's own words for it are for who writes the service.</summary>
        private static bool LacksBody(HttpContext context) =>
            context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } && context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is { IsOptional: false };

        private static Problem ProblemOf(Exception exception) => exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => Problem.Invalid(JsonFault.Of(json)),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.Of("too-large", 413),
            BadHttpRequestException bad => Problem.Of("bad-request", bad.StatusCode, bad.Message),
            DbUpdateConcurrencyException => Problem.Of("stale", StatusCodes.Status412PreconditionFailed),
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } or { InnerException: PostgresException { SqlState: PostgresErrorCodes.DiskFull } } =>
                Problem.Of("disk-full", StatusCodes.Status507InsufficientStorage),
            NpgsqlException { IsTransient: true } or { InnerException: NpgsqlException { IsTransient: true } } =>
                Problem.Of("database-away", StatusCodes.Status503ServiceUnavailable),
            _ => Problem.Of("unexpected", StatusCodes.Status500InternalServerError),
        };

        [LoggerMessage(LogLevel.Error, "{Method} {Endpoint} failed.")]
        private partial void LogFailed(string method, string? endpoint, Exception e);
    }
}
