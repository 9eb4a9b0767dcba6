using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>The text blocks there are: first the standard ones, then those officers have added.</summary>
internal static class ListBlocks
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/text-blocks", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Text blocks for motivations, standard ones and officers' own, by language and use; retired=true shows those that are retired.");

    private static async Task<Results<Ok<Page<BlockAnswer>>, Problem>> HandleAsync(
        [AsParameters] Paging paging, ScreeningDb db, CancellationToken ct, string? language = null, BlockUse? use = null, bool retired = false)
    {
        if (language is not null && !TextBlocks.Languages.Contains(language)) return Problem.Invalid(new FieldError("language", "one-of", string.Join(", ", TextBlocks.Languages)));
        if (use is { } asked && !Enum.IsDefined(asked)) return Problem.Invalid(new FieldError("use", "one-of", string.Join(", ", Enum.GetNames<BlockUse>())));

        BlockAnswer[] standard = retired
            ? []
            : [.. from written in TextBlocks.Languages
                  where language is null || written == language
                  from block in TextBlocks.Standard
                  where use is null || block.Use == use
                  select BlockAnswer.Of(block, written)];
        var own = db.TextBlocks.AsNoTracking().Where(b => b.RetiredAt != null == retired);
        if (language is not null) own = own.Where(b => b.Language == language);
        if (use is not null) own = own.Where(b => b.Use == use);

        var total = standard.Length + await own.CountAsync(ct);
        BlockAnswer[] first = [.. standard.Skip(paging.Skip).Take(paging.Size)];
        var rest = await own.OrderBy(b => b.Language).ThenBy(b => b.Title).ThenBy(b => b.BlockId)
            .Skip(Math.Max(0, paging.Skip - standard.Length)).Take(paging.Size - first.Length).ToListAsync(ct);
        return TypedResults.Ok(new Page<BlockAnswer>([.. first, .. rest.Select(BlockAnswer.Of)], total, paging.Number, paging.Size));
    }
}
