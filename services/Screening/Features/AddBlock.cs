using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>An officer adds a text block of their own beside the standard ones; it is everybody's.</summary>
internal static class AddBlock
{
    private const int MostInALanguage = 500;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/text-blocks", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Adds a text block; {names} in it stand for a case's facts, […] for what only the officer can say.");

    private static async Task<Results<Created<BlockAnswer>, Problem>> HandleAsync(
        BlockRequest request, Caller caller, ScreeningDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (WrittenReason.ProblemOf([.. TextBlocks.Faults(request.Language, request.Title, request.Text)]) is { } invalid) return invalid;
        if (await db.TextBlocks.CountAsync(b => b.Language == request.Language && b.RetiredAt == null, ct) >= MostInALanguage)
            return Problem.Of("blocks-full", StatusCodes.Status409Conflict, MostInALanguage);

        var now = clock.GetCurrentInstant();
        var block = new OwnBlock
        {
            BlockId = Guid.CreateVersion7(),
            Version = 1,
            Language = request.Language,
            Use = request.Use,
            Title = request.Title.Trim(),
            Text = request.Text.Trim(),
            ChangedBy = caller.Subject,
            ChangedAt = now,
        };
        db.TextBlocks.Add(block);
        db.Record(BlockChanges.EntryOf("text-block.added", block), now);
        await db.SaveChangesAsync(ct);
        response.SetVersion(block.Version);
        return TypedResults.Created($"/api/screening/text-blocks/{block.BlockId}", BlockAnswer.Of(block));
    }
}
