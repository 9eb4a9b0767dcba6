using System.Globalization;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>What a sitting came to.</summary>
internal sealed record Sitting(string ResultId, int Revision, SittingOutcome Outcome, decimal? Score, IReadOnlyDictionary<string, decimal>? Parts);

/// <summary>Carries out what an accepted result means (R30 to R37): for the candidacy, the ledger, and the person's other procedures.</summary>
internal sealed class ApplyResult(AssessmentDb db, PersonFiles files, IReadOnlyDictionary<Guid, CorrectionRow> waiting, Instant now)
{
    /// <summary>Applies a result that is the newest of its booking.</summary>
    public void Accept(BookingRow booking, Sitting sitting)
    {
        var candidacy = files.Candidacy(booking.CandidacyId)!;
        var effect = Outcomes.EffectOf(sitting.Outcome, sitting.Score, files.Vacancy(candidacy.VacancyId)!.Rule.PassMark);
        if (waiting.TryGetValue(candidacy.CandidacyId, out var overtaken)) overtaken.State = CorrectionState.Overtaken;
        switch (Outcomes.ChangeOf(booking.Effect, effect))
        {
            case Change.First:
                Establish(candidacy, booking, sitting, effect, correction: null, RecordEntry.SystemActor);
                break;
            case Change.SameAgain:
                Amend(candidacy, booking, sitting);
                break;
            case Change.TakesBackFail:
                Void(booking, RecordEntry.SystemActor);
                Establish(candidacy, booking, sitting, effect, TextFor(candidacy, "correction-by-vendor"), RecordEntry.SystemActor);
                break;
            case Change.WaitsForOfficer:
                Ask(candidacy, booking, sitting);
                break;
        }
    }

    /// <summary>An officer takes a pass back (R36).</summary>
    public void TakeBackPass(BookingRow booking, Sitting sitting, string motivation, string officer)
    {
        var candidacy = files.Candidacy(booking.CandidacyId)!;
        Void(booking, officer);
        var effect = Outcomes.EffectOf(sitting.Outcome, sitting.Score, files.Vacancy(candidacy.VacancyId)!.Rule.PassMark);
        Establish(candidacy, booking, sitting, effect, motivation, officer);
    }

    private void Establish(CandidacyRow candidacy, BookingRow booking, Sitting sitting, Effect effect, string? correction, string actor)
    {
        var vacancy = files.Vacancy(candidacy.VacancyId)!;
        var day = files.Session(booking.SessionId).Day;
        // Whoever is exempt stays so, and whoever has left stays out: the test counts for the ledger alone.
        var decides = candidacy.Standing is not (Standing.Exempted or Standing.Ended);
        // An older sitting that is decided after all makes a seat for a new one needless.
        if (decides && effect != Effect.NewSitting && files.SeatOf(candidacy.CandidacyId) is { } other && other != booking) files.Release(candidacy, other, now);

        booking.State = BookingState.Closed;
        booking.ClosedAt ??= now;
        (booking.ResultId, booking.Revision, booking.Score, booking.Parts, booking.Effect) = (sitting.ResultId, sitting.Revision, sitting.Score, sitting.Parts, effect);
        var entry = effect switch
        {
            Effect.Pass => Enter(booking, LedgerKind.EarlierPass, vacancy, day, Ledger.EndOfExemption(day, vacancy.Rule.ExemptionYears), actor),
            Effect.Fail => Enter(booking, LedgerKind.DevelopmentPeriod, vacancy, day, Ledger.EndOfDevelopment(day, vacancy.Rule.DevelopmentMonths), actor),
            Effect.Absence or Effect.NewSitting => null,
        };
        booking.LedgerEntryId = entry?.EntryId;
        if (decides) Decide(candidacy, booking, effect, correction, actor);
        files.Reassess(candidacy.PersonId, now, effect == Effect.Pass ? entry : null);
    }

