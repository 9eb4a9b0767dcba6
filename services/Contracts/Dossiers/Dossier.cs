using NodaTime;

namespace Selection.Contracts.Dossiers;

/// <summary>What counts: the rubric and the documents as they stood at closing (R18). Nothing else is ever judged.</summary>
/// <param name="Experiences">The rubric, in the candidate's order.</param>
/// <param name="Documents">The documents, by immutable version.</param>
/// <param name="FederalLevelA">The function of level A the candidate states to hold; null when none is stated (R7, R21).</param>
public sealed record Dossier(
    IReadOnlyList<Experience> Experiences,
    IReadOnlyList<DossierDocument> Documents,
    FederalFunction? FederalLevelA);

/// <summary>One entry of the rubric (R10).</summary>
/// <param name="ExperienceId">Names the entry.</param>
/// <param name="Kind">Which route it counts for.</param>
/// <param name="Function">What the candidate was.</param>
/// <param name="Organisation">Where.</param>
/// <param name="Domain">For useful experience: the code of the vacancy's field; null for management.</param>
/// <param name="Begin">First day, inclusive.</param>
/// <param name="End">Last day, inclusive; for the current job the day of applying, or later (R11).</param>
/// <param name="IsCurrent">Whether it is the current job.</param>
/// <param name="Description">What was done, in the candidate's words.</param>
public sealed record Experience(
    Guid ExperienceId,
    ExperienceKind Kind,
    string Function,
    string Organisation,
    string? Domain,
    LocalDate Begin,
    LocalDate End,
    bool IsCurrent,
    string Description);

/// <summary>The two routes of R13.</summary>
public enum ExperienceKind
{
    /// <summary>Running a public service or a private organisation.</summary>
    Management,

    /// <summary>Work in one of the vacancy's fields.</summary>
    UsefulProfessional,
}

/// <summary>A document of the dossier; its content stays with Candidacy.</summary>
/// <param name="DocumentVersionId">Names this content for ever.</param>
/// <param name="Kind">What it proves.</param>
/// <param name="FileName">As uploaded.</param>
/// <param name="Sha256">Of the content, lower-case hexadecimal.</param>
/// <param name="Diploma">The diploma's facts, for a diploma.</param>
/// <param name="Provenance">How it came in, where an officer has filed it for the candidate (R8); null for what the candidate has uploaded.</param>
public sealed record DossierDocument(
    Guid DocumentVersionId, DocumentKind Kind, string FileName, string Sha256, DiplomaFacts? Diploma, DocumentProvenance? Provenance = null);

/// <summary>How a copy came in that an officer has filed, since uploading had failed (R8).</summary>
/// <param name="Channel">The way it came.</param>
/// <param name="ReceivedAt">When it came in.</param>
/// <param name="FiledBy">The officer's subject at the identity provider.</param>
/// <param name="FiledAt">When it was filed: before closing.</param>
/// <param name="Remark">What the officer noted; null for nothing.</param>
public sealed record DocumentProvenance(SentInBy Channel, Instant ReceivedAt, string FiledBy, Instant FiledAt, string? Remark);

/// <summary>The ways a copy is sent in.</summary>
public enum SentInBy
{
    /// <summary>By e-mail.</summary>
    Email,

    /// <summary>By post.</summary>
    Post,

    /// <summary>Handed over.</summary>
    Hand,
}

/// <summary>What a document proves (R6).</summary>
public enum DocumentKind
{
    /// <summary>A diploma (CV, diplomas).</summary>
    Diploma,

    /// <summary>An appointment decision (CV, work experience).</summary>
    AppointmentDecision,

    /// <summary>Other proof (attachments).</summary>
    Attachment,
}

/// <summary>A diploma's facts as the candidate states them.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Title">As it is written on it.</param>
/// <param name="Institution">Who gave it.</param>
/// <param name="Country">ISO 3166-1 alpha-2, e.g. <c>BE</c>.</param>
/// <param name="Language">BCP 47, e.g. <c>nl</c>: the language it was earned in.</param>
/// <param name="Year">The year it was earned.</param>
/// <param name="MadeEqual">Whether it is an earlier diploma that was made equal to one of the level asked for (R57).</param>
/// <param name="Field">The field of study, where the title does not tell it.</param>
public sealed record DiplomaFacts(
    DiplomaLevel Level, string Title, string Institution, string Country, string Language, int Year, bool MadeEqual, string? Field = null)
{
    /// <summary>For the description of the API.</summary>
    public static DiplomaFacts Example => new(DiplomaLevel.Master, "Master in de rechten", "KU Leuven", "BE", "nl", 2005, MadeEqual: false);
}

/// <summary>Levels of diplomas, ascending.</summary>
public enum DiplomaLevel
{
    /// <summary>Secondary education.</summary>
    Secondary = 1,

    /// <summary>First cycle.</summary>
    Bachelor = 2,

    /// <summary>Second cycle: licentiate, master, of academic level.</summary>
    Master = 3,

    /// <summary>Third cycle.</summary>
    Doctorate = 4,
}

/// <summary>The federal function of level A a candidate states to hold.</summary>
/// <param name="Service">Which federal service.</param>
/// <param name="Class">As written, e.g. <c>A4</c>.</param>
public sealed record FederalFunction(string Service, string Class);
