using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;

namespace Selection.OralTest.Tests;

/// <summary>A candidacy under test and the candidate's account.</summary>
public sealed record Candidate(Guid CandidacyId, Guid VacancyId, Guid PersonId, string Subject);

public sealed class OralTestFixture() : ServiceFixture<OralTestDb, OralTestDb>("oraltest")
{
    /// <summary>The chair and the members, in alphabetical order; the chair is the first.</summary>
    public static readonly IReadOnlyList<string> Members = [.. Enumerable.Range(0, 10).Select(i => $"member-{i}")];

    public const string Chair = "member-0";

    public Instant Now => Clock.GetCurrentInstant();

    public static object Member(int i, bool? isChair = null, Gender? gender = null, string? subject = null) => new
    {
        subject = subject ?? $"member-{i}",
        name = $"Member {i}",
        gender = (gender ?? (i % 2 == 0 ? Gender.F : Gender.M)).ToString(),
        languageRole = i % 2 == 0 ? "nl" : "fr",
        field = "Law",
        isChair = isChair ?? i == 0,
    };

    /// <summary>Sends as somebody; ETags as versions.</summary>
    public async Task<Answer> SendAsync(string role, string subject, HttpMethod method, string path, object? body = null, long? ifMatch = null)
    {
        using var client = As(role, subject);
        using var request = new HttpRequestMessage(method, $"/api/oraltest/{path}");
        if (body is not null) request.Content = JsonContent.Create(body, options: ContractsJson.Options);
        if (ifMatch is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default, response.Headers.ETag?.Tag);
    }

    public Task<Answer> OfficerAsync(HttpMethod method, string path, object? body = null, long? ifMatch = null) =>
        SendAsync(Roles.SelectionOfficer, "officer-1", method, path, body, ifMatch);

    public Task<Answer> ChairAsync(HttpMethod method, string path, object? body = null, long? ifMatch = null) =>
        SendAsync(Roles.CommitteeChair, Chair, method, path, body, ifMatch);

    public Task<Answer> MemberAsync(int i, HttpMethod method, string path, object? body = null, long? ifMatch = null) =>
        SendAsync(i == 0 ? Roles.CommitteeChair : Roles.CommitteeMember, $"member-{i}", method, path, body, ifMatch);

    public Task<Answer> CandidateAsync(Candidate candidate, HttpMethod method, string path = "", object? body = null) =>
        SendAsync(Roles.Candidate, candidate.Subject, method, $"candidacies/{candidate.CandidacyId}/{path}", body);

    /// <summary>A published vacancy with its committee.</summary>
    public async Task<Guid> ProcedureAsync(int members = 10, RuleSet? rules = null)
    {
        var definition = Samples.Definition();
        if (rules is not null) definition = definition with { Rules = rules };
        var published = Samples.VacancyPublished(definition: definition);
        await PublishAndHandleAsync(published);
        if (members > 0) (await InstallAsync(published.VacancyId, members)).Expect(200);
        return published.VacancyId;
    }

    public Task<Answer> InstallAsync(Guid vacancyId, int members) =>
        OfficerAsync(HttpMethod.Put, $"vacancies/{vacancyId}/committee", new { members = Enumerable.Range(0, members).Select(i => Member(i)) });

    /// <summary>Every member declares to have no conflict with any candidate there is by now (R41), without a call for each.</summary>
    public async Task DeclareAsync(Guid vacancyId)
    {
        await using var db = NewDb();
        await db.Database.ExecuteSqlAsync($"""
            insert into declarations (vacancy_id, subject, candidacy_id, conflict, declared_at)
            select m.vacancy_id, m.subject, c.candidacy_id, false, {Now} from members m join candidacies c using (vacancy_id)
            where m.vacancy_id = {vacancyId} and m.left_at is null
            on conflict do nothing
            """);
    }

    /// <summary>A member declares by the API.</summary>
    public Task<Answer> DeclareAsync(int member, Guid vacancyId, params object[] declarations) =>
        MemberAsync(member, HttpMethod.Post, $"vacancies/{vacancyId}/committee/declarations", new { declarations });

    /// <summary>Slots from ten days on, a day each; candidates choose from today to the sixth day.</summary>
    public async Task<IReadOnlyList<Slot>> SlotsAsync(Guid vacancyId, int slots, int opensIn = 0, int closesIn = 6, int firstIn = 10)
    {
        var today = BrusselsTime.DateIn(Now);
        var first = BrusselsTime.StartOf(today.PlusDays(firstIn)) + Duration.FromHours(9);
        (await OfficerAsync(HttpMethod.Post, $"vacancies/{vacancyId}/slots", new
        {
            opensOn = today.PlusDays(opensIn),
            closesOn = today.PlusDays(closesIn),
            slots = Enumerable.Range(0, slots).Select(i => first + Duration.FromDays(i)).Select(at => new
            {
                preparationAt = at,
                hearingAt = at + Duration.FromHours(1),
                endsAt = at + Duration.FromHours(3),
                place = "Room 1",
            }),
        })).Expect(201);
        await using var db = NewDb();
        return await db.Slots.AsNoTracking().Where(s => s.VacancyId == vacancyId).OrderBy(s => s.PreparationAt).ToListAsync();
    }

    /// <summary>Somebody who passed the assessment; the committee, where there is one, has declared.</summary>
    public async Task<Candidate> PassedAsync(Guid vacancyId, bool declared = true)
    {
        var candidate = await PersonAsync(vacancyId);
        await PublishAndHandleAsync(Passed(candidate));
        if (declared) await DeclareAsync(vacancyId);
        return candidate;
    }

    public async Task<Candidate> PersonAsync(Guid vacancyId)
    {
        var person = Samples.Person();
        await PublishAndHandleAsync(person);
        return new Candidate(Guid.CreateVersion7(), vacancyId, person.PersonId, person.Subject);
    }

