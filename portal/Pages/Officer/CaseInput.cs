using Selection.Contracts.Events;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer;

/// <summary>What the forms of a case send; each fills in its own part.</summary>
public sealed class CaseInput
{
    /// <summary>The ETag of the case as it was read.</summary>
    public string? Version { get; set; }

    public string? Reason { get; set; }

    public Guid? ExperienceId { get; set; }

    public bool? Accepted { get; set; }

    public CaseOutcome? Outcome { get; set; }

    public bool? Equivalence { get; set; }

    public bool? LanguageTest { get; set; }

    public string? Motivation { get; set; }

    /// <summary>A text block to be put into the text, instead of sending it.</summary>
    public string? Block { get; set; }

    public bool Confirmed { get; set; }

    public Reservation? Reservation { get; set; }

    public bool? Lifted { get; set; }

    public CaseProofKind? ProofKind { get; set; }

    public string? ProofDate { get; set; }

    public string? ProofIssuer { get; set; }

    public string? ProofReference { get; set; }

    public Guid? ProofDocument { get; set; }
}
