using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Tests.SampleService;
using Selection.Testing;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Record;

public sealed class RecordTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    [Fact]
    public async Task R54_a_change_and_its_entry_are_written_together_or_not_at_all()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        using var written = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "kept", mood = "Cross" });
        await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "dropped", mood = "Cross", fail = true });
        var note = (await written.Content.ReadFromJsonAsync<Notes.NoteWritten>())!;

        await using var db = service.NewDb();
        var entry = Assert.Single(await db.Records.Where(r => r.Action == "note.written").ToListAsync());
        Assert.Equal(("anna", note.Id, ServiceFixture<SampleDb, SampleDb>.Start), (entry.Actor, entry.EntityId, entry.At));
        Assert.Contains("\"Cross\"", entry.Details, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update record set actor = 'somebody else'")]
    [InlineData("delete from record")]
    [InlineData("truncate record")]
    public async Task R54_an_entry_is_never_changed_or_deleted(string sql)
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
#pragma warning disable CA2100 // The statements are those above.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    }
}
