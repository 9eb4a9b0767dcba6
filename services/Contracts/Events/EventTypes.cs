using System.Collections.Frozen;

namespace Selection.Contracts.Events;

/// <summary>The closed map from the name an event is stored and sent under to its type: nothing else is ever published or read.</summary>
public static class EventTypes
{
    private static readonly FrozenDictionary<string, Type> ByName = typeof(EventTypes).Assembly.GetExportedTypes()
        .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IIntegrationEvent)))
        .ToFrozenDictionary(type => type.Name);

    /// <summary>All events there are.</summary>
    public static IReadOnlyCollection<Type> All => ByName.Values;

    /// <summary>The type stored under a name, or null for a name no event has.</summary>
    public static Type? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The name an event is stored under.</summary>
    public static string NameOf(Type type) => ByName.ContainsKey(type.Name)
        ? type.Name
        : throw new ArgumentException($"{type} is not an event of Contracts.", nameof(type));
}
