using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;
using Selection.ServiceDefaults.Tests.SampleService;
using Selection.Testing;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Record;

/// <summary>What the record says about a person is kept under that person's key, and forgotten with it (R54, R55).</summary>
public sealed class PersonTextTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    private const string Motivation = "Heeft de leiding over vijftig mensen niet aangetoond: ééntje.";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task R54_a_personal_text_is_kept_encrypted_and_read_again(bool set)
    {
        var person = Guid.CreateVersion7();
        await WriteAsync(person, set, Motivation, "");

        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        var rows = await db.Records.Where(r => r.PersonId == person).OrderBy(r => r.Id).ToListAsync();
        Assert.All(rows, row => Assert.Equal(-1, row.PersonText.AsSpan().IndexOf(Encoding.UTF8.GetBytes("leiding"))));
        var texts = await db.ReadTextsAsync(rows, CancellationToken.None);
        Assert.Equal([Motivation, ""], rows.Select(row => texts[row.Id]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task R55_a_forgotten_person_reads_as_erased_also_in_what_is_written_later(bool set)
    {
        var (person, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await WriteAsync(person, set, Motivation);
        await WriteAsync(other, set, Motivation);
        await using (var forgetting = service.NewDb())
        {
            await forgetting.ForgetPersonAsync(person, CancellationToken.None);
            await forgetting.ForgetPersonAsync(person, CancellationToken.None);
        }

        await WriteAsync(person, set, "later");

        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        var rows = await db.Records.Where(r => r.PersonId == person || r.PersonId == other).OrderBy(r => r.Id).ToListAsync();
        var texts = await db.ReadTextsAsync(rows, CancellationToken.None);
        Assert.Equal([null, Motivation, null], rows.Select(row => texts[row.Id]));
    }

    [Fact]
    public async Task R54_two_who_write_a_persons_first_text_at_once_use_one_key()
    {
        var persons = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => WriteManyAsync([.. i % 2 == 0 ? persons : persons.Reverse()]))));

        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        var rows = await db.Records.Where(r => persons.Contains(r.PersonId!.Value)).ToListAsync();
        var texts = await db.ReadTextsAsync(rows, CancellationToken.None);
        Assert.Equal(40, texts.Count);
        Assert.All(texts.Values, text => Assert.Equal(Motivation, text));
    }

    [Fact]
    public void R54_a_personal_text_needs_its_person() =>
        Assert.Throws<ArgumentException>(() => RecordRow.From(new RecordEntry("anna", "note.written", "note", Guid.Empty, PersonText: Motivation), ServiceFixture<SampleDb, SampleDb>.Start));

    private async Task WriteAsync(Guid person, bool set, params string[] texts)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        var entries = texts.Select(text => new RecordEntry("anna", "note.written", "note", Guid.CreateVersion7(), person, PersonText: text)).ToList();
        if (set) await db.RecordManyAsync(entries, service.Clock.GetCurrentInstant(), CancellationToken.None);
        else foreach (var entry in entries) db.Record(entry, service.Clock.GetCurrentInstant());
        await db.SaveChangesAsync();
    }

    private async Task WriteManyAsync(Guid[] persons)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.RecordManyAsync([.. persons.Select(p => new RecordEntry("anna", "note.written", "note", p, p, PersonText: Motivation))], service.Clock.GetCurrentInstant(), CancellationToken.None);
        await transaction.CommitAsync();
    }
}
