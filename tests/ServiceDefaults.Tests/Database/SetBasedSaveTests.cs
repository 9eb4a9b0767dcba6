using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;
using Selection.ServiceDefaults.Tests.SampleService;
using Selection.Testing;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Database;

public sealed class SetBasedSaveTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    [Fact]
    public async Task Rows_added_and_changed_in_bulk_read_back_as_if_they_had_been_saved_one_by_one()
    {
        var (changed, untouched) = (NoteOf("before"), NoteOf("untouched"));
        await using (var db = service.NewDb())
        {
            db.AddRange(changed, untouched);
            await db.SaveChangesAsync();
        }

        var added = Enumerable.Range(0, 300).Select(i => NoteOf(i % 3 == 0 ? "with 'quotes', \"both\" and ünïcode" : $"note {i}", i % 2 == 0 ? Mood.Calm : Mood.Cross)).ToList();
        await using (var db = service.NewDb())
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            var note = await db.Notes.SingleAsync(n => n.Id == changed.Id);
            Assert.NotNull(await db.Notes.SingleAsync(n => n.Id == untouched.Id));
            (note.Text, note.Mood, note.Version) = ("after", Mood.Cross, 2);
            db.AddRange(added);
            db.AddRange(added.Select((n, i) => new Effect { Consumer = "bulk", Subject = n.Id, Together = i, TraceId = i % 2 == 0 ? null : $"{i}" }));
            await db.SaveManyAsync(CancellationToken.None);
            Assert.Empty(db.ChangeTracker.Entries());
            await transaction.CommitAsync();
        }

        await using var read = service.NewDb();
        var notes = await read.Notes.AsNoTracking().ToDictionaryAsync(n => n.Id);
        Assert.Equal(("after", Mood.Cross, 2), (notes[changed.Id].Text, notes[changed.Id].Mood, notes[changed.Id].Version));
        Assert.Equal(("untouched", 1), (notes[untouched.Id].Text, notes[untouched.Id].Version));
        Assert.All(added, n => Assert.Equal((n.Text, n.Mood, n.Version), (notes[n.Id].Text, notes[n.Id].Mood, notes[n.Id].Version)));
        var effects = await read.Effects.AsNoTracking().Where(e => e.Consumer == "bulk").OrderBy(e => e.Id).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 300), effects.Select(e => e.Together));
        Assert.Equal(added.Select((_, i) => i % 2 == 0 ? null : $"{i}"), effects.Select(e => e.TraceId));
    }

    [Fact]
    public async Task R54_events_and_entries_of_the_record_go_along_with_their_personal_texts_encrypted()
    {
        var person = Samples.Person();
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            db.Publish(person);
            db.Record(new RecordEntry("somebody", "note.bulk", "note", person.PersonId, person.PersonId, Details: new { Day = new LocalDate(2025, 9, 2) }, PersonText: "Een reden."), service.Clock.GetCurrentInstant());
            await db.SaveManyAsync(CancellationToken.None);
            await transaction.CommitAsync();
        }

        await service.PublishedAsync<PersonChanged>(e => e.PersonId == person.PersonId);
        var entry = await db.Records.AsNoTracking().SingleAsync(r => r.Action == "note.bulk");
        Assert.Equal(("somebody", person.PersonId, """{"day": "2025-09-02"}"""), (entry.Actor, entry.PersonId, entry.Details));
        Assert.Equal("Een reden.", (await db.ReadTextsAsync([entry], CancellationToken.None))[entry.Id]);
    }

    [Fact]
    public async Task A_row_that_somebody_else_changed_meanwhile_is_not_overwritten()
    {
        var note = NoteOf("first");
        await using var one = service.NewDb();
        one.Add(note);
        await one.SaveChangesAsync();
        await using var other = service.NewDb();
        var seen = await other.Notes.SingleAsync(n => n.Id == note.Id);
        (note.Text, note.Version) = ("theirs", 2);
        await one.SaveChangesAsync();

        (seen.Text, seen.Version) = ("mine", 2);
        await using var transaction = await other.Database.BeginTransactionAsync();
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveManyAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Nothing_is_removed_in_bulk()
    {
        await using var db = service.NewDb();
        db.Remove(NoteOf("gone"));
        await Assert.ThrowsAsync<NotSupportedException>(() => db.SaveManyAsync(CancellationToken.None));
    }

    private static Note NoteOf(string text, Mood mood = Mood.Calm) => new() { Id = Guid.CreateVersion7(), Text = text, Mood = mood };
}
