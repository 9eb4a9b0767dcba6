using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Persons;

/// <summary>Two candidacies for one vacancy, of persons who become one.</summary>
internal sealed record MergeMeeting(
    Guid VacancyId, string SelectionCode, LocalizedText Title, MeetingCandidacy Staying, MeetingCandidacy Merged, Meeting Meeting)
{
    /// <summary>The candidacy that ends, once it is clear; null where an officer has not chosen, or chose neither.</summary>
    public Guid? Ending(IReadOnlyCollection<Guid> kept) => Meeting switch
    {
        Meeting.FirstStays => Merged.CandidacyId,
        Meeting.SecondStays => Staying.CandidacyId,
        Meeting.Never => null,
        Meeting.OfficerChooses => (kept.Contains(Staying.CandidacyId), kept.Contains(Merged.CandidacyId)) switch
        {
            (true, false) => Merged.CandidacyId,
            (false, true) => Staying.CandidacyId,
            _ => null,
        },
    };
}

/// <summary>What becoming one comes to for two persons: where their candidacies meet, and what stands in the way.</summary>
internal sealed record MergePlan(IReadOnlyList<MergeMeeting> Meetings, bool NumbersExclude, bool TakesMergedNumber)
{
    public static async Task<MergePlan> MakeAsync(CandidacyDb db, NumberVault vault, Person staying, Person merged, LocalDate today, CancellationToken ct)
    {
        var pairs = await (
            from a in db.Candidacies.AsNoTracking()
            join b in db.Candidacies on a.VacancyId equals b.VacancyId
            join v in db.Vacancies on a.VacancyId equals v.VacancyId
            where a.PersonId == staying.PersonId && b.PersonId == merged.PersonId && a.State != CandidacyState.Withdrawn && b.State != CandidacyState.Withdrawn
            orderby a.VacancyId
            select new { v.VacancyId, v.SelectionCode, v.Card, A = new MeetingCandidacy(a.CandidacyId, a.State, a.Step), B = new MeetingCandidacy(b.CandidacyId, b.State, b.Step) })
            .ToListAsync(ct);
        var (first, second) = (NumberOf(staying), NumberOf(merged));
        var (keepsFirst, keepsSecond) = Merging.NumberThatStays(first, second);
        return new MergePlan(
            [.. pairs.Select(p => new MergeMeeting(p.VacancyId, p.SelectionCode, p.Card.Title, p.A, p.B, Merging.Of(p.A, p.B)))],
            NumbersExclude: !keepsFirst && !keepsSecond, TakesMergedNumber: keepsSecond);

        NationalNumber? NumberOf(Person person) =>
            person.NationalNumber is { } content ? NationalNumber.Read(vault.Decrypt(content, person.PersonId), today) : null;
    }

    /// <summary>Whether one of the two is about to be erased, or is (R55): what is to be forgotten is not handed on.</summary>
    public static Problem? HindranceOf(Person staying, Person merged) =>
        (staying.ErasedAt ?? merged.ErasedAt) is not null ? Problem.Refused("R55", "person-erased")
        : (staying.RestrictedAt ?? merged.RestrictedAt) is not null ? Problem.Refused("R55", "erasure-waits")
        : null;

    /// <summary>What keeps the two from being merged, whatever the officer chooses; null when nothing does.</summary>
    public Problem? Hindrance() =>
        NumbersExclude ? Problem.Refused("R56", "two-numbers")
        : Meetings.FirstOrDefault(m => m.Meeting is Meeting.Never) is { } met ? Problem.Refused("R56", "two-results", met.SelectionCode)
        : null;
}
