using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Tests.SampleService;

/// <summary>Writing a note tells of a person: an event, an entry of the record and a row in one transaction.</summary>
public static class Notes
{
    public sealed record WriteNote(string Text, Mood Mood, LocalDate? Day = null, bool Fail = false);

    public sealed record NoteWritten(Guid Id, long Version);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("notes", WriteAsync).RequireAuthorization(Policies.Candidate);
        api.MapPut("notes/{id:guid}", ChangeAsync).RequireAuthorization(Policies.Candidate);
        api.MapGet("notes/{id:guid}", async (Guid id, SampleDb db, HttpResponse response) =>
        {
            if (await db.Notes.FindAsync(id) is not { } note) return Problem.NotFound();
            response.SetVersion(note.Version);
            return Results.Ok(note);
        }).RequireAuthorization(Policies.SignedIn);
        api.MapGet("unnamed", () => "An endpoint that names no policy.");
        api.MapGet("refused", () => Problem.Refused("R15", "sample-refused", 3)).AllowAnonymous();
        api.MapGet("broken", string () => throw new InvalidOperationException("A secret of ours.")).AllowAnonymous();
    }

    private static async Task<IResult> WriteAsync(WriteNote body, Caller caller, SampleDb db, IClock clock, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var note = new Note { Id = Guid.CreateVersion7(), Text = body.Text, Mood = body.Mood };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Notes.Add(note);
        db.Publish(new PersonChanged(note.Id, 1, caller.Subject, "Jo", body.Text, "nl", now));
        db.Record(new RecordEntry(caller.Subject, "note.written", "note", note.Id, Details: new { body.Mood }), now);
        await db.SaveChangesAsync(ct);
        if (body.Fail) return Problem.Refused("R15", "sample-refused", 1);
        await transaction.CommitAsync(ct);
        return Results.Created($"/api/sample/notes/{note.Id}", new NoteWritten(note.Id, note.Version));
    }

    private static async Task<IResult> ChangeAsync(Guid id, WriteNote body, IfMatch ifMatch, SampleDb db, CancellationToken ct)
    {
        if (await db.Notes.SingleOrDefaultAsync(n => n.Id == id, ct) is not { } note) return Problem.NotFound();
        if (ifMatch.Check(note.Version) is { } problem) return problem;
        (note.Text, note.Mood, note.Version) = (body.Text, body.Mood, note.Version + 1);
        await db.SaveChangesAsync(ct);
        return Results.Ok(new NoteWritten(note.Id, note.Version));
    }
}
