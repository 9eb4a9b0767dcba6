using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Record;

namespace Selection.Candidacies.Features.PersonalData;

/// <summary>
/// Carries out what the clock has decided about personal data (R55): erasures whose day has come are asked about again, exports
/// expire, accounts nobody uses are erased. Every replica runs it; rows that another one is at are left to it.
/// </summary>
internal sealed class PersonalDataTimer(IServiceScopeFactory scopes, IOptions<PersonalDataRules> rules, IClock clock, ILogger<PersonalDataTimer> logger) : RepeatedWork(TimeSpan.FromSeconds(1), logger)
{
    private const int BatchSize = 100;
    private LocalDate? _looked;

    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CandidacyDb>();
        var now = clock.GetCurrentInstant();
        while (await AskAgainAsync(db, now, ct) == BatchSize)
        {
            // More may be due.
        }

        await ExpireAsync(db, now, ct);
        // Retention goes by days.
        var today = BrusselsTime.DateIn(now);
        if (_looked == today) return false;
        while (await EraseUnusedAsync(db, today, now, ct) == BatchSize)
        {
            // More may be unused.
        }

        await EmptyLapsedAsync(db, today, now, ct);
        _looked = today;
        return false;
    }

    private static async Task<int> AskAgainAsync(CandidacyDb db, Instant now, CancellationToken ct)
    {
        // Most of the time there is nothing to do: no transaction for that.
        if (!await db.Erasures.AnyAsync(e => e.State == ErasureState.Waiting && e.NextAt <= now, ct)) return 0;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = await db.Erasures.FromSql($"""
            select * from erasures where state = 'Waiting' and next_at <= {now} order by next_at limit {BatchSize} for update skip locked
            """).ToListAsync(ct);
        foreach (var erasure in due)
        {
            (erasure.State, erasure.Round, erasure.RoundAt, erasure.NextAt) = (ErasureState.Asking, erasure.Round + 1, now, null);
            erasure.Version++;
            db.Publish(new ErasureAsked(erasure.ErasureId, erasure.PersonId, erasure.Round, now));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return due.Count;
    }

    private static async Task ExpireAsync(CandidacyDb db, Instant now, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync($"""
            with expired as (
                update exports set state = 'Expired', version = version + 1 where state = 'Ready' and expires_at <= {now} returning export_id)
            delete from export_parts p using expired e where p.export_id = e.export_id
            """, ct);

    /// <summary>Accounts with nothing on record for as long as an account is kept; the person is told, and may take it back.</summary>
    private async Task<int> EraseUnusedAsync(CandidacyDb db, LocalDate today, Instant now, CancellationToken ct)
    {
        if (rules.Value.UnusedAccountYears == 0) return 0;
        var cutoff = BrusselsTime.StartOf(today.PlusYears(-rules.Value.UnusedAccountYears));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var unused = await db.Persons.FromSql($"""
            select * from persons p
            where opened_at < {cutoff} and restricted_at is null and erased_at is null and merged_into is null
              and not exists (select 1 from record r where r.person_id = p.person_id and r.at >= {cutoff})
            order by person_id limit {BatchSize} for update skip locked
            """).ToListAsync(ct);
        foreach (var person in unused) AskErasure.Begin(db, person, ErasureOrigin.Retention, RecordEntry.SystemActor, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return unused.Count;
    }

    /// <summary>What was written for a vacancy and never handed in is of no use to anybody once the procedure has gone on without it.</summary>
    private async Task EmptyLapsedAsync(CandidacyDb db, LocalDate today, Instant now, CancellationToken ct)
    {
        if (rules.Value.LapsedRubricMonths == 0) return;
        var cutoff = BrusselsTime.StartOf(today.PlusMonths(-rules.Value.LapsedRubricMonths));
        await db.Database.ExecuteSqlAsync($$"""
            with emptied as (
                update candidacies c set rubric = '{"experiences": [], "federalLevelA": null}', version = c.version + 1
                from vacancies v
                where v.vacancy_id = c.vacancy_id and v.closes_at < {{cutoff}} and c.state = 'Lapsed' and c.rubric -> 'experiences' <> '[]'
                returning c.candidacy_id, c.person_id)
            insert into record (at, actor, action, entity_type, entity_id, person_id)
            select {{now}}, {{RecordEntry.SystemActor}}, 'candidacy.rubric-emptied', 'candidacy', candidacy_id, person_id from emptied
            """, ct);
    }
}

/// <summary>What personal data needs of the process.</summary>
internal static class PersonalDataExtensions
{
    /// <summary>How long it is kept, what forgets it, and the clock's part.</summary>
    public static void AddPersonalData(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<PersonalDataRules>().BindConfiguration("PersonalData")
            .Validate(rules => rules.AreSane(), "PersonalData: a period is negative or too short.").ValidateOnStart();
        builder.Services.AddScoped<Eraser>().AddHostedService<PersonalDataTimer>();
    }
}
