using Microsoft.EntityFrameworkCore;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Documents;

namespace Selection.Candidacies.Data;

public sealed class CandidacyDb(DbContextOptions<CandidacyDb> options) : ServiceDbContext(options)
{
    public DbSet<Person> Persons => Set<Person>();

    public DbSet<Identification> Identifications => Set<Identification>();

    public DbSet<Export> Exports => Set<Export>();

    public DbSet<ExportPart> ExportParts => Set<ExportPart>();

    public DbSet<Erasure> Erasures => Set<Erasure>();

    public DbSet<ErasureAnswer> ErasureAnswers => Set<ErasureAnswer>();

    public DbSet<Vacancy> Vacancies => Set<Vacancy>();

    public DbSet<Question> Questions => Set<Question>();

    public DbSet<VacancyVersion> VacancyVersions => Set<VacancyVersion>();

    public DbSet<Document> Documents => Set<Document>();

    public DbSet<DocumentVersion> DocumentVersions => Set<DocumentVersion>();

    public DbSet<CvDiploma> CvDiplomas => Set<CvDiploma>();

    public DbSet<CvWorkExperience> CvWorkExperiences => Set<CvWorkExperience>();

    public DbSet<DocumentChunk> DocumentChunks => Set<DocumentChunk>();

    public DbSet<Candidacy> Candidacies => Set<Candidacy>();

    public DbSet<CandidacyRevision> CandidacyRevisions => Set<CandidacyRevision>();

    public DbSet<CandidacyStep> CandidacySteps => Set<CandidacyStep>();

    public DbSet<FrozenDossier> Dossiers => Set<FrozenDossier>();

    public DbSet<ClosingRow> Closings => Set<ClosingRow>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<CandidateTask> Tasks => Set<CandidateTask>();

    public DbSet<BookedTest> BookedTests => Set<BookedTest>();

