using NodaTime;

namespace Selection.OralTest.Domain;

/// <summary>When a slot's parts begin and end (R40, R44).</summary>
/// <param name="PreparationAt">The test's start: the case paper opens and the preparation begins.</param>
/// <param name="HearingAt">The hearing begins.</param>
/// <param name="EndsAt">It is over.</param>
public sealed record SlotTimes(Instant PreparationAt, Instant HearingAt, Instant EndsAt);

/// <summary>The time in which slots may be chosen (R26, R45): [OpensAt, ClosesAt).</summary>
/// <param name="OpensAt">The first instant of its first day in Brussels.</param>
/// <param name="ClosesAt">The first instant after its last day in Brussels.</param>
public sealed record RegistrationPeriod(Instant OpensAt, Instant ClosesAt)
{
    /// <summary>Whether an instant lies in it.</summary>
    public bool Contains(Instant now) => OpensAt <= now && now < ClosesAt;
}

/// <summary>Whether a slot may be chosen or given up now.</summary>
public enum SlotAnswer
{
    /// <summary>It may.</summary>
    Yes,

    /// <summary>The candidate has not passed and is not exempt (R40).</summary>
    NotReached,

    /// <summary>The oral test of this candidacy is behind it, or the candidacy has ended.</summary>
    Over,

    /// <summary>The registration period has not begun (R26).</summary>
    PeriodNotOpen,

    /// <summary>The registration period has ended (R26).</summary>
    PeriodOver,

    /// <summary>The slot has begun.</summary>
    Begun,

    /// <summary>Less than an hour before the start of the slot that would be given up (R27).</summary>
    TooLateToGiveUp,

    /// <summary>Shorter than the time that was granted to the candidate (R39).</summary>
    TooShort,
}

/// <summary>Choosing, switching and cancelling a slot (R26, R27, R40, R45).</summary>
public static class SlotRules
{
    /// <summary>A slot may be given up until this long before its start; exactly this long before is in time (R27).</summary>
    public static readonly Duration Notice = Duration.FromHours(1);

    /// <summary>The last instant to give a slot up. The start is the start of the preparation: that is when the test begins.</summary>
    public static Instant CancelUntil(SlotTimes slot) => slot.PreparationAt - Notice;

    /// <summary>
    /// Whether a candidate may choose a slot, giving up the one held. Who was suspended through no fault of their own
    /// (R42) chooses among all slots to come, whatever the period.
    /// </summary>
    /// <param name="now">When it is asked.</param>
    /// <param name="state">Where the candidacy stands.</param>
    /// <param name="wanted">The slot.</param>
    /// <param name="period">The time in which it may be chosen.</param>
    /// <param name="held">The slot that would be given up.</param>
    /// <param name="anyPeriod">Whether no period binds the candidate, whose slot an officer has moved.</param>
    /// <param name="isLongEnough">Whether the slot is as long as what the candidate is owed.</param>
    public static SlotAnswer MayChoose(
        Instant now, CandidacyState state, SlotTimes wanted, RegistrationPeriod period, SlotTimes? held, bool anyPeriod = false, bool isLongEnough = true)
    {
        switch (state)
        {
            case CandidacyState.Expected:
                return SlotAnswer.NotReached;
            case CandidacyState.Held or CandidacyState.Judged or CandidacyState.Stopped or CandidacyState.Withdrawn or CandidacyState.AssessmentLost
                or CandidacyState.Cancelled:
                return SlotAnswer.Over;
        }

        if (state != CandidacyState.Rescheduling && !anyPeriod)
        {
            if (now < period.OpensAt) return SlotAnswer.PeriodNotOpen;
            if (now >= period.ClosesAt) return SlotAnswer.PeriodOver;
        }

        if (held is not null && now > CancelUntil(held)) return SlotAnswer.TooLateToGiveUp;
        if (now >= wanted.PreparationAt) return SlotAnswer.Begun;
        return isLongEnough ? SlotAnswer.Yes : SlotAnswer.TooShort;
    }

    /// <summary>Whether the slot held may be cancelled (R27).</summary>
    public static SlotAnswer MayCancel(Instant now, SlotTimes held) => now > CancelUntil(held) ? SlotAnswer.TooLateToGiveUp : SlotAnswer.Yes;

    /// <summary>Whether the case paper is open to who holds a slot (R44).</summary>
    public static bool CasePaperIsOpen(Instant now, SlotTimes held) => now >= held.PreparationAt;

    /// <summary>Whether the hearing may begin, or its candidate be found absent.</summary>
    public static bool HearingMayBegin(Instant now, SlotTimes held) => now >= held.HearingAt;
}
