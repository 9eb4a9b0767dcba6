using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Identity.Data;
using Selection.Identity.Domain;

namespace Selection.Identity.Tokens;

/// <summary>What came of a user name and a password.</summary>
public abstract record SignIn
{
    private SignIn() { }

    public sealed record Done(User User) : SignIn;

    /// <summary>Also for a user that does not exist: nobody learns who has an account.</summary>
    public sealed record Wrong : SignIn;
    public sealed record Locked : SignIn;

    public T Match<T>(Func<User, T> done, Func<T> wrong, Func<T> locked) => this switch
    {
        Done d => done(d.User),
        Wrong => wrong(),
        Locked => locked(),
        _ => throw new InvalidOperationException("a record closed by its private constructor has no other case"),
    };
}

/// <summary>Checks passwords, and lets an account rest after too many wrong ones.</summary>
public sealed partial class SignIns(IdentityDb db, IPasswordHasher<User> hasher, IClock clock, ILogger<SignIns> logger)
{
    // Checked when there is no such user, so that the answer takes as long as for one who exists.
    private static string? nobodysHash;

    public async Task<SignIn> TryAsync(string? userName, string? password, CancellationToken cancellation)
    {
        var name = RegistrationRules.Normalise(userName);
        var now = clock.GetCurrentInstant();
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.UserName == name, cancellation);
        if (user is null)
        {
            nobodysHash ??= hasher.HashPassword(null!, "nobody's password");
            hasher.VerifyHashedPassword(null!, nobodysHash, password ?? "");
            return new SignIn.Wrong();
        }

        if (Lockout.IsLocked(user.LockedUntil, now))
            return new SignIn.Locked();

        if (password is null or { Length: > RegistrationRules.LongestPassword }
            || hasher.VerifyHashedPassword(user, user.PasswordHash, password) == PasswordVerificationResult.Failed)
        {
            return await CountAsync(user.Subject, now, cancellation) ? new SignIn.Locked() : new SignIn.Wrong();
        }

        if (user.FailedAttempts > 0)
        {
            await db.Users.Where(u => u.Subject == user.Subject)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.FailedAttempts, 0).SetProperty(u => u.LockedUntil, (Instant?)null), cancellation);
        }

        return new SignIn.Done(user);
    }

    /// <summary>Counts in the database, so that guesses made at the same moment all count; true when the account now rests.</summary>
    private async Task<bool> CountAsync(Guid subject, Instant now, CancellationToken cancellation)
    {
        var until = now + Lockout.Rest;
        await db.Users.Where(u => u.Subject == subject)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.FailedAttempts, u => u.FailedAttempts + 1), cancellation);
        var locked = await db.Users.Where(u => u.Subject == subject && u.FailedAttempts >= Lockout.AttemptsAllowed)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.FailedAttempts, 0).SetProperty(u => u.LockedUntil, until), cancellation);
        if (locked > 0)
            LogLocked(subject);
        return locked > 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Subject} rests after too many wrong passwords")]
    private partial void LogLocked(Guid subject);
}
