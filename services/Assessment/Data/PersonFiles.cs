using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Data;

/// <summary>
/// Everything the assessment knows of some persons, locked until the transaction ends: what concerns one person happens
/// one after the other, whoever asks (an admission, a booking, a result, an import). Locks are taken in the same order
/// everywhere: persons, vacancies, candidacies, sessions, each by id.
/// </summary>
internal sealed class PersonFiles
{
    private readonly AssessmentDb _db;
    private readonly Dictionary<Guid, Guid> _merged;
    private readonly Dictionary<Guid, List<LedgerEntry>> _ledger;
    private readonly Dictionary<Guid, VacancyRow> _vacancies;
    private readonly HashSet<Guid> _cancelledVacancies;
    private readonly Dictionary<Guid, CandidacyRow> _candidacies;
    private readonly ILookup<Guid, RegistrationPeriodRow> _periods;
    private readonly Dictionary<Guid, SessionRow> _sessions;
    private readonly Dictionary<Guid, List<BookingRow>> _bookings;
    private readonly Dictionary<string, BookingRow> _byNumber;
    private readonly Dictionary<Guid, int> _freedSeats = [];
    private readonly HashSet<Guid> _voided = [];
    private readonly List<Guid> _toReview = [];

    private PersonFiles(
        AssessmentDb db,
        Dictionary<Guid, Guid> merged,
        List<LedgerRow> ledger,
        List<VacancyRow> vacancies,
        List<Guid> cancelledVacancies,
        List<CandidacyRow> candidacies,
        List<RegistrationPeriodRow> periods,
        List<SessionRow> sessions,
        List<BookingRow> bookings)
    {
        _db = db;
        _merged = merged;
        _ledger = ledger.GroupBy(e => e.PersonId).ToDictionary(g => g.Key, g => g.Select(e => e.Entry()).ToList());
        _vacancies = vacancies.ToDictionary(v => v.VacancyId);
        _cancelledVacancies = [.. cancelledVacancies];
        _candidacies = candidacies.ToDictionary(c => c.CandidacyId);
        _periods = periods.ToLookup(p => p.VacancyId);
        _sessions = sessions.ToDictionary(s => s.SessionId);
        _bookings = bookings.GroupBy(b => b.CandidacyId).ToDictionary(g => g.Key, g => g.ToList());
        _byNumber = bookings.ToDictionary(b => b.CandidateNumber);
    }

    /// <summary>Locks and loads; inside a transaction.</summary>
    /// <param name="db">The database.</param>
    /// <param name="personIds">Of whom.</param>
    /// <param name="vacancyIds">Vacancies needed besides those the persons have candidacies for.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<PersonFiles> LockAsync(AssessmentDb db, IEnumerable<Guid> personIds, IEnumerable<Guid> vacancyIds, CancellationToken ct)
    {
        var named = personIds.Distinct().ToArray();
        await db.LockPersonsAsync(named, ct);
        // Read under the lock, which a merge takes too: who was merged is looked at as the one who is left (R56).
        var merged = await db.MergedPersons.AsNoTracking().Where(m => named.Contains(m.MergedPersonId)).ToDictionaryAsync(m => m.MergedPersonId, m => m.PersonId, ct);
        if (merged.Count > 0) await db.LockPersonsAsync(merged.Values, ct);
        var persons = named.Select(p => merged.GetValueOrDefault(p, p)).Distinct().Order().ToArray();

        var needed = vacancyIds.ToArray();
        var vacancies = await db.Vacancies.FromSql($"""
            select * from vacancies where vacancy_id = any({needed}) or vacancy_id in (select vacancy_id from candidacies where person_id = any({persons}))
            order by vacancy_id for share
            """).AsNoTracking().ToListAsync(ct);
        var candidacies = await db.Candidacies.FromSql($"select * from candidacies where person_id = any({persons}) order by candidacy_id for update").ToListAsync(ct);
        var all = candidacies.Select(c => c.VacancyId).Concat(needed).Distinct().ToArray();
        var cancelled = await db.CancelledVacancies.Where(v => all.Contains(v.VacancyId)).Select(v => v.VacancyId).ToListAsync(ct);
        var periods = await db.RegistrationPeriods.AsNoTracking().Where(p => all.Contains(p.VacancyId) && p.WithdrawnAt == null).ToListAsync(ct);
        var bookings = await db.Bookings.Where(b => persons.Contains(b.PersonId)).OrderBy(b => b.BookedAt).ToListAsync(ct);
        var seats = bookings.Select(b => b.SessionId).Distinct().ToArray();
        var sessions = await db.Sessions.AsNoTracking().Where(s => seats.Contains(s.SessionId)).ToListAsync(ct);
        var ledger = await db.Ledger.AsNoTracking().Where(e => persons.Contains(e.PersonId)).ToListAsync(ct);
        return new PersonFiles(db, merged, ledger, vacancies, cancelled, candidacies, periods, sessions, bookings);
    }

