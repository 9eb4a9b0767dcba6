using Microsoft.EntityFrameworkCore;
using Selection.ServiceDefaults.Database;

namespace Selection.Results.Data;

/// <summary>What comes after the results: feedback, access, complaints, interviews, the appointment (R49 to R52).</summary>
public sealed partial class ResultsDb
{
    /// <summary>Counts the complaints.</summary>
    internal const string ComplaintNumbers = "complaint_numbers";

    public DbSet<FeedbackRequest> FeedbackRequests => Set<FeedbackRequest>();

    public DbSet<AccessRequest> AccessRequests => Set<AccessRequest>();

    public DbSet<Complaint> Complaints => Set<Complaint>();

    public DbSet<Interview> Interviews => Set<Interview>();

    public DbSet<InterviewReport> InterviewReports => Set<InterviewReport>();

    public DbSet<ConditionCheck> ConditionChecks => Set<ConditionCheck>();

    public DbSet<Departure> Departures => Set<Departure>();

    public DbSet<Appointment> Appointments => Set<Appointment>();

    public DbSet<WorkplaceAdjustment> WorkplaceAdjustments => Set<WorkplaceAdjustment>();

    private static void MapAfterResults(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<FeedbackRequest>(row =>
        {
            row.ToTable("feedback_requests");
            row.HasKey(r => r.RequestId);
            row.Property(r => r.RequestId).ValueGeneratedNever();
            row.HasIndex(r => r.CandidacyId).IsUnique().HasFilter("answered_at is null").HasDatabaseName("ux_feedback_requests_waiting");
            row.HasIndex(r => new { r.CandidacyId, r.AskedAt });
            row.HasIndex(r => r.PersonId);
            row.HasIndex(r => r.DueOn);
        });
        modelBuilder.Entity<AccessRequest>(row =>
        {
            row.ToTable("access_requests");
            row.HasKey(r => r.RequestId);
            row.Property(r => r.RequestId).ValueGeneratedNever();
            row.HasIndex(r => new { r.CandidacyId, r.AskedAt });
            row.HasIndex(r => r.PersonId);
            row.HasIndex(r => r.DueOn);
            row.HasIndex(r => r.DueOn, "ix_access_requests_to_lapse").HasDatabaseName("ix_access_requests_to_lapse").HasFilter("answered_at is null and lapse_told_at is null");
        });
        modelBuilder.HasSequence<long>(ComplaintNumbers);
        modelBuilder.Entity<Complaint>(row =>
        {
            row.ToTable("complaints");
            row.HasKey(c => c.ComplaintId);
            row.Property(c => c.ComplaintId).ValueGeneratedNever();
            row.HasIndex(c => c.Ordinal).IsUnique();
            row.HasIndex(c => new { c.CandidacyId, c.FiledAt });
            row.HasIndex(c => c.PersonId);
            row.HasIndex(c => c.DueOn);
            row.HasIndex(c => c.DueOn, "ix_complaints_to_escalate").HasDatabaseName("ix_complaints_to_escalate").HasFilter("state = 'Open' and escalated_at is null");
        });
        modelBuilder.Entity<Interview>(row =>
        {
            row.ToTable("interviews");
            row.HasKey(i => i.InterviewId);
            row.Property(i => i.InterviewId).ValueGeneratedNever();
            row.Property(i => i.Draft).HasJson();
            row.HasIndex(i => i.CandidacyId).IsUnique().HasFilter("state <> 'Cancelled'").HasDatabaseName("ux_interviews_standing");
            row.HasIndex(i => i.PersonId);
        });
        modelBuilder.Entity<InterviewReport>(row =>
        {
            row.ToTable("interview_reports");
            row.HasKey(r => new { r.InterviewId, r.Number });
            row.Property(r => r.Findings).HasJson();
        });
        modelBuilder.Entity<ConditionCheck>(row =>
        {
            row.ToTable("condition_checks");
            row.HasKey(c => c.CheckId);
            row.Property(c => c.CheckId).UseIdentityAlwaysColumn();
            row.HasIndex(c => new { c.CandidacyId, c.Condition, c.CheckId });
        });
        modelBuilder.Entity<Departure>(row =>
        {
            row.ToTable("departures");
            row.HasKey(d => d.DepartureId);
            row.Property(d => d.DepartureId).ValueGeneratedNever();
            row.HasIndex(d => d.CandidacyId).IsUnique().HasFilter("taken_back_at is null").HasDatabaseName("ux_departures_standing");
            row.HasIndex(d => new { d.CandidacyId, d.RecordedAt });
        });
        modelBuilder.Entity<Appointment>(row =>
        {
            row.ToTable("appointments");
            row.HasKey(a => a.AppointmentId);
            row.Property(a => a.AppointmentId).ValueGeneratedNever();
            row.HasIndex(a => a.VacancyId).IsUnique().HasFilter("state = 'InForce'").HasDatabaseName("ux_appointments_in_force");
            row.HasIndex(a => new { a.VacancyId, a.DecidedAt });
            row.HasIndex(a => a.PersonId);
        });
        modelBuilder.Entity<WorkplaceAdjustment>(row =>
        {
            row.ToTable("workplace_adjustments");
            row.HasKey(a => a.CandidacyId);
            row.Property(a => a.CandidacyId).ValueGeneratedNever();
        });
    }
}
