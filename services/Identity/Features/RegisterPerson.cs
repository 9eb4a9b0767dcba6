using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Identity.Data;
using Selection.Identity.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Identity.Features;

/// <summary>What became of a registration.</summary>
public abstract record Registered
{
    private Registered() { }

    public sealed record Done(User User) : Registered;
    public sealed record Refused(IReadOnlyList<RegistrationError> Errors) : Registered;
    public sealed record Taken : Registered;

    public T Match<T>(Func<User, T> done, Func<IReadOnlyList<RegistrationError>, T> refused, Func<T> taken) => this switch
    {
        Done d => done(d.User),
        Refused r => refused(r.Errors),
        Taken => taken(),
        _ => throw new InvalidOperationException("a record closed by its private constructor has no other case"),
    };
}

/// <summary>A new account, always and only a candidate's: every other role is given, not taken.</summary>
public sealed class Registrar(IdentityDb db, IPasswordHasher<User> hasher, IClock clock)
{
    public async Task<Registered> RegisterAsync(Registration registration, CancellationToken cancellation)
    {
        if (RegistrationRules.Check(registration) is { Count: > 0 } errors)
            return new Registered.Refused(errors);

        var user = new User
        {
            Subject = Guid.CreateVersion7(),
            UserName = RegistrationRules.Normalise(registration.UserName),
            DisplayName = registration.DisplayName.Trim(),
            Language = registration.Language,
            Roles = [Roles.Candidate],
            CreatedAt = clock.GetCurrentInstant(),
        };
        user.PasswordHash = hasher.HashPassword(user, registration.Password);
        db.Users.Add(user);
        try
        {
            await db.SaveChangesAsync(cancellation);
            return new Registered.Done(user);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The index decides, so that of two at the same moment one is told.
            return new Registered.Taken();
        }
    }
}

/// <summary>The same as the registration page, for programs: the demo makes its candidates with it.</summary>
public static class RegisterPerson
{
    public sealed record Request(string? UserName = null, string? Password = null, string? DisplayName = null, string? Language = null)
    {
        public static Request Example => new("jo.peeters", "a long sentence nobody guesses", "Jo Peeters", "nl");
    }

    public sealed record Response(Guid Subject)
    {
        public static Response Example => new(Guid.Parse("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"));
    }

    public static void MapRegisterPerson(this IEndpointRouteBuilder app) =>
        app.MapPost("/account/register", HandleAsync).Accepts<Request>("application/json").AllowAnonymous()
            .Produces<Response>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Registers a candidate: the same as the registration page, for programs.");

    private static async Task<IResult> HandleAsync(Request request, Registrar registrar, CancellationToken cancellation) =>
        (await registrar.RegisterAsync(new Registration(request.UserName ?? "", request.Password ?? "", request.DisplayName ?? "", request.Language ?? ""), cancellation)).Match<IResult>(
            user => Results.Json(new Response(user.Subject), statusCode: StatusCodes.Status201Created),
            errors => Problem.Invalid(errors.Select(e => new FieldError(RegistrationRules.FieldOf(e), RegistrationRules.CodeOf(e)))),
            () => Problem.Of("user-name-taken", StatusCodes.Status409Conflict));
}