    public DbSet<Mail> Mails => Set<Mail>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Person>(row =>
        {
            row.ToTable("persons").HasKey(p => p.PersonId);
            row.Property(p => p.MailCopies).HasDefaultValue(true).HasSentinel(true);
            row.HasIndex(p => p.Subject).IsUnique();
            row.Property(p => p.Address).HasColumnType("jsonb").HasJson();
            row.HasIndex(p => p.NationalNumberHash).IsUnique();
            row.HasIndex(p => p.NameKey);
            row.Property(p => p.NameKey).HasDefaultValueSql("''");
        });
        modelBuilder.Entity<Identification>(row =>
        {
            row.ToTable("identifications").HasKey(i => i.PersonId);
            row.HasIndex(i => i.DocumentHash);
        });
        MapPersonalData(modelBuilder);
        modelBuilder.Entity<Vacancy>(row =>
        {
            row.ToTable("vacancies").HasKey(v => v.VacancyId);
            row.HasIndex(v => v.SelectionCode).IsUnique();
            row.HasIndex(v => new { v.State, v.ClosesAt });
            row.Property(v => v.Definition).HasJson();
            row.Property(v => v.Card).HasJson();
            row.Property(v => v.CancelReason).HasJson();
            // Full text without a language of its own: a notice holds four.
            row.HasIndex(v => v.SearchText).HasMethod("gin").IsTsVectorExpressionIndex("simple");
            row.HasIndex(v => v.PlaceText).HasMethod("gin").IsTsVectorExpressionIndex("simple");
            foreach (var language in (string[])["Nl", "Fr", "De", "En"])
            {
                row.Property<string>($"Title{language}").HasColumnName($"title_{language.ToLowerInvariant()}")
                    .HasComputedColumnSql($"card -> 'title' ->> '{language.ToLowerInvariant()}'", stored: true);
            }
        });
        modelBuilder.Entity<Question>(row =>
        {
            row.ToTable("questions").HasKey(q => q.QuestionId);
            row.HasIndex(q => new { q.VacancyId, q.PersonId });
            row.HasIndex(q => q.PersonId);
            row.Property(q => q.Published).HasJson();
        });
        modelBuilder.Entity<VacancyVersion>(row =>
        {
            row.ToTable("vacancy_versions").HasKey(v => new { v.VacancyId, v.DefinitionVersion });
            row.Property(v => v.Definition).HasJson();
            row.Property(v => v.Changes).HasJson().HasDefaultValueSql("'[]'");
        });
        modelBuilder.Entity<Document>(row =>
        {
            row.ToTable("documents").HasKey(d => d.DocumentId);
            row.HasIndex(d => d.PersonId);
        });
        modelBuilder.Entity<DocumentVersion>(row =>
        {
            row.ToTable("document_versions").HasKey(v => v.DocumentVersionId);
            row.HasIndex(v => new { v.DocumentId, v.Number }).IsUnique();
            row.Property(v => v.Diploma).HasColumnType("jsonb").HasJson();
            row.Property(v => v.Provenance).HasColumnType("jsonb").HasJson();
        });
        modelBuilder.Entity<CvDiploma>(row =>
        {
            row.ToTable("cv_diplomas").HasKey(d => d.DiplomaId);
            row.HasIndex(d => d.PersonId);
            row.Property(d => d.Facts).HasJson();
        });
        modelBuilder.Entity<CvWorkExperience>(row =>
        {
            row.ToTable("cv_work_experiences").HasKey(w => w.WorkExperienceId);
            row.HasIndex(w => w.PersonId);
        });
        modelBuilder.MapUploads();
        modelBuilder.Entity<Candidacy>(row =>
        {
            row.ToTable("candidacies").HasKey(c => c.CandidacyId);
            row.HasIndex(c => new { c.VacancyId, c.PersonId }).IsUnique().HasFilter("state <> 'Withdrawn'");
            row.HasIndex(c => new { c.VacancyId, c.Step });
            row.HasIndex(c => c.PersonId);
            row.Property(c => c.Rubric).HasJson();
            row.Property(c => c.StepStage).HasConversion<int>();
        });
        modelBuilder.Entity<CandidacyStep>(row =>
        {
            row.ToTable("candidacy_steps").HasKey(s => new { s.CandidacyId, s.Stage });
            row.Property(s => s.Stage).HasConversion<int>();
        });
        modelBuilder.Entity<CandidacyRevision>(row =>
        {
            row.ToTable("candidacy_revisions").HasKey(r => new { r.CandidacyId, r.Version });
            row.Property(r => r.Changes).HasJson();
        });
        modelBuilder.Entity<FrozenDossier>(row =>
        {
            row.ToTable("dossiers").HasKey(d => d.CandidacyId);
            row.HasIndex(d => new { d.VacancyId, d.CandidacyId });
            row.Property(d => d.Content).HasJson();
        });
        modelBuilder.Entity<ClosingRow>(row =>
        {
            row.ToTable("closings").HasKey(c => c.VacancyId);
            row.HasIndex(c => c.ClosedAt).HasFilter("announced_at is null");
        });
        modelBuilder.Entity<Message>(row =>
        {
            row.ToTable("messages").HasKey(m => m.MessageId);
            row.HasIndex(m => new { m.PersonId, m.CreatedAt });
            row.HasIndex(m => m.PersonId).HasFilter("read_at is null").HasDatabaseName("ix_messages_unread");
            row.HasIndex(m => new { m.SourceId, m.Kind, m.SourceVersion }).IsUnique();
            row.Property(m => m.Args).HasColumnType("jsonb");
        });
        modelBuilder.Entity<Mail>(row =>
        {
            row.ToTable("mails").HasKey(m => m.MessageId);
            row.HasOne<Message>().WithOne().HasForeignKey<Mail>(m => m.MessageId).OnDelete(DeleteBehavior.Cascade);
            row.HasIndex(m => new { m.State, m.DueAt }).HasFilter("state <> 'Sent'");
            row.Property(m => m.State).HasDefaultValue(MailState.Waiting);
            row.Property(m => m.DueAt).HasDefaultValueSql("clock_timestamp()");
            row.Property(m => m.WaitingSince).HasDefaultValueSql("clock_timestamp()");
            row.Property(m => m.Attempts).HasDefaultValue(0);
        });
        modelBuilder.Entity<CandidateTask>(row =>
        {
            row.ToTable("tasks").HasKey(t => new { t.CandidacyId, t.Kind });
            row.HasIndex(t => new { t.DueAt, t.Kind }).HasFilter("not done");
        });
        modelBuilder.Entity<BookedTest>(row =>
        {
            row.ToTable("booked_tests").HasKey(t => new { t.CandidacyId, t.Stage });
            row.HasIndex(t => t.StartsAt).HasFilter("reminded_at is null");
            row.Property(t => t.Args).HasColumnType("jsonb");
        });
        base.OnModelCreating(modelBuilder);
    }

    private static void MapPersonalData(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Export>(row =>
        {
            row.ToTable("exports").HasKey(e => e.ExportId);
            row.HasIndex(e => e.PersonId);
            row.HasIndex(e => e.ExpiresAt).HasFilter("state = 'Ready'");
        });
        modelBuilder.Entity<ExportPart>(row => row.ToTable("export_parts").HasKey(p => new { p.ExportId, p.Service }));
        modelBuilder.Entity<Erasure>(row =>
        {
            row.ToTable("erasures").HasKey(e => e.ErasureId);
            row.HasIndex(e => e.PersonId).IsUnique().HasFilter("state in ('Asking', 'Waiting')").HasDatabaseName("ux_erasures_running");
            row.HasIndex(e => e.NextAt).HasFilter("state = 'Waiting'");
            row.Property(e => e.Reasons).HasJson();
        });
        modelBuilder.Entity<ErasureAnswer>(row =>
        {
            row.ToTable("erasure_answers").HasKey(a => new { a.ErasureId, a.Service });
            row.Property(a => a.Holds).HasJson();
        });
    }
}
