using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;

namespace Selection.Assessment.Features;

/// <summary>The sessions of a vacancy, for officers.</summary>
internal static class ListSessions
{
    internal sealed record Item(
        Guid SessionId,
        Guid VacancyId,
        Guid RegistrationPeriodId,
        LocalDate OpensOn,
        LocalDate ClosesOn,
        Instant StartsAt,
        int LengthMinutes,
        int Capacity,
        int Booked,
        string Language,
        string Place,
        string VendorClientId)
    {
        public static Item Example => new(
            new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), new("0199a2d7-5b3c-7e18-8f40-1d6c9b8a7e53"), new LocalDate(2025, 11, 3), new LocalDate(2025, 11, 14),
            Instant.FromUtc(2025, 11, 20, 8, 0), 120, 24, 20, "nl", "Brussel, Simon Bolivarlaan 30", "vendor");
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sessions", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer)
            .WithSummary("The sessions, with how many seats are taken.");

    private static async Task<Page<Item>> HandleAsync(Guid? vacancyId, [AsParameters] Paging paging, AssessmentDb db, CancellationToken ct)
    {
        var sessions = db.Sessions.Where(s => vacancyId == null || s.VacancyId == vacancyId);
        var items = await sessions.OrderBy(s => s.StartsAt).ThenBy(s => s.SessionId).Skip(paging.Skip).Take(paging.Size)
            .Join(db.RegistrationPeriods, s => s.RegistrationPeriodId, p => p.RegistrationPeriodId, (s, p) => new Item(
                s.SessionId, s.VacancyId, s.RegistrationPeriodId, p.OpensOn, p.ClosesOn, s.StartsAt, s.LengthMinutes, s.Capacity, s.Booked, s.Language, s.Place, s.VendorClientId))
            .ToListAsync(ct);
        return new Page<Item>([.. items.OrderBy(i => i.StartsAt).ThenBy(i => i.SessionId)], await sessions.CountAsync(ct), paging.Number, paging.Size);
    }
}
