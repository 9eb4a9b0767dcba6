using Microsoft.EntityFrameworkCore;
using Selection.ServiceDefaults.Database;

namespace Selection.OralTest.Data;

/// <summary>
/// The oral test's database. Commands lock in this order, so that no two wait for each other: vacancy, committee, candidacy,
/// hearing, slots, sheet.
/// </summary>
public sealed class OralTestDb(DbContextOptions<OralTestDb> options) : ServiceDbContext(options)
{
    public DbSet<Vacancy> Vacancies => Set<Vacancy>();

    public DbSet<PeriodRow> Periods => Set<PeriodRow>();

    public DbSet<Slot> Slots => Set<Slot>();

    public DbSet<CasePaper> CasePapers => Set<CasePaper>();

    public DbSet<CasePaperReading> CasePaperReadings => Set<CasePaperReading>();

    public DbSet<Candidacy> Candidacies => Set<Candidacy>();

    public DbSet<Person> Persons => Set<Person>();

    public DbSet<Committee> Committees => Set<Committee>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<ConflictRow> Conflicts => Set<ConflictRow>();

    public DbSet<DeclarationRow> Declarations => Set<DeclarationRow>();

    public DbSet<ReplacementRow> Replacements => Set<ReplacementRow>();

    public DbSet<AvailabilityRow> Availabilities => Set<AvailabilityRow>();

    public DbSet<Expert> Experts => Set<Expert>();

    public DbSet<WishRow> Wishes => Set<WishRow>();

    public DbSet<Hearing> Hearings => Set<Hearing>();

    public DbSet<PresenceRow> Presences => Set<PresenceRow>();

    public DbSet<Sheet> Sheets => Set<Sheet>();

    public DbSet<CourseRow> Course => Set<CourseRow>();

    public DbSet<SheetAddendum> Addenda => Set<SheetAddendum>();

    public DbSet<JudgementRow> Judgements => Set<JudgementRow>();

    public DbSet<Merits> Merits => Set<Merits>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Vacancy>(vacancy =>
        {
            vacancy.ToTable("vacancies").HasKey(v => v.VacancyId);
            vacancy.Property(v => v.Title).HasJson();
            vacancy.Property(v => v.Competencies).HasJson();
            vacancy.Property(v => v.Scoring).HasJson();
            vacancy.Property(v => v.CommitteeRule).HasJson();
            vacancy.Ignore(v => v.Codes);
            vacancy.Ignore(v => v.Lengths);
        });
        modelBuilder.Entity<PeriodRow>(period =>
        {
            period.ToTable("registration_periods").HasKey(p => p.RegistrationPeriodId);
            period.Ignore(p => p.Times);
            period.HasIndex(p => p.VacancyId);
        });
        modelBuilder.Entity<Slot>(slot =>
        {
            slot.ToTable("slots").HasKey(s => s.SlotId);
            slot.Ignore(s => s.Times);
            slot.HasIndex(s => new { s.VacancyId, s.PreparationAt });
            slot.HasIndex(s => s.HearingAt);
            slot.HasIndex(s => s.CandidacyId).IsUnique();
            slot.HasOne<PeriodRow>().WithMany().HasForeignKey(s => s.RegistrationPeriodId);
        });
        modelBuilder.Entity<CasePaper>(paper => paper.ToTable("case_papers").HasKey(p => new { p.VacancyId, p.Number }));
        modelBuilder.Entity<CasePaperReading>(reading =>
        {
            reading.ToTable("case_paper_readings").HasKey(r => r.CandidacyId);
            reading.HasIndex(r => r.VacancyId);
        });
        modelBuilder.Entity<Candidacy>(candidacy =>
        {
            candidacy.ToTable("candidacies").HasKey(c => c.CandidacyId);
            candidacy.Ignore(c => c.Extra);
            candidacy.HasIndex(c => new { c.VacancyId, c.State });
            candidacy.HasIndex(c => c.PersonId);
            candidacy.HasIndex(c => c.InvitedUntil).HasFilter("state = 'Invited'");
        });
        modelBuilder.Entity<Person>(person =>
        {
            person.ToTable("persons").HasKey(p => p.PersonId);
            person.HasIndex(p => p.Subject).IsUnique();
        });
        modelBuilder.Entity<WishRow>(wish => wish.ToTable("wishes").HasKey(w => w.CandidacyId));
        MapCommittees(modelBuilder);
        MapHearings(modelBuilder);
        modelBuilder.MapHearingTables();
        base.OnModelCreating(modelBuilder);
    }

    private static void MapCommittees(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Committee>(committee => committee.ToTable("committees").HasKey(c => c.VacancyId));
        modelBuilder.Entity<Member>(member =>
        {
            member.ToTable("members").HasKey(m => new { m.VacancyId, m.Subject });
            member.HasIndex(m => m.Subject);
        });
        modelBuilder.Entity<ConflictRow>(conflict =>
        {
            conflict.ToTable("conflicts").HasKey(c => c.ConflictId);
            conflict.HasIndex(c => new { c.VacancyId, c.Subject, c.CandidacyId }).IsUnique().AreNullsDistinct(false);
        });
        modelBuilder.Entity<DeclarationRow>(declaration => declaration.ToTable("declarations").HasKey(d => new { d.VacancyId, d.CandidacyId, d.Subject }));
        modelBuilder.Entity<ReplacementRow>(replacement =>
        {
            replacement.ToTable("replacements").HasKey(r => r.ReplacementId);
            replacement.HasIndex(r => r.VacancyId);
        });
        modelBuilder.Entity<AvailabilityRow>(availability =>
        {
            availability.ToTable("availabilities").HasKey(a => new { a.VacancyId, a.Subject });
            availability.Property(a => a.Entries).HasJson();
        });
        modelBuilder.Entity<Expert>(expert =>
        {
            expert.ToTable("experts").HasKey(e => e.ExpertId);
            expert.HasIndex(e => e.Subject).IsUnique();
        });
    }

    private static void MapHearings(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Hearing>(hearing =>
        {
            hearing.ToTable("hearings").HasKey(h => h.HearingId);
            hearing.Property(h => h.Results).HasJson();
            hearing.Property(h => h.TotalPercent).HasPrecision(5, 2);
            hearing.Ignore(h => h.IsCorrectionAsked);
            hearing.HasIndex(h => h.VacancyId);
            hearing.HasIndex(h => h.CandidacyId).IsUnique().HasFilter("state in ('Open', 'Closed', 'Judged')");
        });
        modelBuilder.Entity<PresenceRow>(presence =>
        {
            presence.ToTable("presences").HasKey(p => p.Id);
            presence.Property(p => p.Id).UseIdentityAlwaysColumn();
            presence.HasIndex(p => p.HearingId);
        });
        modelBuilder.Entity<Sheet>(sheet =>
        {
            sheet.ToTable("sheets").HasKey(s => new { s.HearingId, s.Subject });
            sheet.Property(s => s.Scores).HasJson();
            sheet.Ignore(s => s.Contents);
            sheet.HasOne<Hearing>().WithMany().HasForeignKey(s => s.HearingId);
        });
    }
}
