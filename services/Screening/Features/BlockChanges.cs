using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Features;

/// <param name="Language">nl, fr, de or en: of the procedures it is for.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Title">What officers find it by.</param>
/// <param name="Text">The block.</param>
internal sealed record BlockRequest(string Language, BlockUse Use, string Title, string Text)
{
    public static BlockRequest Example => new("nl", BlockUse.Refuse, "Te weinig leiding", "U toont {management} managementervaring aan; er is {requiredManagement} nodig. [… toelichting]");
}

/// <summary>What changing and retiring a block have in common.</summary>
internal static class BlockChanges
{
    /// <summary>Of two who save at once, one is told that the other was first.</summary>
    public static async Task<Results<Ok<BlockAnswer>, Problem>> ChangeBlockAsync(
        this ScreeningDb db, string action, Guid blockId, IfMatch ifMatch, Caller caller, IClock clock, HttpResponse response, Action<OwnBlock, Instant> change, CancellationToken ct)
    {
        if (await db.TextBlocks.SingleOrDefaultAsync(b => b.BlockId == blockId, ct) is not { } block) return Problem.NotFound();
        if (ifMatch.Check(block.Version) is { } stale) return stale;
        if (block.RetiredAt is not null) return Problem.Of("block-retired", StatusCodes.Status409Conflict);

        var now = clock.GetCurrentInstant();
        change(block, now);
        block.Version++;
        (block.ChangedBy, block.ChangedAt) = (caller.Subject, now);
        db.Record(EntryOf(action, block), now);
        await db.SaveChangesAsync(ct);
        response.SetVersion(block.Version);
        return TypedResults.Ok(BlockAnswer.Of(block));
    }

    public static RecordEntry EntryOf(string action, OwnBlock block) =>
        new(block.ChangedBy, action, "text-block", block.BlockId, Details: new { block.Language, block.Use, block.Version });
}
