using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;

namespace Selection.Candidacies.Features.Persons;

/// <summary>What was seen of an identity document; the number as it is shown.</summary>
internal sealed record SeenDocument(IdentityDocumentType DocumentType, string Country, string DocumentNumber, LocalDate BirthDate, LocalDate SeenOn)
{
    public static SeenDocument? Of(Identification? identification, NumberVault vault) => identification is { IdentifiedAt: not null, DocumentNumber: { } number }
        ? new SeenDocument(
            identification.DocumentType!.Value, identification.Country!, Mask(vault.Decrypt(number, identification.PersonId)),
            identification.BirthDate!.Value, identification.SeenOn!.Value)
        : null;

    /// <summary>The last three characters are enough to compare it with the document on the table.</summary>
    private static string Mask(string number) => number.Length <= 3 ? new string('*', number.Length) : new string('*', number.Length - 3) + number[^3..];
}

/// <summary>What two persons have in common that could be one.</summary>
internal enum DoubleGround
{
    /// <summary>The same identity document.</summary>
    Document,

    /// <summary>The same names and the same birth date.</summary>
    NameAndBirthDate,

    /// <summary>The same names, where a birth date is not known.</summary>
    Name,
}

/// <summary>A person who may be the same.</summary>
internal sealed record PossibleDouble(Guid PersonId, string FirstName, string LastName, bool HasNationalNumber, Instant OpenedAt, DoubleGround Ground);

/// <summary>A person as an officer sees them (R56).</summary>
internal sealed record PersonFile(
    Guid PersonId, string FirstName, string LastName, string Email, string Language, string? NationalNumber, NoNumberReason? NoNumberReason,
    SeenDocument? Document, Instant? IdentifiedAt, Guid? MergedInto, Instant OpenedAt, long Version, IReadOnlyList<PossibleDouble> PossibleDoubles)
{
    public static PersonFile Example => new(
        new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", "jo.peeters@example.org", "nl", "*******-033.28", null, null, null, null, Instant.FromUtc(2025, 9, 30, 7, 15), 2, []);

    private const int MaxDoubles = 20;

    public static async Task<PersonFile> OfAsync(Person person, CandidacyDb db, NumberVault vault, LocalDate today, CancellationToken ct)
    {
        var identification = await db.Identifications.AsNoTracking().SingleOrDefaultAsync(i => i.PersonId == person.PersonId, ct);
        return new PersonFile(
            person.PersonId, person.FirstName, person.LastName, person.Email, person.Language, vault.Masked(person), identification?.Reason,
            SeenDocument.Of(identification, vault), identification?.IdentifiedAt, person.MergedInto, person.OpenedAt, person.Version,
            person.MergedInto is null ? await DoublesAsync(person, identification, db, vault, today, ct) : []);
    }

    /// <summary>Only an officer can tell whether two are one; this says where to look.</summary>
    private static async Task<List<PossibleDouble>> DoublesAsync(
        Person person, Identification? identification, CandidacyDb db, NumberVault vault, LocalDate today, CancellationToken ct)
    {
        var (hash, key) = (identification?.DocumentHash, person.NameKey);
        var others = await (
            from p in db.Persons.AsNoTracking()
            join i in db.Identifications on p.PersonId equals i.PersonId into known
            from i in known.DefaultIfEmpty()
            where p.PersonId != person.PersonId && p.MergedInto == null && ((key != "" && p.NameKey == key) || (hash != null && i!.DocumentHash == hash))
            orderby p.OpenedAt, p.PersonId
            select new { p, i }).Take(MaxDoubles).ToListAsync(ct);
        var born = BirthDateOf(person, identification, vault, today);
        return
        [
            .. from other in others
               let theirs = BirthDateOf(other.p, other.i, vault, today)
               let sameDocument = hash is not null && other.i?.DocumentHash is { } otherHash && hash.AsSpan().SequenceEqual(otherHash)
               where sameDocument || born is null || theirs is null || born == theirs
               select new PossibleDouble(
                   other.p.PersonId, other.p.FirstName, other.p.LastName, other.p.NationalNumberHash is not null, other.p.OpenedAt,
                   sameDocument ? DoubleGround.Document : born is not null && theirs is not null ? DoubleGround.NameAndBirthDate : DoubleGround.Name),
        ];
    }

    private static LocalDate? BirthDateOf(Person person, Identification? identification, NumberVault vault, LocalDate today) =>
        identification?.BirthDate
        ?? (person.NationalNumber is { } number && Domain.NationalNumber.Read(vault.Decrypt(number, person.PersonId), today) is { } read ? read.BirthDate(today) : null);
}
