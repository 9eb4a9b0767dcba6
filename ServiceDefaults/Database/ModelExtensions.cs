using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Selection.Contracts;

namespace Selection.ServiceDefaults.Database;

/// <summary>An aggregate with an explicit version: the concurrency token, the ETag and the version its events carry.</summary>
public interface IVersioned
{
    /// <summary>1 at the first save; whoever changes the aggregate adds one.</summary>
    long Version { get; set; }
}

/// <summary>Mappings the services share.</summary>
public static class ModelExtensions
{
    /// <summary>Keeps a value of Contracts as <c>jsonb</c>, in the one JSON shape there is.</summary>
    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property)
    {
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, ContractsJson.Options),
            text => JsonSerializer.Deserialize<T>(text, ContractsJson.Options)!,
            new ValueComparer<T>(
                (a, b) => JsonSerializer.Serialize(a, ContractsJson.Options) == JsonSerializer.Serialize(b, ContractsJson.Options),
                value => JsonSerializer.Serialize(value, ContractsJson.Options).GetHashCode(StringComparison.Ordinal),
                value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, ContractsJson.Options), ContractsJson.Options)!));
        return property;
    }
}
