using System.ComponentModel.DataAnnotations;
using Selection.ServiceDefaults.Documents;

namespace Selection.Candidacies.Domain;

/// <summary>How much an account keeps, from <c>Documents</c> in the configuration.</summary>
internal sealed record DocumentLimits
{
    /// <summary>Documents at the same time.</summary>
    [Range(1, 10_000)]
    public int MaxCount { get; init; } = 100;

    /// <summary>Contents one document has had.</summary>
    [Range(1, 10_000)]
    public int MaxVersions { get; init; } = 50;

    /// <summary>Bytes of all of them, earlier contents included.</summary>
    [Range(FileFormats.MaxSize, 1L << 40)]
    public long MaxTotalBytes { get; init; } = 200L * 1024 * 1024;
}