    /// <summary>Who somebody an event names is today (R56).</summary>
    public Guid PersonOf(Guid personId) => _merged.GetValueOrDefault(personId, personId);

    public VacancyRow? Vacancy(Guid vacancyId) => _vacancies.GetValueOrDefault(vacancyId);

    public bool IsCancelled(Guid vacancyId) => _cancelledVacancies.Contains(vacancyId);

    public CandidacyRow? Candidacy(Guid candidacyId) => _candidacies.GetValueOrDefault(candidacyId);

    public IReadOnlyCollection<CandidacyRow> Candidacies => _candidacies.Values;

    /// <summary>How many seats have become free and are not given back to their sessions yet.</summary>
    public int FreedSeats => _freedSeats.Values.Sum();

    public SessionRow Session(Guid sessionId) => _sessions[sessionId];

    /// <summary>All bookings of a candidacy, the oldest first.</summary>
    public IReadOnlyList<BookingRow> BookingsOf(Guid candidacyId) => _bookings.GetValueOrDefault(candidacyId, []);

    /// <summary>The seat a candidacy has, or sat on without a result yet.</summary>
    public BookingRow? SeatOf(Guid candidacyId) => BookingsOf(candidacyId).SingleOrDefault(b => b.State == BookingState.Booked);

    public BookingRow? ByNumber(string candidateNumber) => _byNumber.GetValueOrDefault(candidateNumber);

    /// <summary>What is in force of a person's ledger.</summary>
    public IReadOnlyList<LedgerEntry> LedgerOf(Guid personId) => Ledger.InForce(_ledger.GetValueOrDefault(PersonOf(personId), []));

    /// <summary>A candidacy heard of for the first time.</summary>
    public CandidacyRow Add(CandidacyRow candidacy)
    {
        _db.Candidacies.Add(candidacy);
        _candidacies.Add(candidacy.CandidacyId, candidacy);
        return candidacy;
    }

    /// <summary>Adds to a person's ledger, with its entry in the record.</summary>
    public LedgerEntry Enter(LedgerRow row)
    {
        _db.Ledger.Add(row);
        var entry = row.Entry();
        if (!_ledger.TryGetValue(row.PersonId, out var entries)) _ledger.Add(row.PersonId, entries = []);
        entries.Add(entry);
        if (row.Voids is { } voids) _voided.Add(voids);
        _db.Record(row.Recorded(), row.At);
        return entry;
    }

    /// <summary>Whether an entry was taken back in this transaction.</summary>
    public bool IsVoidedNow(Guid entryId) => _voided.Contains(entryId);

    /// <summary>The candidacies whose exemption waits for an officer from now on.</summary>
    public IReadOnlyList<Guid> ToReview => _toReview;

    /// <summary>Opens the review of an exemption by an officer (R36).</summary>
    public void OpenReview(CandidacyRow candidacy, Guid entryId, Instant now)
    {
        _db.ExemptionReviews.Add(new ExemptionReviewRow { CandidacyId = candidacy.CandidacyId, PersonId = candidacy.PersonId, EntryId = entryId, OpenedAt = now, State = ReviewState.Waiting });
        _toReview.Add(candidacy.CandidacyId);
        Record("exemption.to-review", candidacy, now, new { entryId });
    }

    /// <summary>The day on which somebody sat in a procedure, as far as that sitting counts: an incident was none (R37).</summary>
    public LocalDate? SittingDay(Guid candidacyId, Instant now) => BookingsOf(candidacyId)
        .Where(b => b.State is BookingState.Booked or BookingState.Closed && b.Effect != Effect.NewSitting)
        .Select(b => Session(b.SessionId)).Where(s => s.StartsAt <= now).Max(s => (LocalDate?)s.Day);

    /// <summary>The registration period that is open, or comes next.</summary>
    public RegistrationPeriodRow? CurrentPeriod(Guid vacancyId, Instant now) =>
        _periods[vacancyId].Where(p => p.ClosesAt > now).MinBy(p => p.OpensAt);

