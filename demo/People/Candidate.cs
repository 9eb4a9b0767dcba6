using NodaTime;
using Selection.Demo.Platform;

namespace Selection.Demo.People;

/// <summary>A person in this run: the script, who they are on the platform, and what they have come to.</summary>
public sealed class Candidate(Script script, Actor account, Guid personId, string name)
{
    public Script Script => script;

    public Actor Account => account;

    public Guid PersonId => personId;

    public string Name => name;

    /// <summary>The live candidacy; after a withdrawal and a return, the second one.</summary>
    public Guid CandidacyId { get; set; }

    /// <summary>The assessment session that is booked.</summary>
    public Guid SessionId { get; set; }

    /// <summary>What the vendor knows the booking by.</summary>
    public string CandidateNumber { get; set; } = "";

    /// <summary>The slot of the oral test.</summary>
    public Slot? Slot { get; set; }

    /// <summary>The rank, as the candidate read it.</summary>
    public int? Rank { get; set; }

    /// <summary>The final motivation, as the candidate read it.</summary>
    public string? Motivation { get; set; }

    public override string ToString() => $"{script.Key} ({name})";

    public bool IsLodged => script.Ends is not FinalStep.Lapsed && script.Applying is not Applying.Withdraws;

    public bool IsAdmitted => IsLodged && script.Ends is not FinalStep.Refused;

    public bool Sits => IsAdmitted && !script.IsExempt
        && script.Registering is Registering.Books or Registering.Switches or Registering.CancelsAndBooksAgain or Registering.BooksTheLastOnly
        && !script.WithdrawsAfterAdmission;

    public bool IsInvitedToTheOralTest => script.Ends is FinalStep.OralTestStopped or FinalStep.Suitable or FinalStep.NotSuitable;

    public bool HasSlot => IsInvitedToTheOralTest && script.Hearing is not Hearing.ChoosesNoSlot;

    public bool IsJudged => script.Ends is FinalStep.Suitable or FinalStep.NotSuitable;
}

/// <summary>A slot of the oral test.</summary>
public sealed record Slot(Guid SlotId, Instant PreparationAt, Instant HearingAt);
