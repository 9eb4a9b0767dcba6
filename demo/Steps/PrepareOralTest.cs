using NodaTime;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R41, R44, R45: a committee of ten who declare about every candidate, and one is recused; slots, chosen by the candidates; the case paper, still closed.</summary>
internal static class PrepareOralTest
{
    private const string Place = "Simon Bolivarlaan 30, Brussel, zaal 4";

    /// <summary>What preparation and hearing are each longer by, for who was granted extra time and a break (R39).</summary>
    private static readonly Duration Longer = Duration.FromMinutes(45);

    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        await InstallAsync(stage, ct);
        var invited = stage.Candidates.Where(c => c.IsInvitedToTheOralTest).ToList();
        await WaitForAsync(stage, "Reached", invited.Count, ct);
        await DeclareAsync(stage, invited, ct);

        var choosers = invited.Where(c => c.HasSlot).ToList();
        // One slot more than needed, for the hearing that will be suspended.
        var times = stage.Timeline.Hearings(invited.Count + 1).Take(invited.Count + 1)
            .Select((t, i) => choosers.ElementAtOrDefault(i)?.Script.Accommodation is null ? t : new HearingTime(t.PreparationAt - Longer, t.HearingAt, t.EndsAt + Longer));
        var offer = new { opensOn = stage.Timeline.SlotsOpen, closesOn = stage.Timeline.SlotsClose, slots = times.Select(t => new { t.PreparationAt, t.HearingAt, t.EndsAt, place = Place }) };
        var slots = (await stage.Cast.Officer1.PostAsync($"/api/oraltest/vacancies/{stage.VacancyId}/slots", offer, ct)).Must().As<Offered>().Slots;
        (await stage.Cast.Officer1.PutAsync($"/api/oraltest/vacancies/{stage.VacancyId}/case-paper",
            new { text = "De instelling krijgt opdracht om de gegevensstromen met drie gewesten te herzien. Schets je plan voor het beheerscomité." }, ct)).Must();

        await WaitForAsync(stage, "Invited", invited.Count, ct);
        await stage.Time.MoveToAsync(Timeline.StartOf(stage.Timeline.SlotsOpen) + Duration.FromHours(9), ct);
        await Stage.EachAsync(choosers.Zip(slots), ct, async (chosen, stop) =>
        {
            var (candidate, slot) = chosen;
            (await candidate.Account.PutAsync($"/api/oraltest/candidacies/{candidate.CandidacyId}/slot", new { slotId = slot.SlotId }, stop)).Must();
            candidate.Slot = slot;
        });
        stage.SpareSlot = slots[^1];
        var early = choosers[0];
        stage.ExpectRefusal($"{early}: reading the case paper before the preparation", await early.Account.GetAsync($"/api/oraltest/candidacies/{early.CandidacyId}/case-paper", ct), "R44");

        await stage.Time.MoveToAsync(Timeline.EndOf(stage.Timeline.SlotsClose), ct);
        await Funnel.WaitForAsync(stage, [("OralTestPlanned", choosers.Count), ("OralTestStopped", invited.Count - choosers.Count)], ct);
        return $"ten members, one recused; {choosers.Count} hearings planned";
    }

    private static Task WaitForAsync(Stage stage, string state, int count, CancellationToken ct) =>
        Poll.UntilAsync($"{count} candidacies are {state} at the oral test", async () =>
            (await stage.Cast.Officer1.ListAsync<Reached>($"/api/oraltest/vacancies/{stage.VacancyId}/candidacies", ct)).Count(c => c.State == state) == count, ct);

    private static async Task InstallAsync(Stage stage, CancellationToken ct)
    {
        var path = $"/api/oraltest/vacancies/{stage.VacancyId}/committee";
        string[] fields = ["social security", "health care", "ICT architecture", "public management", "law"];
        var members = new List<object>();
        foreach (var (i, actor) in stage.Cast.Members.Prepend(stage.Cast.Chair).Index())
        {
            members.Add(new
            {
                subject = await actor.SubjectAsync(ct),
                name = $"Committee member {actor.UserName}",
                gender = i % 2 == 0 ? "F" : "M",
                languageRole = i / 2 % 2 == 0 ? "nl" : "fr",
                field = fields[i % fields.Length],
                isChair = i == 0,
            });
        }

        var version = (await stage.Cast.Officer1.GetAsync(path, ct)).ETag ?? "\"0\"";
        stage.ExpectRefusal("a committee of seven", await stage.Cast.Officer1.PutAsync(path, new { members = members.Take(7) }, ct, version), "R41");
        (await stage.Cast.Officer1.PutAsync(path, new { members }, ct, version)).Must();
    }

    /// <summary>R41: nothing but names before each member has declared about each candidate; one turns out to know the first.</summary>
    private static async Task DeclareAsync(Stage stage, IReadOnlyList<Candidate> invited, CancellationToken ct)
    {
        var (known, path) = (invited[0], $"/api/oraltest/vacancies/{stage.VacancyId}/committee/declarations");
        var names = await stage.Cast.Recused.ListAsync<NamesOnly>($"/api/oraltest/vacancies/{stage.VacancyId}/candidacies", ct);
        var found = names.Single(n => n.CandidacyId == known.CandidacyId);
        stage.Differences.Expect("a member sees the candidate's name", known.Name, $"{found.FirstName} {found.LastName}");
        stage.Differences.Expect("a member sees nothing but names (R41)", null, found.PersonId);
        stage.ExpectRefusal("looking at a candidate before declaring", await stage.Cast.Chair.GetAsync($"/api/oraltest/hearings/{known.CandidacyId}", ct), "R41");
        foreach (var member in stage.Cast.Members.Prepend(stage.Cast.Chair))
        {
            var declarations = invited.Select(c => member == stage.Cast.Recused && c == known
                ? (object)new { candidacyId = c.CandidacyId, conflict = true, reason = "We werkten jarenlang samen in dezelfde directie." }
                : new { candidacyId = c.CandidacyId, conflict = false });
            (await member.PostAsync(path, new { declarations }, ct)).Must();
        }
    }

    private sealed record Offered(IReadOnlyList<Slot> Slots);

    private sealed record Reached(Guid CandidacyId, string? State);

    private sealed record NamesOnly(Guid CandidacyId, string? FirstName, string? LastName, Guid? PersonId);
}
