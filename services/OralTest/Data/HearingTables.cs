using Microsoft.EntityFrameworkCore;
using Selection.ServiceDefaults.Database;

namespace Selection.OralTest.Data;

/// <summary>Maps what is kept beside a hearing and its sheets.</summary>
internal static class HearingTables
{
    public static void MapHearingTables(this ModelBuilder model)
    {
        model.Entity<CourseRow>(entry =>
        {
            entry.ToTable("hearing_course").HasKey(e => e.Id);
            entry.Property(e => e.Id).UseIdentityAlwaysColumn();
            entry.Ignore(e => e.Entry);
            entry.HasIndex(e => e.HearingId);
        });
        model.Entity<SheetAddendum>(addendum =>
        {
            addendum.ToTable("sheet_addenda").HasKey(a => a.Id);
            addendum.Property(a => a.Id).UseIdentityAlwaysColumn();
            addendum.Property(a => a.Score).HasPrecision(6, 2);
            addendum.HasIndex(a => a.HearingId);
        });
        model.Entity<JudgementRow>(judgement =>
        {
            judgement.ToTable("judgements").HasKey(j => new { j.HearingId, j.Number });
            judgement.Property(j => j.Results).HasJson();
            judgement.Property(j => j.TotalPercent).HasPrecision(5, 2);
        });
        model.Entity<Merits>(merits =>
        {
            merits.ToTable("merits").HasKey(m => m.CandidacyId);
            merits.Property(m => m.Diplomas).HasJson();
            merits.Property(m => m.Experiences).HasJson();
            merits.Property(m => m.Management).HasJson();
            merits.Property(m => m.Useful).HasJson();
            merits.HasIndex(m => m.VacancyId);
            merits.HasIndex(m => m.PersonId);
        });
    }
}
