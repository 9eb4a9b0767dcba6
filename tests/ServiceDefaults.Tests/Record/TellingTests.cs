using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Record;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Record;

/// <summary>A service that tells once a day how far its record is sealed.</summary>
public sealed class TellingTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    [Fact]
    public async Task R54_however_much_is_written_nothing_is_told_before_its_time()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        await using var db = service.NewDb();
        async Task<long> NewestAsync() => await db.Set<SealRow>().MaxAsync(s => (long?)s.Number) ?? 0;

        // Entries come in while batches are being sealed, several times over.
        for (var (batches, newest) = (0, 0L); batches < 4;)
        {
            await Parallel.ForAsync(0, 50, async (_, ct) =>
            {
                using var answer = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "busy", mood = "Calm" }, ct);
                Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            });
            if (await NewestAsync() is var now && now > newest) (batches, newest) = (batches + 1, now);
        }

        await service.OutboxEmptyAsync();
        Assert.Empty(service.Published<RecordSealed>());
    }
}
