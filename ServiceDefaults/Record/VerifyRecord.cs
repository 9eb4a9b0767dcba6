using System.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using Npgsql;
using Selection.ServiceDefaults.Problems;

namespace Selection.ServiceDefaults.Record;

/// <summary>What others keep of a service's record, to check it against.</summary>
/// <param name="Witnesses">As <c>record/witnesses/newest</c> of the other services gives them; empty to check the record against itself.</param>
public sealed record VerificationRequest(IReadOnlyList<Witness> Witnesses)
{
    /// <summary>An example for the API's description.</summary>
    public static VerificationRequest Example => new([new("screening", "candidacy", 469, new string('0', 64), Instant.FromUtc(2025, 11, 3, 9, 30))]);
}

/// <summary>What was found.</summary>
/// <param name="IsIntact">Whether every entry is as it was sealed.</param>
/// <param name="Broken">What is wrong with the first entry that is not, in English; null where all are.</param>
/// <param name="Sealed">How many sealed entries were read.</param>
/// <param name="Waiting">How many entries wait for their seal.</param>
/// <param name="Backdated">The number of the first entry dated more than a day before an entry sealed earlier; null where there is none.</param>
/// <param name="Keepers">How many other services keep a hash that it was compared with.</param>
public sealed record VerificationFinding(bool IsIntact, string? Broken, long Sealed, long Waiting, long? Backdated, int Keepers)
{
    /// <summary>An example for the API's description.</summary>
    public static VerificationFinding Example => new(true, null, 469, 0, null, 4);
}

/// <summary>Auditors check the record of a running service as the command <c>verify</c> does (R54).</summary>
internal static class VerifyRecord
{
    /// <summary>Far more than there are services to keep the newest of each other.</summary>
    private const int MostWitnesses = 100;

    public static void Map(IEndpointRouteBuilder record)
    {
        record.MapGet("witnesses/newest", NewestAsync).WithSummary("The newest hash this service keeps of each other service's record, for their 'verify'");
        record.MapPost("verify", VerifyAsync).WithSummary("Checks the record from its first entry to its last, against itself and what others keep of it");
    }

    private static async Task<Ok<List<Witness>>> NewestAsync(NpgsqlDataSource database, RecordSettings settings, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var newest = new List<Witness>();
        await foreach (var witness in Witnesses.KeptByAsync(settings.Service, connection, newestOnly: true).WithCancellation(ct))
        {
            if (witness.Service != settings.Service) newest.Add(witness);
        }

        return TypedResults.Ok(newest);
    }

    private static async Task<Results<Ok<VerificationFinding>, Problem>> VerifyAsync(VerificationRequest request, NpgsqlDataSource database, RecordSettings settings, CancellationToken ct)
    {
        if (request.Witnesses.Count > MostWitnesses) return Problem.Invalid(new FieldError("witnesses", "between-counts", 0, MostWitnesses));
        var witnesses = new SortedDictionary<long, List<Witness>>();
        foreach (var witness in request.Witnesses.Where(w => w.Service == settings.Service && w.KeptBy != settings.Service)) witnesses.Add(witness);
        var keepers = witnesses.Values.SelectMany(told => told).Select(w => w.KeptBy).Distinct().Count();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var found = await new RecordVerification(connection, settings.Service, witnesses).RunAsync(ct);
        return TypedResults.Ok(new VerificationFinding(found.Broken is null, found.Broken, found.Sealed, found.Waiting, found.Backdated, keepers));
    }
}
