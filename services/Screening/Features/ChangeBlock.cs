using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>An officer changes a text block.</summary>
internal static class ChangeBlock
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/text-blocks/{blockId:guid}", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Changes a text block; decisions taken with it keep their words.");

    private static async Task<Results<Ok<BlockAnswer>, Problem>> HandleAsync(
        Guid blockId, BlockRequest request, IfMatch ifMatch, Caller caller, ScreeningDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (WrittenReason.ProblemOf([.. TextBlocks.Faults(request.Language, request.Title, request.Text)]) is { } invalid) return invalid;
        return await db.ChangeBlockAsync("text-block.changed", blockId, ifMatch, caller, clock, response, (block, _) =>
            (block.Language, block.Use, block.Title, block.Text) = (request.Language, request.Use, request.Title.Trim(), request.Text.Trim()), ct);
    }
}
