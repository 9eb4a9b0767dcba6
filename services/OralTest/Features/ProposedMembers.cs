using Microsoft.EntityFrameworkCore;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>A member an officer proposes. What is left out is taken from the register of experts.</summary>
/// <param name="Subject">The account; alone it is enough for an expert of the register.</param>
public sealed record MemberRequest(string Subject, string? Name = null, Gender? Gender = null, string? LanguageRole = null, string? Field = null, bool IsChair = false)
{
    public static MemberRequest Example => new("chair", "An Janssens", Domain.Gender.F, "nl", "Public management", true);
}

/// <summary>A member as they would sit on the committee.</summary>
internal sealed record ProposedMember(string Subject, string Name, Gender Gender, string LanguageRole, string Field, bool IsChair)
{
    public static ProposedMember Of(Member member) => new(member.Subject, member.Name, member.Gender, member.LanguageRole, member.Field, member.IsChair);
}

/// <summary>Members by request, completed from the register.</summary>
/// <param name="Members">All of them, where nothing is wrong.</param>
/// <param name="Retired">Those who are retired from the register.</param>
/// <param name="Errors">What is missing or malformed, field by field.</param>
internal sealed record ProposedMembers(IReadOnlyList<ProposedMember> Members, IReadOnlyList<string> Retired, IReadOnlyList<FieldError> Errors)
{
    /// <summary>The language roles there are.</summary>
    public static readonly string[] LanguageRoles = ["nl", "fr"];

    private const int LongestText = 200;

    /// <summary>Reads the members of a request.</summary>
    /// <param name="db">Where the register is.</param>
    /// <param name="requests">The members.</param>
    /// <param name="pathOf">The JSON path of the member at an index.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<ProposedMembers> ReadAsync(OralTestDb db, IReadOnlyList<MemberRequest> requests, Func<int, string> pathOf, CancellationToken ct)
    {
        string[] subjects = [.. requests.Select(m => m?.Subject).OfType<string>()];
        var register = await db.Experts.AsNoTracking().Where(e => subjects.Contains(e.Subject)).ToDictionaryAsync(e => e.Subject, ct);
        var (members, errors, seen) = (new List<ProposedMember>(), new List<FieldError>(), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < requests.Count; i++)
        {
            if (requests[i] is not { } request)
            {
                errors.Add(new FieldError(pathOf(i), "required"));
                continue;
            }

            var expert = register.GetValueOrDefault(request.Subject);
            var (name, field, role) = (request.Name ?? expert?.Name, request.Field ?? Joined(expert), request.LanguageRole ?? expert?.LanguageRole);
            foreach (var (path, text) in new[] { ("subject", request.Subject), ("name", name), ("field", field) })
                errors.AddRange(TextCheck.Faults($"{pathOf(i)}.{path}", text, LongestText));
            if (!LanguageRoles.Contains(role)) errors.Add(new FieldError($"{pathOf(i)}.languageRole", "one-of", string.Join(", ", LanguageRoles)));
            if ((request.Gender ?? expert?.Gender) is not { } gender) errors.Add(new FieldError($"{pathOf(i)}.gender", "required"));
            else members.Add(new ProposedMember(request.Subject, name ?? "", gender, role ?? "", field ?? "", request.IsChair));
            if (!seen.Add(request.Subject)) errors.Add(new FieldError($"{pathOf(i)}.subject", "twice"));
        }

        return new ProposedMembers(members, [.. register.Values.Where(e => !e.Active).Select(e => e.Subject)], errors);
    }

    private static string? Joined(Expert? expert)
    {
        if (expert is null) return null;
        var fields = string.Join(", ", expert.Fields);
        return fields.Length > LongestText ? fields[..LongestText] : fields;
    }
}
