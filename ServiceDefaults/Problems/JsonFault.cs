using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Selection.ServiceDefaults.Problems;

/// <summary>What the JSON reader complains of, as a field's fault in words for people: which field, and what would be right.</summary>
public static partial class JsonFault
{
    private const string Body = "body";

    /// <summary>The fault of a body, or of a part of it.</summary>
    /// <param name="json">What the reader says.</param>
    /// <param name="part">The part's name, where it is not the body itself.</param>
    public static FieldError Of(JsonException json, string? part = null)
    {
        var fault = OfBody(json);
        return part is null ? fault : fault with { Field = fault.Field == Body ? part : $"{part}.{fault.Field}" };
    }

    private static FieldError OfBody(JsonException json)
    {
        var path = PathOf(json);
        var message = json.Message;
        if (NotConvertible().Match(message) is { Success: true } type) return OfType(path, type.Groups[1].Value);
        if (Missing().Match(message) is { Success: true } missing) return new FieldError(Below(path, missing.Groups[1].Value), "required");
        if (message.Contains("null", StringComparison.Ordinal) && message.Contains("allow", StringComparison.Ordinal)) return new FieldError(path, "required");
        if (Unknown().Match(message) is { Success: true } unknown) return new FieldError(Below(path, unknown.Groups[1].Value), "json-unknown");
        if (Duplicate().Match(message) is { Success: true } twice) return new FieldError(Below(path, twice.Groups[1].Value), "json-twice");
        // The text itself is broken: the reader counts lines and bytes from zero.
        return new FieldError(path, "json", (json.LineNumber ?? 0) + 1, (json.BytePositionInLine ?? 0) + 1);
    }

    private static FieldError OfType(string path, string type)
    {
        var wanted = Wanted(path, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(type)).FirstOrDefault(found => found is not null));
        if (wanted is { IsEnum: true }) return new FieldError(path, "one-of", string.Join(", ", Enum.GetNames(wanted)));
        return wanted?.FullName switch
        {
            "NodaTime.LocalDate" => new FieldError(path, "json-date"),
            "NodaTime.Instant" => new FieldError(path, "json-instant"),
            "System.Guid" => new FieldError(path, "json-id"),
            "System.Int32" or "System.Int64" => new FieldError(path, "json-whole"),
            "System.Decimal" or "System.Double" => new FieldError(path, "json-number"),
            "System.Boolean" => new FieldError(path, "one-of", "true, false"),
            _ => new FieldError(path, "json-value"),
        };
    }

    /// <summary>
    /// The type of the member a path ends at. Of one that goes through a constructor, as a record's do, the reader names a type
    /// around it: the one that holds it, or the one the path begins at.
    /// </summary>
    private static Type? Wanted(string path, Type? named)
    {
        if (named?.Namespace?.StartsWith("Selection.", StringComparison.Ordinal) != true || named.IsEnum) return named;
        var names = path.Split('.');
        return Member(named, names) ?? Member(named, names[^1..]) ?? named;
    }

    private static Type? Member(Type type, string[] names)
    {
        foreach (var name in names)
        {
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            var property = type.GetProperty(bracket < 0 ? name : name[..bracket], BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase);
            if (property is null) return null;
            type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (bracket >= 0 && name[^1] == ']') type = type.GetElementType() ?? type.GetGenericArguments().LastOrDefault() ?? type;
        }

        return type;
    }

    private static string PathOf(JsonException json) => json.Path is { Length: > 2 } path ? path[2..] : Body;

    /// <summary>The reader's path ends at the object, or already at the member.</summary>
    private static string Below(string path, string member) =>
        path == Body ? member : path == member || path.EndsWith("." + member, StringComparison.Ordinal) ? path : $"{path}.{member}";

    [GeneratedRegex(@"could not be converted to (?:System\.Nullable`1\[)?([\w.+]*\w)")]
    private static partial Regex NotConvertible();

    [GeneratedRegex(@"missing required properties including: '([^']+)'")]
    private static partial Regex Missing();

    [GeneratedRegex(@"property '([^']+)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex(@"[Dd]uplicate property '([^']+)'")]
    private static partial Regex Duplicate();
}
