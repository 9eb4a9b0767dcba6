using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Dossiers;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Features;

public sealed class RegisterTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    private static Dossier Foreign()
    {
        var diploma = Samples.Diploma();
        return Samples.Dossier() with { Documents = [diploma with { Diploma = diploma.Diploma! with { Country = "FR", Language = "fr" } }] };
    }

    private async Task<List<Dictionary<string, string>>> ExportAsync(Guid vacancyId, string query = "", string role = "selection-officer", string subject = "officer-1")
    {
        using var client = service.As(role, subject);
        using var answer = await client.GetAsync($"/api/screening/vacancies/{vacancyId}/decisions/export{query}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var rows = Read((await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF'));
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    /// <summary>CSV as RFC 4180 has it.</summary>
    private static List<List<string>> Read(string text)
    {
        var rows = new List<List<string>>();
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                rows.Add(row);
                row = [];
            }
            else if (quoted || c != '\r') cell.Append(c);
        }

        return rows;
    }

    [Fact]
    public async Task R54_the_register_holds_every_decision_ever_taken_with_its_reservations_and_their_proof()
    {
        var vacancyId = await service.VacancyAsync(Samples.Definition("REG00001"));
        var lodged = await service.CaseAsync(vacancyId, Foreign());
        await service.PublishAndHandleAsync(Samples.Person(lodged.PersonId) with { FirstName = "=Jo", LastName = "Peeters, \"de oude\"" });
        using var officer = service.Officer();
        using var first = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", motivation = "Twijfel\nover twee regels." });
        using var reopened = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = "Beroep" }, 2);
        using var second = await service.DecideAsync(lodged.CandidacyId, new { outcome = "AdmitUnderReservation" }, ifMatch: 3);
        var document = Guid.CreateVersion7();
        using var confirmed = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reservations/Equivalence/decision", new { lifted = false, motivation = "Nog niet." }, 4);
        using var lifted = await service.PostAsync(
            officer, $"cases/{lodged.CandidacyId}/reservations/Equivalence/decision",
            new { lifted = true, motivation = "Erkend.", proof = new { kind = "EquivalenceDecision", date = "2025-09-01", issuer = "NARIC", reference = "2025/7", documentVersionId = document } }, 5);
        Assert.Equal(HttpStatusCode.OK, lifted.StatusCode);

        var rows = await ExportAsync(vacancyId);

        Assert.Equal(["Refuse", "AdmitUnderReservation"], rows.Select(r => r["outcome"]));
        var (refused, admitted) = (rows[0], rows[1]);
        Assert.Equal(("REG00001", lodged.CandidacyId.ToString(), lodged.PersonId.ToString(), "Peeters, \"de oude\"", "'=Jo"), (refused["selectionCode"], refused["candidacyId"], refused["personId"], refused["lastName"], refused["firstName"]));
        Assert.Equal(("AdmitUnderReservation", "Beroep", "officer-1", "None"), (refused["proposal"], refused["reopeningReason"], refused["reopenedBy"], refused["equivalence"]));
        Assert.Contains("Twijfel\nover twee regels.", refused["motivation"], StringComparison.Ordinal);
        Assert.Equal(("2", "4", "", "false", "1", "officer-1"), (refused["caseVersion"], admitted["caseVersion"], admitted["reopenedAt"], admitted["allAtOnce"], admitted["ruleVersion"], admitted["decidedBy"]));
        Assert.Equal(
            ("Lifted", "EquivalenceDecision", "2025-09-01", "NARIC", "2025/7", document.ToString()),
            (admitted["equivalence"], admitted["equivalenceProof"], admitted["equivalenceProofDate"], admitted["equivalenceProofIssuer"], admitted["equivalenceProofReference"], admitted["equivalenceProofDocument"]));
        Assert.Equal(("Open", ""), (admitted["languageTest"], admitted["languageTestProof"]));
    }

    [Fact]
    public async Task R54_whoever_exports_the_register_is_on_record_and_officers_and_auditors_may()
    {
        var vacancyId = await service.VacancyAsync();

        Assert.Empty(await ExportAsync(vacancyId, "?outcome=Refuse", "auditor", "ada"));
        Assert.Empty(await ExportAsync(vacancyId));

        await using var db = service.NewDb();
        var entries = await db.Records.Where(r => r.EntityId == vacancyId && r.Action == "decisions.exported").OrderBy(r => r.Id).ToListAsync();
        Assert.Equal(["ada", "officer-1"], entries.Select(e => e.Actor));
        Assert.Contains("\"outcome\": \"Refuse\"", entries[0].Details, StringComparison.Ordinal);
        using var officer = service.Officer();
        using var unknown = await officer.GetAsync($"/api/screening/vacancies/{Guid.CreateVersion7()}/decisions/export");
        using var wrong = await officer.GetAsync($"/api/screening/vacancies/{vacancyId}/decisions/export?outcome=9");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (unknown.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task R54_a_register_of_more_than_a_chunk_holds_each_decision_once_and_follows_the_filters_of_the_list()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.BurstAsync(vacancyId, 1100, i => i % 10 == 0 ? Foreign() : Samples.Dossier());
        // All of a chunk are decided at the same instant: what tells them apart is their id.
        await service.AcceptAsync(vacancyId);

        var all = await ExportAsync(vacancyId);
        var reserved = await ExportAsync(vacancyId, "?reservation=LanguageTest");
        var one = await ExportAsync(vacancyId, $"?personId={lodged[0].PersonId}");

        Assert.Equal(lodged.Select(l => l.CandidacyId.ToString()).Order(StringComparer.Ordinal), all.Select(r => r["candidacyId"]).Order(StringComparer.Ordinal));
        Assert.All(all, r => Assert.Equal("true", r["allAtOnce"]));
        Assert.Equal(110, reserved.Count);
        Assert.Equal(lodged[0].CandidacyId.ToString(), Assert.Single(one)["candidacyId"]);
    }
}
