using System.Text.Json;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Registers;
using Xunit;

namespace Selection.Testing;

/// <summary>Asks a service for its part of a procedure's register.</summary>
public static class RegisterAnswers
{
    /// <summary>Every line the service answers with, in its order; its parts are numbered without gaps and have one last one.</summary>
    public static async Task<IReadOnlyList<RegisterLine>> RegisterOfAsync(this RunningService service, Guid vacancyId)
    {
        var registerId = Guid.CreateVersion7();
        await service.PublishAsync(new RegisterRequested(registerId, vacancyId, 1, service.Clock.GetCurrentInstant()));
        RegisterPartCollected[] parts = [];
        await service.EventuallyAsync(() =>
        {
            parts = [.. service.Published<RegisterPartCollected>().Where(p => p.RegisterId == registerId).OrderBy(p => p.Number)];
            return Task.FromResult(parts.Length > 0 && parts[^1].IsLast && parts[^1].Number == parts.Length);
        });
        Assert.Single(parts, p => p.IsLast);
        var lines = parts.SelectMany(p => p.Content.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => JsonSerializer.Deserialize<RegisterLine>(line, ContractsJson.Options)!).ToArray();
        Assert.Single(lines, line => line.Seal is not null);
        Assert.All(lines.Select(line => line.Statement).OfType<RegisterStatement>(), statement => Assert.Contains(statement.Topic, RegisterTopics.All));
        return lines;
    }

    /// <summary>The statements on a topic.</summary>
    public static IReadOnlyList<RegisterStatement> On(this IEnumerable<RegisterLine> lines, string topic) =>
        [.. lines.Select(line => line.Statement).OfType<RegisterStatement>().Where(statement => statement.Topic == topic)];

    /// <summary>The entries of the record.</summary>
    public static IReadOnlyList<RegisterRecordEntry> Record(this IEnumerable<RegisterLine> lines) => [.. lines.Select(line => line.Record).OfType<RegisterRecordEntry>()];
}
