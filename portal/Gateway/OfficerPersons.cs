using NodaTime;
using Selection.Contracts;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>What a person showed an officer.</summary>
public enum IdentityDocumentType { Passport, IdentityCard, ResidencePermit }

/// <summary>What two persons have in common that could be one.</summary>
public enum DoubleGround { Document, NameAndBirthDate, Name }

/// <summary>Which of two candidacies for one vacancy goes on when their persons become one.</summary>
public enum Meeting { OfficerChooses, FirstStays, SecondStays, Never }

/// <summary>Who wants an erasure.</summary>
public enum ErasureOrigin { Person, Retention }

/// <summary>A person an officer has found.</summary>
public sealed record FoundPerson(Guid PersonId, string FirstName, string LastName, string Email);

/// <summary>Somebody with neither a national number nor an identity document seen (R56).</summary>
public sealed record UnidentifiedPerson(Guid PersonId, string FirstName, string LastName, string Email, NoNumberReason? Reason, Instant OpenedAt, int LiveCandidacies);

/// <summary>What was seen of an identity document; of the number only the end.</summary>
public sealed record SeenDocument(IdentityDocumentType DocumentType, string Country, string DocumentNumber, LocalDate BirthDate, LocalDate SeenOn);

/// <summary>A person who may be the same.</summary>
public sealed record PossibleDouble(Guid PersonId, string FirstName, string LastName, bool HasNationalNumber, Instant OpenedAt, DoubleGround Ground);

/// <summary>A person as an officer sees them (R56).</summary>
public sealed record PersonFile(
    Guid PersonId, string FirstName, string LastName, string Email, string Language, string? NationalNumber, NoNumberReason? NoNumberReason,
    SeenDocument? Document, Instant? IdentifiedAt, Guid? MergedInto, Instant OpenedAt, long Version, IReadOnlyList<PossibleDouble> PossibleDoubles)
{
    /// <summary>Their version as it is sent back.</summary>
    public string ETag => $"\"{Version}\"";

    /// <summary>As officers call them; null where nobody knows it any more.</summary>
    public string? Name => OfficerCalls.NameOf(FirstName, LastName);
}

/// <summary>What one of two persons has.</summary>
public sealed record MergeSide(PersonFile Person, int Candidacies, int Documents, int Messages);

/// <summary>A candidacy that meets another.</summary>
public sealed record MeetingCandidacy(Guid CandidacyId, OwnCandidacyState State, FunnelStep Step);

/// <summary>Two candidacies for one vacancy, of persons who become one.</summary>
public sealed record MergeMeeting(Guid VacancyId, string SelectionCode, LocalizedText Title, MeetingCandidacy Staying, MeetingCandidacy Merged, Meeting Meeting);

/// <summary>What merging two persons would come to.</summary>
public sealed record MergePreview(MergeSide Staying, MergeSide Merged, bool TakesMergedNumber, IReadOnlyList<MergeMeeting> Meetings, string? Hindrance);

/// <summary>What holds data, and until when.</summary>
public sealed record ErasureHold(string Service, OwnErasureReason Reason, LocalDate? Until);

/// <summary>An erasure and why it waits (R55).</summary>
public sealed record ErasureLine(
    Guid ErasureId, Guid PersonId, ErasureOrigin Origin, OwnErasureState State, Instant AskedAt, IReadOnlyList<ErasureHold> Reasons, LocalDate? FreeFrom, bool IsLate, Instant? EndedAt);

/// <summary>Persons, as officers find, identify and merge them; what they are looked up by is in the body, since addresses are logged.</summary>
public static class OfficerPersonCalls
{
    private const string Api = "/api/candidacy/persons";

    public static Task<Reply<Page<FoundPerson>>> SearchPersonsAsync(this GatewayClient gateway, string? name, string? nationalNumber, string query) =>
        gateway.PostAsync<Page<FoundPerson>>($"{Api}/search{query}", new { name, nationalNumber });

    /// <summary>By what was typed in one field: a national number where it looks like one, else a name.</summary>
    public static Task<Reply<Page<FoundPerson>>> FindPersonsAsync(this GatewayClient gateway, string text, string query) =>
        IsNumber(text) ? gateway.SearchPersonsAsync(null, text, query) : gateway.SearchPersonsAsync(text, null, query);

    /// <summary>Whether a text is meant as a national number.</summary>
    public static bool IsNumber(string text) => text.Count(char.IsAsciiDigit) >= 9 && !text.Any(char.IsLetter);

    public static Task<Reply<Page<UnidentifiedPerson>>> ListUnidentifiedAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<UnidentifiedPerson>>($"{Api}/unidentified{query}");

    public static Task<Reply<PersonFile>> ReadPersonAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<PersonFile>($"{Api}/{id}");

    public static Task<Reply<PersonFile>> IdentifyPersonAsync(this GatewayClient gateway, Guid id, object form, string? version) => gateway.PutAsync<PersonFile>($"{Api}/{id}/identification", form, version);

    public static Task<Reply<PersonFile>> GiveNumberAsync(this GatewayClient gateway, Guid id, string nationalNumber, string? version) =>
        gateway.PutAsync<PersonFile>($"{Api}/{id}/national-number", new { nationalNumber }, version);

    public static Task<Reply<MergePreview>> PreviewMergeAsync(this GatewayClient gateway, Guid id, Guid merged) => gateway.GetAsync<MergePreview>($"{Api}/{id}/merge/{merged}");

    public static Task<Reply<Nothing>> MergePersonsAsync(this GatewayClient gateway, Guid id, object request, string? version) => gateway.PostAsync($"{Api}/{id}/merge", request, version);

    public static Task<Reply<Page<ErasureLine>>> ListErasuresAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<ErasureLine>>($"/api/candidacy/erasures{query}");
}
