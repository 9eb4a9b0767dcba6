using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;

namespace Selection.Assessment.Features;

/// <summary>Where a candidacy stands at the assessment, and what follows from it, in sentences in the language of the request (R38).</summary>
internal static class ResultWords
{
    /// <summary>The sentences.</summary>
    /// <param name="candidacy">The candidacy.</param>
    /// <param name="taken">The sitting that has a score, if any.</param>
    /// <param name="day">That sitting's day.</param>
    /// <param name="last">What the last sitting came to, with or without a score.</param>
    /// <param name="passMark">From which one passes.</param>
    /// <param name="exemptUntil">After a pass: the first day it no longer exempts.</param>
    /// <param name="barredUntil">After a fail or a bar: the first free day.</param>
    public static IEnumerable<string> Of(
        CandidacyRow candidacy, BookingRow? taken, LocalDate? day, Effect? last, decimal passMark, LocalDate? exemptUntil, LocalDate? barredUntil)
    {
        if (taken is { Score: { } score })
        {
            yield return Texts.In("result-scored", score, day!.Value, passMark);
            if (exemptUntil is { } exempt) yield return Texts.In("result-exempts-until", exempt.PlusDays(-1));
            if (barredUntil is { } barred && taken.Effect == Effect.Fail) yield return Texts.In("result-bars-until", barred);
        }
        else if (last == Effect.NewSitting)
        {
            yield return Texts.In("result-incident");
        }

        if (Next(candidacy, barredUntil) is { } next) yield return next;
    }

    private static string? Next(CandidacyRow candidacy, LocalDate? barredUntil) => candidacy.Standing switch
    {
        Standing.Passed => Texts.In("next-oral-test"),
        Standing.Failed => Texts.In("next-ended"),
        Standing.Exempted when candidacy.ExemptionGround == ExemptionGround.FunctionHeld => Texts.In("next-exempt-by-function", candidacy.ExemptSince!.Value),
        Standing.Exempted => Texts.In("next-exempt-by-pass", candidacy.ExemptSince!.Value),
        Standing.Stopped => candidacy.StopReason switch
        {
            AssessmentStop.NotRegistered => Texts.In("next-not-registered"),
            AssessmentStop.Absent => Texts.In("next-absent"),
            AssessmentStop.Barred => Texts.In("next-barred", barredUntil!.Value),
            null => null,
        },
        Standing.ToBook => Texts.In("next-register"),
        Standing.Booked => Texts.In("next-booked"),
        Standing.Waiting or Standing.Ended => null,
    };
}