    public AssessmentPassed Passed(Candidate c, long version = 1) =>
        new(c.CandidacyId, c.VacancyId, c.PersonId, version, 71.5m, BrusselsTime.DateIn(Now), BrusselsTime.DateIn(Now).PlusYears(2), Now);

    /// <summary>A slot some hours after another, in a request.</summary>
    public static object SlotAt(Instant preparationAt, int hearingAfter = 60, int endsAfter = 180, string place = "Room 1") => new
    {
        preparationAt,
        hearingAt = preparationAt + Duration.FromMinutes(hearingAfter),
        endsAt = preparationAt + Duration.FromMinutes(endsAfter),
        place,
    };

    /// <summary>A slot as it is now.</summary>
    public async Task<Slot> ReadAsync(Slot slot)
    {
        await using var db = NewDb();
        return await db.Slots.AsNoTracking().SingleAsync(s => s.SlotId == slot.SlotId);
    }

    /// <summary>A measure decided for a candidate, heard here.</summary>
    public Task GrantAsync(Candidate c, long version, params string[] measures) =>
        PublishAndHandleAsync(new AccommodationDecided(c.CandidacyId, c.VacancyId, c.PersonId, version, measures.Length > 0, measures, Now));

    public Task<Answer> ChooseAsync(Candidate candidate, Slot slot) => CandidateAsync(candidate, HttpMethod.Put, "slot", new { slotId = slot.SlotId });

    /// <summary>A candidate with a slot, on the day of the hearing at its hour.</summary>
    public async Task<(Guid Vacancy, Candidate Candidate, Slot Slot)> AtTheHearingAsync(int members = 10, RuleSet? rules = null)
    {
        var vacancy = await ProcedureAsync(members, rules);
        var slot = (await SlotsAsync(vacancy, 1))[0];
        var candidate = await PassedAsync(vacancy);
        (await ChooseAsync(candidate, slot)).Expect(200);
        Clock.Reset(slot.HearingAt);
        return (vacancy, candidate, slot);
    }

    /// <summary>A closed hearing with these members from beginning to end.</summary>
    public async Task<(Guid Vacancy, Candidate Candidate)> HeardAsync(int members = 10, int present = 8, RuleSet? rules = null)
    {
        var (vacancy, candidate, _) = await AtTheHearingAsync(members, rules);
        (await ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/open", new { present = Members.Take(present) })).Expect(200);
        (await ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/close")).Expect(200);
        return (vacancy, candidate);
    }

    /// <summary>A member's whole sheet.</summary>
    public static object Sheet(decimal score, int? only = null) => new
    {
        scores = Codes.Take(only ?? int.MaxValue).Select(code => new { code, score, notes = "heard" }),
    };

    public static IReadOnlyList<string> Codes => Samples.Definition().Competencies.OralTestCodes();

    public static object Deliberation(decimal result, string motivation = "Argued well.") => new
    {
        results = Codes.Select(code => new { code, result, motivation = "As heard." }),
        motivation,
    };

    public async Task SubmitAsync(Candidate candidate, int member, decimal score = 14m)
    {
        (await MemberAsync(member, HttpMethod.Put, $"hearings/{candidate.CandidacyId}/sheet", Sheet(score))).Expect(200);
        (await MemberAsync(member, HttpMethod.Post, $"hearings/{candidate.CandidacyId}/sheet/submit")).Expect(200);
    }

    /// <summary>All sheets in and the deliberation recorded: only the judgement is missing.</summary>
    public async Task<(Guid Vacancy, Candidate Candidate)> DeliberatedAsync(decimal result = 14m, RuleSet? rules = null)
    {
        var (vacancy, candidate) = await HeardAsync(rules: rules);
        for (var i = 0; i < 8; i++) await SubmitAsync(candidate, i);
        var sheets = await ChairAsync(HttpMethod.Get, $"hearings/{candidate.CandidacyId}/sheets");
        (await ChairAsync(HttpMethod.Put, $"hearings/{candidate.CandidacyId}/deliberation", Deliberation(result), sheets.Version)).Expect(200);
        return (vacancy, candidate);
    }

    public async Task<Selection.OralTest.Data.Candidacy> ReadAsync(Candidate candidate)
    {
        await using var db = NewDb();
        return await db.Candidacies.AsNoTracking().SingleAsync(c => c.CandidacyId == candidate.CandidacyId);
    }

    public Task BecomesAsync(Candidate candidate, CandidacyState state) => EventuallyAsync(async () => (await ReadAsync(candidate)).State == state);

    public async Task<IReadOnlyList<string>> RecordedAsync(Guid entityId)
    {
        await using var db = NewDb();
        return await db.Records.Where(r => r.EntityId == entityId).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync();
    }
}

/// <summary>An answer, read.</summary>
public sealed record Answer(int Status, JsonElement Body, string? ETag)
{
    public long Version => long.Parse(ETag!.Trim('"'), System.Globalization.CultureInfo.InvariantCulture);

    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string? Rule => Body.TryGetProperty("rule", out var rule) ? rule.GetString() : null;

    public JsonElement this[string name] => Body.GetProperty(name);

    public Answer Expect(int status)
    {
        Xunit.Assert.True(Status == status, $"{Status} instead of {status}: {(Body.ValueKind == JsonValueKind.Undefined ? "" : Body.GetRawText())}");
        return this;
    }

    /// <summary>A refusal by a rule, with a text for people.</summary>
    public void IsRefused(string rule, string code, int status = 409)
    {
        Expect(status);
        Xunit.Assert.Equal((rule, code), (Rule, Code));
        Xunit.Assert.NotEqual(code, Body.GetProperty("detail").GetString());
    }
}
