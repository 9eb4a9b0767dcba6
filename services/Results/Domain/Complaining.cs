namespace Selection.Results.Domain;

/// <summary>What a complaint is about (R50).</summary>
public enum ComplaintSubject
{
    /// <summary>Applying: the account, the documents, the closing.</summary>
    Application,

    /// <summary>The check of the participation conditions.</summary>
    Screening,

    /// <summary>The computer-based assessment.</summary>
    Assessment,

    /// <summary>The oral test.</summary>
    OralTest,

    /// <summary>The final result: group, rank, motivation.</summary>
    Result,

    /// <summary>How a request for feedback or access, or an earlier complaint, was dealt with.</summary>
    Requests,

    /// <summary>The supplementary interview, the conditions, the appointment.</summary>
    Appointment,

    /// <summary>How the candidate was treated.</summary>
    Treatment,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Where a complaint stands.</summary>
public enum ComplaintState
{
    /// <summary>It waits for its answer.</summary>
    Open,

    /// <summary>Answered, with reasons.</summary>
    Answered,

    /// <summary>The candidate took it back.</summary>
    Withdrawn,
}

/// <summary>What was found of a complaint.</summary>
public enum ComplaintFinding
{
    /// <summary>It is right.</summary>
    Founded,

    /// <summary>It is right in part.</summary>
    PartlyFounded,

    /// <summary>It is not.</summary>
    Unfounded,

    /// <summary>It cannot be dealt with here, e.g. since a court is to decide.</summary>
    Inadmissible,
}