    /// <summary>Lets a candidate register: now, where there is a registration period, else as soon as there is one.</summary>
    public void Invite(CandidacyRow candidacy, Instant now)
    {
        candidacy.Standing = Standing.ToBook;
        (candidacy.StopReason, candidacy.EndReason, candidacy.BarredUntil) = (null, null, null);
        Record("candidacy.to-book", candidacy, now);
        if (CurrentPeriod(candidacy.VacancyId, now) is { } period)
            _db.Publish(new AssessmentInvited(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), period.OpensAt, period.ClosesAt, now));
        else
            candidacy.Next();
    }

    /// <summary>Takes a seat back from a candidate (not by their wish), and tells.</summary>
    public void Release(CandidacyRow candidacy, BookingRow seat, Instant now)
    {
        Close(seat, BookingState.Released, now);
        Record("booking.released", candidacy, now, new { seat.BookingId, seat.SessionId });
        _db.Publish(new AssessmentBookingCancelled(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), seat.SessionId, Session(seat.SessionId).StartsAt, ByCandidate: false, now));
    }

    /// <summary>Frees the seat of a booking whose session has not begun.</summary>
    public void Close(BookingRow seat, BookingState state, Instant now)
    {
        seat.State = state;
        seat.ClosedAt = now;
        _freedSeats[seat.SessionId] = _freedSeats.GetValueOrDefault(seat.SessionId) + 1;
    }

    public void Stop(CandidacyRow candidacy, AssessmentStop reason, LocalDate? barredUntil, Instant now)
    {
        candidacy.Standing = Standing.Stopped;
        candidacy.StopReason = reason;
        candidacy.BarredUntil = barredUntil;
        Record("candidacy.stopped", candidacy, now, new { reason, barredUntil });
        _db.Publish(new AssessmentStopped(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), reason, barredUntil, now));
    }

    /// <summary>Takes a candidacy out: its seat is free again unless the session has begun.</summary>
    public void End(CandidacyRow candidacy, EndReason reason, Instant now)
    {
        if (SeatOf(candidacy.CandidacyId) is { } seat && Session(seat.SessionId).StartsAt > now) Release(candidacy, seat, now);
        candidacy.Standing = Standing.Ended;
        candidacy.EndReason = reason;
        candidacy.Next();
        Record("candidacy.ended", candidacy, now, new { reason });
    }

    /// <summary>An entry of the record about a candidacy, under the vacancy's rules (R54).</summary>
    public void Record(string action, CandidacyRow candidacy, Instant now, object? details = null, string actor = RecordEntry.SystemActor, string? text = null) =>
        _db.Record(new RecordEntry(actor, action, "candidacy", candidacy.CandidacyId, candidacy.PersonId, Vacancy(candidacy.VacancyId)?.RuleVersion, details, text), now);

    /// <summary>Gives the seats that became free back to their sessions; last, since sessions are locked last.</summary>
    public async Task SaveSeatsAsync(CancellationToken ct)
    {
        if (_freedSeats.Count == 0) return;
        await _db.ChangeSeatsAsync(_freedSeats.ToDictionary(s => s.Key, s => -s.Value), ct);
        _freedSeats.Clear();
    }

    /// <summary>No assessment is needed any more, or never was.</summary>
    public void Exempt(CandidacyRow candidacy, Exemption exemption, Instant now)
    {
        candidacy.Standing = Standing.Exempted;
        (candidacy.StopReason, candidacy.BarredUntil) = (null, null);
        (candidacy.ExemptionGround, candidacy.ExemptSince, candidacy.ExemptionEntryId) = (exemption.Ground, exemption.Since, exemption.EntryId);
        Record("candidacy.exempted", candidacy, now, new { exemption.Ground, exemption.Since, exemption.EntryId });
        _db.Publish(new AssessmentExempted(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), exemption.Ground, exemption.Since, now));
    }
}

/// <summary>Rows locked and seats counted by the database.</summary>
internal static class Locks
{
    /// <summary>Locks persons, each by id, who need not be known yet.</summary>
    public static async Task LockPersonsAsync(this AssessmentDb db, IEnumerable<Guid> personIds, CancellationToken ct)
    {
        var persons = personIds.Distinct().Order().ToArray();
        await db.Database.ExecuteSqlAsync($"insert into persons (person_id, version) select id, 0 from unnest({persons}) as id order by id on conflict do nothing", ct);
        await db.Database.ExecuteSqlAsync($"select 1 from persons where person_id = any({persons}) order by person_id for update", ct);
    }

    /// <summary>Locks sessions, each by id.</summary>
    public static Task LockSessionsAsync(this AssessmentDb db, IEnumerable<Guid> sessionIds, CancellationToken ct)
    {
        var ids = sessionIds.ToArray();
        return db.Database.ExecuteSqlAsync($"select 1 from sessions where session_id = any({ids}) order by session_id for update", ct);
    }

    /// <summary>
    /// Changes the numbers of taken seats, all or none: false where one would exceed its session's capacity, which the table's
    /// own constraint would refuse as well (R26).
    /// </summary>
    public static async Task<bool> ChangeSeatsAsync(this AssessmentDb db, IReadOnlyDictionary<Guid, int> changes, CancellationToken ct)
    {
        await db.LockSessionsAsync(changes.Keys, ct);
        var (ids, numbers) = (changes.Keys.ToArray(), changes.Values.ToArray());
        var changed = await db.Database.ExecuteSqlAsync($"""
            update sessions set booked = booked + c.n, changes = changes + 1
            from unnest({ids}, {numbers}) as c (id, n)
            where session_id = c.id and booked + c.n <= capacity
            """, ct);
        return changed == changes.Count;
    }
}
