using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>The text blocks that fit a case, with its own facts in them, in the language of the procedure.</summary>
internal static class OfferBlocks
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/cases/{candidacyId:guid}/text-blocks", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Text blocks that fit the case and use=Admit|AdmitUnderReservation|Refuse|RejectExperience|LiftReservation|ConfirmReservation|Reopen, filled with its facts; […] is left to the officer. experienceId: the experience in question.");

    /// <summary>A block with the case's facts in it. <c>HasGaps</c>: it cannot stand before they are filled in.</summary>
    internal sealed record FilledBlock(string? Code, Guid? BlockId, BlockUse Use, string Title, string Text, bool HasGaps)
    {
        public static FilledBlock Example => new(
            "management-too-short", null, BlockUse.Refuse, "Too little management experience", "U toont 5 jaar en 364 dagen managementervaring aan die kan worden aanvaard; er is 6 jaar nodig. […]", true);
    }

    internal sealed record FilledBlocks(string Language, IReadOnlyList<FilledBlock> Items)
    {
        public static FilledBlocks Example => new("nl", [FilledBlock.Example]);
    }

    private static async Task<Results<Ok<FilledBlocks>, Problem>> HandleAsync(
        Guid candidacyId, ScreeningDb db, CancellationToken ct, BlockUse? use = null, Guid? experienceId = null)
    {
        if (use is { } asked && !Enum.IsDefined(asked)) return Problem.Invalid(new FieldError("use", "one-of", string.Join(", ", Enum.GetNames<BlockUse>())));
        var row = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.CandidacyId == candidacyId && c.LodgedVersion > 0, ct);
        if (row is null) return Problem.NotFound();
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == row.VacancyId, ct);
        if (new LockedCase(row, vacancy).WhyStopped() is { } stopped) return stopped;
        var experience = row.Dossier!.Experiences.FirstOrDefault(e => e.ExperienceId == experienceId);
        if (experienceId is not null && experience is null) return Problem.Invalid(new FieldError("experienceId", "experience-unknown"));

        var (language, proposal) = (Motivations.CultureOf(vacancy!.Language!), row.StandingProposal!);
        var facts = TextBlocks.FactsOf(DecisionActs.SubjectOf(vacancy, row.ClosingDate!.Value), vacancy.Rules!, proposal, experience, language);
        var code = language.TwoLetterISOLanguageName;
        var own = await db.TextBlocks.AsNoTracking().Where(b => b.Language == code && b.RetiredAt == null && (use == null || b.Use == use))
            .OrderBy(b => b.Title).ThenBy(b => b.BlockId).ToListAsync(ct);
        return TypedResults.Ok(new FilledBlocks(code,
        [
            .. from block in TextBlocks.Standard
               where (use is null || block.Use == use) && block.Fits(proposal)
               select Filled(block.Code, null, block.Use, Texts.BlockTitleIn(CultureInfo.CurrentUICulture, block.Code), Texts.BlockIn(language, block.Code)),
            .. own.Select(block => Filled(null, block.BlockId, block.Use, block.Title, block.Text)),
        ]));

        FilledBlock Filled(string? standard, Guid? blockId, BlockUse of, string title, string text)
        {
            var filled = TextBlocks.Fill(text, facts);
            return new FilledBlock(standard, blockId, of, title, filled, WrittenText.HasGap(filled));
        }
    }
}
