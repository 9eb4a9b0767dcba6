using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>An officer retires a text block.</summary>
internal static class RetireBlock
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/text-blocks/{blockId:guid}/retire", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Retires a text block: it is offered no more.");

    private static Task<Results<Ok<BlockAnswer>, Problem>> HandleAsync(
        Guid blockId, IfMatch ifMatch, Caller caller, ScreeningDb db, IClock clock, HttpResponse response, CancellationToken ct) =>
        db.ChangeBlockAsync("text-block.retired", blockId, ifMatch, caller, clock, response, (block, now) => block.RetiredAt = now, ct);
}
