using Microsoft.EntityFrameworkCore;
using Selection.Results.Data;

namespace Selection.Results.Features;

/// <summary>Four eyes are two persons (R47), whatever accounts and roles they act with.</summary>
internal static class FourEyes
{
    /// <summary>Whether two accounts are one person's: the same one, or accounts of persons who were found to be one (R56).</summary>
    public static async Task<bool> AreOnePersonAsync(this ResultsDb db, string first, string second, CancellationToken ct) =>
        first == second || (await db.Database.SqlQuery<bool>(
            $"""
            with owners as (
                select p.subject, coalesce(m.person_id, p.person_id) as person_id
                from persons p left join merged_persons m on m.merged_person_id = p.person_id where p.subject in ({first}, {second})
                union
                select m.subject, m.person_id from merged_persons m where m.subject in ({first}, {second}))
            select exists (select from owners a join owners b on a.person_id = b.person_id where a.subject = {first} and b.subject = {second}) as "Value"
            """).ToListAsync(ct))[0];
}
