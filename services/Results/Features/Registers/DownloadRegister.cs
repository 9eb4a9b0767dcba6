using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Registers;

/// <summary>A register as a file: JSON with everything, PDF to read, or the PDF of one candidacy's chapter. Each look is on record.</summary>
internal static class DownloadRegister
{
    /// <summary>A PDF is put together in memory; a larger procedure is read candidacy by candidacy, or as JSON.</summary>
    private const int MostCandidaciesOfAPdf = 2_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/registers/{registerId:guid}/register.json", JsonAsync)
            .RequireAuthorization(Policies.OfficerOrAuditor).Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("The register as JSON: every statement and every entry of the record, with the seals (R54).");
        api.MapGet("/registers/{registerId:guid}/register.pdf", PdfAsync)
            .RequireAuthorization(Policies.OfficerOrAuditor).Produces(StatusCodes.Status200OK, contentType: "application/pdf").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("The register as PDF, in the language of the procedure (R54).");
        api.MapGet("/registers/{registerId:guid}/candidacies/{candidacyId:guid}/register.pdf", CandidacyAsync)
            .RequireAuthorization(Policies.OfficerOrAuditor).Produces(StatusCodes.Status200OK, contentType: "application/pdf").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("One candidacy's chapter of the register as PDF (R54).");
    }

    private static async Task<IResult> JsonAsync(Guid registerId, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var (register, vacancy, refusal) = await OpenAsync(db, registerId, ct);
        if (refusal is not null) return refusal;
        await NoteAsync(db, register!, "json", null, caller, clock, ct);
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(stream => RegisterFile.WriteAsync(db, register!, stream, ct), "application/json", NameOf(vacancy!, register!, "json"));
    }

    private static async Task<IResult> PdfAsync(Guid registerId, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var (register, vacancy, refusal) = await OpenAsync(db, registerId, ct);
        if (refusal is not null) return refusal;
        var candidacies = await db.RegisterLines.Where(l => l.RegisterId == registerId && l.CandidacyId != null).Select(l => l.CandidacyId).Distinct().CountAsync(ct);
        if (candidacies > MostCandidaciesOfAPdf) return Problem.Refused("R54", "register-too-large", MostCandidaciesOfAPdf, candidacies);
        await NoteAsync(db, register!, "pdf", null, caller, clock, ct);
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(await RegisterPrint.WholeAsync(db, register!, vacancy!, ct), "application/pdf", NameOf(vacancy!, register!, "pdf"));
    }

    private static async Task<IResult> CandidacyAsync(Guid registerId, Guid candidacyId, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var (register, vacancy, refusal) = await OpenAsync(db, registerId, ct);
        if (refusal is not null) return refusal;
        if (!await db.RegisterLines.AnyAsync(l => l.RegisterId == registerId && l.CandidacyId == candidacyId, ct)) return Problem.NotFound();
        await NoteAsync(db, register!, "pdf", candidacyId, caller, clock, ct);
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(await RegisterPrint.OfCandidacyAsync(db, register!, vacancy!, candidacyId, ct), "application/pdf", NameOf(vacancy!, register!, "pdf"));
    }

    private static async Task<(Register? Register, Vacancy? Vacancy, Problem? Refusal)> OpenAsync(ResultsDb db, Guid registerId, CancellationToken ct)
    {
        var register = await db.Registers.AsNoTracking().SingleOrDefaultAsync(r => r.RegisterId == registerId, ct);
        if (register is null) return (null, null, Problem.NotFound());
        if (register.State is RegisterState.Collecting)
            return (register, null, Problem.Refused("R54", "register-collecting", string.Join(", ", await RegisterServices.MissingAsync(db, registerId, ct))));
        if (register.State is RegisterState.Removed) return (register, null, Problem.Refused("R54", "register-removed").As(StatusCodes.Status410Gone));
        return (register, await db.Vacancies.AsNoTracking().SingleAsync(v => v.VacancyId == register.VacancyId, ct), null);
    }

    private static async Task NoteAsync(ResultsDb db, Register register, string form, Guid? candidacyId, Caller caller, IClock clock, CancellationToken ct)
    {
        db.Record(new RecordEntry(caller.Subject, "register.read", "vacancy", register.VacancyId, Details: new { register.RegisterId, form, candidacyId }), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
    }

    private static string NameOf(Vacancy vacancy, Register register, string extension) =>
        $"{vacancy.SelectionCode}-register-{BrusselsTime.DateIn(register.RequestedAt):uuuu-MM-dd}.{extension}";
}