    /// <summary>Tells what a sitting has made of its candidacy; also when a screening that was reopened admits it again.</summary>
    private void Decide(CandidacyRow candidacy, BookingRow booking, Effect effect, string? correction, string actor)
    {
        files.Record("result.applied", candidacy, now, new { booking.BookingId, booking.ResultId, booking.Revision, effect }, actor);
        switch (effect)
        {
            case Effect.Absence:
                files.Stop(candidacy, AssessmentStop.Absent, barredUntil: null, now);
                break;
            case Effect.NewSitting:
                candidacy.NewSittingSince = now;
                db.Publish(new AssessmentBookingCancelled(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), booking.SessionId, files.Session(booking.SessionId).StartsAt, ByCandidate: false, now));
                files.Invite(candidacy, now);
                break;
            case Effect.Pass or Effect.Fail:
                files.TellScore(candidacy, booking, correction, db, now);
                break;
        }
    }

    private void Amend(CandidacyRow candidacy, BookingRow booking, Sitting sitting)
    {
        var changed = booking.Score != sitting.Score;
        (booking.Revision, booking.Score, booking.Parts) = (sitting.Revision, sitting.Score, sitting.Parts);
        files.Record("result.amended", candidacy, now, new { booking.BookingId, booking.ResultId, booking.Revision });
        if (changed && candidacy.Standing is Standing.Passed or Standing.Failed)
            files.TellScore(candidacy, booking, TextFor(candidacy, "correction-of-score"), db, now);
    }

    private void Ask(CandidacyRow candidacy, BookingRow booking, Sitting sitting)
    {
        var correction = new CorrectionRow
        {
            CorrectionId = Guid.CreateVersion7(),
            CandidacyId = candidacy.CandidacyId,
            BookingId = booking.BookingId,
            ResultId = sitting.ResultId,
            Revision = sitting.Revision,
            Outcome = sitting.Outcome,
            Score = sitting.Score,
            Parts = sitting.Parts,
            RequestedAt = now,
            State = CorrectionState.Waiting,
        };
        db.Corrections.Add(correction);
        files.Record("correction.waiting", candidacy, now, new { correction.CorrectionId, booking.BookingId, sitting.ResultId, sitting.Revision });
    }

    private LedgerEntry Enter(BookingRow booking, LedgerKind kind, VacancyRow vacancy, LocalDate from, LocalDate until, string actor) => files.Enter(new LedgerRow
    {
        EntryId = Guid.CreateVersion7(),
        PersonId = booking.PersonId,
        Kind = kind,
        LevelGroup = vacancy.LevelGroup,
        From = from,
        Until = until,
        Source = vacancy.SelectionCode,
        CandidacyId = booking.CandidacyId,
        At = now,
        By = actor,
    });

    private void Void(BookingRow booking, string actor)
    {
        if (booking.LedgerEntryId is not { } entryId) return;
        var vacancy = files.Vacancy(files.Candidacy(booking.CandidacyId)!.VacancyId)!;
        files.Enter(new LedgerRow
        {
            EntryId = Guid.CreateVersion7(),
            PersonId = booking.PersonId,
            Kind = LedgerKind.Voiding,
            LevelGroup = vacancy.LevelGroup,
            From = files.Session(booking.SessionId).Day,
            Source = vacancy.SelectionCode,
            CandidacyId = booking.CandidacyId,
            Voids = entryId,
            At = now,
            By = actor,
        });
    }

    private string TextFor(CandidacyRow candidacy, string code) =>
        Texts.Resources.GetString(code, CultureInfo.GetCultureInfo(files.Vacancy(candidacy.VacancyId)!.Language)) ?? code;
}

/// <summary>Tells what became of a sitting.</summary>
internal static class Telling
{
    /// <summary>Passed or failed, as the booking says: for the first time, or as a correction with its reason.</summary>
    public static void TellScore(this PersonFiles files, CandidacyRow candidacy, BookingRow booking, string? correction, AssessmentDb db, Instant now)
    {
        var rule = files.Vacancy(candidacy.VacancyId)!.Rule;
        var day = files.Session(booking.SessionId).Day;
        var (passed, score) = (booking.Effect == Effect.Pass, booking.Score!.Value);
        var barredUntil = Ledger.EndOfDevelopment(day, rule.DevelopmentMonths);
        candidacy.Standing = passed ? Standing.Passed : Standing.Failed;
        candidacy.StopReason = null;
        candidacy.BarredUntil = passed ? null : barredUntil;
        var (id, vacancyId, personId) = (candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId);
        db.Publish((correction, passed) switch
        {
            (not null, _) => new AssessmentCorrected(id, vacancyId, personId, candidacy.Next(), passed, score, day, correction, now),
            (null, true) => new AssessmentPassed(id, vacancyId, personId, candidacy.Next(), score, day, Ledger.EndOfExemption(day, rule.ExemptionYears), now),
            (null, false) => new AssessmentFailed(id, vacancyId, personId, candidacy.Next(), score, day, barredUntil, now),
        });
    }

    /// <summary>Tells again what a candidacy had reached before its screening was reopened.</summary>
    public static void Restore(this PersonFiles files, CandidacyRow candidacy, BookingRow sitting, AssessmentDb db, Instant now)
    {
        candidacy.EndReason = null;
        files.Record("candidacy.restored", candidacy, now, new { sitting.BookingId, sitting.Effect });
        if (sitting.Effect == Effect.Absence) files.Stop(candidacy, AssessmentStop.Absent, barredUntil: null, now);
        else files.TellScore(candidacy, sitting, correction: null, db, now);
    }
}
