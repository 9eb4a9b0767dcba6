using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Messages;

/// <summary>Whether messages are copied to the account's e-mail address.</summary>
internal sealed record MailCopies
{
    public required bool Wanted { get; init; }

    public static MailCopies Example => new() { Wanted = true };
}

/// <summary>E-mail copies are a service: whoever does not want them reads everything in the account (R20).</summary>
internal static class ChooseMailCopies
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/account/mail-copies", ReadAsync)
            .RequireAuthorization(Policies.Candidate).WithTags("account").WithSummary("Whether messages are copied by e-mail (R20).");
        api.MapPut("/account/mail-copies", ChooseAsync)
            .RequireAuthorization(Policies.Candidate).WithTags("account").WithSummary("Chooses whether messages are copied by e-mail; copies that still wait are left out at once.");
    }

    private static async Task<Results<Ok<MailCopies>, Problem>> ReadAsync(Caller caller, CandidacyDb db, CancellationToken ct) =>
        await db.Persons.Where(p => p.Subject == caller.Subject).Select(p => (bool?)p.MailCopies).SingleOrDefaultAsync(ct) is { } wanted
            ? TypedResults.Ok(new MailCopies { Wanted = wanted })
            : Problem.NotFound();

    private static async Task<Results<NoContent, Problem>> ChooseAsync(MailCopies form, Caller caller, CandidacyDb db, CancellationToken ct) =>
        await db.Persons.Where(p => p.Subject == caller.Subject).ExecuteUpdateAsync(set => set.SetProperty(p => p.MailCopies, form.Wanted), ct) == 0
            ? Problem.NotFound()
            : TypedResults.NoContent();
}
