using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Domain;

namespace Selection.OralTest.Data;

/// <summary>
/// The sheets of a hearing as far as one member may see them (R43): their own, and the others' submitted ones once theirs is.
/// What is sealed is not even read.
/// </summary>
internal sealed record OpenSheets(
    bool Sealed, IReadOnlyDictionary<string, Sheet> Visible, IReadOnlyDictionary<string, Instant> SubmittedAt, ILookup<string, SheetAddendum> Addenda)
{
    public static async Task<OpenSheets> ReadAsync(OralTestDb db, Hearing hearing, string subject, CancellationToken ct)
    {
        var submitted = await db.Sheets.Where(s => s.HearingId == hearing.HearingId && s.SubmittedAt != null)
            .ToDictionaryAsync(s => s.Subject, s => s.SubmittedAt!.Value, ct);
        var isOpen = hearing.Throughout.Contains(subject) && submitted.ContainsKey(subject);
        var visible = await db.Sheets.AsNoTracking()
            .Where(s => s.HearingId == hearing.HearingId && (s.Subject == subject || (isOpen && s.SubmittedAt != null)))
            .ToDictionaryAsync(s => s.Subject, ct);
        var addenda = await db.Addenda.AsNoTracking().Where(a => a.HearingId == hearing.HearingId && (a.Subject == subject || isOpen))
            .OrderBy(a => a.Id).ToListAsync(ct);
        return new OpenSheets(!isOpen, visible, submitted, addenda.ToLookup(a => a.Subject));
    }

    public IEnumerable<SheetAddendum> AddendaOf(string subject) => Addenda[subject];

    /// <summary>The sheets of those who were there throughout, as they count when the committee compares.</summary>
    public IReadOnlyList<ComparedSheet> Compared(Hearing hearing) =>
    [
        .. from subject in hearing.Throughout
           where Visible.ContainsKey(subject) && SubmittedAt.ContainsKey(subject)
           select new ComparedSheet(subject, Visible[subject].Corrected(AddendaOf(subject))),
    ];
}
