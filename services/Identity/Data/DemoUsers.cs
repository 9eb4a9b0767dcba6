using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.ServiceDefaults.Auth;

namespace Selection.Identity.Data;

/// <summary>Someone for every role, all with the same published password; the README lists them.</summary>
public static class DemoUsers
{
    public const string Password = "Demo-2026!";

    private static readonly (string UserName, string DisplayName, string Language, string[] Roles)[] Known =
    [
        ("officer1", "Odile Officier", "nl", [Roles.SelectionOfficer]),
        ("officer2", "Oscar Officier", "fr", [Roles.SelectionOfficer]),
        ("chair", "Clara Voorzitter", "nl", [Roles.CommitteeChair, Roles.CommitteeMember]),
        ("member1", "Mia Een", "nl", [Roles.CommitteeMember]),
        ("member2", "Marc Deux", "fr", [Roles.CommitteeMember]),
        ("member3", "Mieke Drie", "nl", [Roles.CommitteeMember]),
        ("member4", "Michel Quatre", "fr", [Roles.CommitteeMember]),
        ("member5", "Marleen Vijf", "nl", [Roles.CommitteeMember]),
        ("member6", "Maxime Six", "fr", [Roles.CommitteeMember]),
        ("member7", "Maria Sieben", "de", [Roles.CommitteeMember]),
        ("member8", "Matteo Huit", "fr", [Roles.CommitteeMember]),
        ("member9", "Margot Negen", "nl", [Roles.CommitteeMember]),
        ("member10", "Mathieu Dix", "fr", [Roles.CommitteeMember]),
        ("member11", "Myriam Elf", "nl", [Roles.CommitteeMember]),
        ("member12", "Maurice Douze", "fr", [Roles.CommitteeMember]),
        ("authority", "Anna Instantie", "nl", [Roles.AppointingAuthority]),
        ("operator", "Otto Operator", "en", [Roles.Operator]),
        ("auditor", "Aline Auditeur", "fr", [Roles.Auditor]),
        ("candidate1", "Karel Kandidaat", "nl", [Roles.Candidate]),
        ("candidate2", "Camille Candidate", "fr", [Roles.Candidate]),
        ("candidate3", "Konrad Kandidat", "de", [Roles.Candidate]),
    ];

    /// <summary>For the login page.</summary>
    public static IEnumerable<(string UserName, string Roles)> Listed => Known.Select(u => (u.UserName, string.Join(", ", u.Roles)));

    /// <summary>Adds those who are not there; who is there is left as they are.</summary>
    public static async Task SeedAsync(IdentityDb db, IPasswordHasher<User> hasher, Instant now, CancellationToken cancellation)
    {
        var present = await db.Users.Select(u => u.UserName).ToHashSetAsync(cancellation);
        foreach (var (index, (userName, displayName, language, roles)) in Known.Index())
        {
            if (present.Contains(userName))
                continue;

            var user = new User
            {
                // The same after every reset, so that what other services keep of the demo users stays theirs.
                Subject = new Guid(0x5e1ec7, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, (byte)(index + 1)),
                UserName = userName,
                DisplayName = displayName,
                Language = language,
                Roles = roles,
                CreatedAt = now,
            };
            user.PasswordHash = hasher.HashPassword(user, Password);
            db.Users.Add(user);
        }

        await db.SaveChangesAsync(cancellation);
    }
}
