using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Selection.Portal;

/// <summary>
/// An address whose query cannot be read (<c>?page=x</c>) leads nowhere, as one whose path cannot be: pages would break on it, as if
/// that were our fault.
/// </summary>
internal static class ReadableAddress
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<(string Name, Type Type)>> Queries = new();

    public static void UseReadableAddresses(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is not { } page
            || Queries.GetOrAdd(page, QueriesOf).All(query => http.Request.Query[query.Name] is not [{ Length: > 0 } text, ..] || IsRead(text, query.Type)))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    /// <summary>What a page reads of its address and is not a text.</summary>
    private static IReadOnlyList<(string, Type)> QueriesOf(Type page) =>
    [
        .. page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(property => (Property: property, Query: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
            .Where(p => p.Query is not null && p.Property.PropertyType != typeof(string))
            .Select(p => (p.Query!.Name ?? p.Property.Name, Nullable.GetUnderlyingType(p.Property.PropertyType) ?? p.Property.PropertyType)),
    ];

    private static bool IsRead(string text, Type type) => type switch
    {
        _ when type == typeof(int) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        _ when type == typeof(Guid) => Guid.TryParse(text, out _),
        _ when type == typeof(bool) => bool.TryParse(text, out _),
        _ => throw new InvalidOperationException($"Say here how a {type.Name} is read of an address."),
    };
}
