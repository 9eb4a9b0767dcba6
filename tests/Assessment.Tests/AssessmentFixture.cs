using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.Testing;

namespace Selection.Assessment.Tests;

/// <summary>An admitted candidate.</summary>
public sealed record Candidate(Guid PersonId, string Subject, Guid CandidacyId, Guid VacancyId);

/// <summary>A session, with where its candidates registered.</summary>
public sealed record PlannedSession(Guid SessionId, Guid PeriodId, Instant StartsAt);

public class AssessmentFixture() : ServiceFixture<AssessmentDb, AssessmentDb>("assessment")
{
    public LocalDate Today => BrusselsTime.DateIn(Clock.GetCurrentInstant());

    public HttpClient Officer() => As(Roles.SelectionOfficer, "officer-1");

    public HttpClient Of(Candidate candidate) => As(Roles.Candidate, candidate.Subject);

    public ScoreIngestion.ScoreIngestionClient Vendor(string clientId = "vendor") => new(Channel(Roles.Vendor, clientId));

    public async Task<Guid> VacancyAsync(int weighingClass = 5)
    {
        var published = Samples.VacancyPublished(definition: Definition(weighingClass));
        await PublishAndHandleAsync(published);
        return published.VacancyId;
    }

    public static ProcedureDefinition Definition(int weighingClass) =>
        Samples.Definition() with { Function = new FunctionClass(weighingClass, weighingClass, "A5") };

    public CandidacyAdmitted Admission(Guid vacancyId, Guid personId, Guid? candidacyId = null, long version = 1) => new(
        candidacyId ?? Guid.CreateVersion7(), vacancyId, personId, version, Today, Reservation.None, "Toegelaten.", Clock.GetCurrentInstant());

    public async Task<Candidate> AdmitAsync(Guid vacancyId, Candidate? samePersonAs = null, string? lastName = null)
    {
        var person = Samples.Person(samePersonAs?.PersonId, samePersonAs?.Subject);
        if (lastName is not null) person = person with { LastName = lastName };
        if (samePersonAs is null) await PublishAndHandleAsync(person);
        var admission = Admission(vacancyId, person.PersonId);
        await PublishAndHandleAsync(admission);
        return new Candidate(person.PersonId, person.Subject, admission.CandidacyId, vacancyId);
    }

    /// <summary>A period from today on.</summary>
    public async Task<Guid> PeriodAsync(Guid vacancyId, int days = 10)
    {
        using var officer = Officer();
        using var answer = await officer.PostAsJsonAsync($"/api/assessment/vacancies/{vacancyId}/registration-periods", new { opensOn = Text(Today), closesOn = Text(Today.PlusDays(days)) });
        return (await OkAsync(answer)).GetProperty("registrationPeriodId").GetGuid();
    }

    public async Task<PlannedSession> SessionAsync(Guid periodId, int inDays = 20, int capacity = 10, string vendor = "vendor")
    {
        var startsAt = (Today.PlusDays(inDays) + new LocalTime(9, 0)).InZoneLeniently(BrusselsTime.Zone).ToInstant();
        using var officer = Officer();
        using var answer = await officer.PostAsJsonAsync("/api/assessment/sessions", new
        {
            registrationPeriodId = periodId,
            startsAt = startsAt.ToString(),
            lengthMinutes = 120,
            capacity,
            language = "nl",
            place = "Brussels",
            vendorClientId = vendor,
        });
        return new PlannedSession((await OkAsync(answer)).GetProperty("sessionId").GetGuid(), periodId, startsAt);
    }

    /// <summary>A procedure with a registration period and a session.</summary>
    public async Task<(Guid VacancyId, PlannedSession Session)> ProcedureAsync(int weighingClass = 5, int inDays = 20, int capacity = 10, int periodDays = 10)
    {
        var vacancyId = await VacancyAsync(weighingClass);
        return (vacancyId, await SessionAsync(await PeriodAsync(vacancyId, periodDays), inDays, capacity));
    }

    public async Task<HttpResponseMessage> TryBookAsync(Candidate candidate, PlannedSession session, HttpClient? client = null)
    {
        using var own = client is null ? Of(candidate) : null;
        return await (client ?? own!).PutAsJsonAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/booking", new { sessionId = session.SessionId });
    }

    /// <summary>Sends to an address below the service's, on a version where one is given.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, object? body = null, long? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/assessment/{path}") { Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body) };
        if (ifMatch is { } version) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await client.SendAsync(request);
    }

    /// <summary>The same as an officer, whose answer is expected to be right.</summary>
    public async Task<JsonElement> OfficerAsync(HttpMethod method, string path, object? body = null, long? ifMatch = null)
    {
        using var officer = Officer();
        using var answer = await SendAsync(officer, method, path, body, ifMatch);
        return await OkAsync(answer);
    }

    /// <summary>The same as an officer, whose answer is expected to be a problem.</summary>
    public async Task<(int Status, string? Rule, string? Code)> RefusedAsync(HttpMethod method, string path, object? body = null, long? ifMatch = null)
    {
        using var officer = Officer();
        using var answer = await SendAsync(officer, method, path, body, ifMatch);
        return await ProblemAsync(answer);
    }

    /// <summary>What a candidate reads.</summary>
    public async Task<JsonElement> ReadAsync(Candidate candidate, string path, string language = "en")
    {
        using var client = Of(candidate);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        using var answer = await client.GetAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/{path}");
        return await OkAsync(answer);
    }

    /// <summary>Books, and gives the candidate number.</summary>
    public async Task<string> BookAsync(Candidate candidate, PlannedSession session)
    {
        using var answer = await TryBookAsync(candidate, session);
        return (await OkAsync(answer)).GetProperty("candidateNumber").GetString()!;
    }

    /// <summary>Books, and lets the session begin.</summary>
    public async Task<string> SitAsync(Candidate candidate, PlannedSession session)
    {
        var number = await BookAsync(candidate, session);
        MoveTo(session.StartsAt);
        return number;
    }

    /// <summary>The clock, never back.</summary>
    public void MoveTo(Instant instant)
    {
        if (instant > Clock.GetCurrentInstant()) Clock.Reset(instant);
    }

    public static SubmitResultRequest Result(PlannedSession session, string number, string score, string? resultId = null, int revision = 1) => new()
    {
        ResultId = resultId ?? Guid.NewGuid().ToString(),
        Revision = revision,
        SessionId = session.SessionId.ToString(),
        CandidateNumber = number,
        Outcome = Outcome.Taken,
        Score = score,
    };

    /// <summary>Sends one result, and expects what becomes of it.</summary>
    public async Task<ResultReceipt> SubmitAsync(SubmitResultRequest result, Disposition expected = Disposition.Accepted, string vendor = "vendor")
    {
        var receipt = await Vendor(vendor).SubmitResultAsync(result);
        Xunit.Assert.Equal((expected, result.ResultId, result.Revision), (receipt.Disposition, receipt.ResultId, receipt.Revision));
        return receipt;
    }

    /// <summary>Several candidates on one session that has begun, with their numbers.</summary>
    public async Task<(PlannedSession Session, IReadOnlyList<Candidate> Candidates, IReadOnlyList<string> Numbers)> SatAsync(int count)
    {
        var (vacancyId, session) = await ProcedureAsync(capacity: count);
        var (candidates, numbers) = (new List<Candidate>(), new List<string>());
        for (var i = 0; i < count; i++)
        {
            candidates.Add(await AdmitAsync(vacancyId));
            numbers.Add(await BookAsync(candidates[i], session));
        }

        MoveTo(session.StartsAt);
        return (session, candidates, numbers);
    }

    /// <summary>Holds a person's lock, so that whatever concerns them waits until it is disposed of.</summary>
    public async Task<IAsyncDisposable> HoldAsync(Candidate candidate)
    {
        var db = NewDb();
        await db.Database.BeginTransactionAsync();
        await db.LockPersonsAsync([candidate.PersonId], CancellationToken.None);
        return db;
    }

    public async Task<CandidacyRow> ReadAsync(Candidate candidate)
    {
        await using var db = NewDb();
        return await db.Candidacies.AsNoTracking().SingleAsync(c => c.CandidacyId == candidate.CandidacyId);
    }

    public Task StandsAsync(Candidate candidate, Standing standing) => EventuallyAsync(async () => Xunit.Assert.Equal(standing, (await ReadAsync(candidate)).Standing));

    public async Task<int> BookedAsync(PlannedSession session)
    {
        await using var db = NewDb();
        return await db.Sessions.Where(s => s.SessionId == session.SessionId).Select(s => s.Booked).SingleAsync();
    }

    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(Candidate candidate)
    {
        await using var db = NewDb();
        return Ledger.InForce([.. (await db.Ledger.Where(e => e.PersonId == candidate.PersonId).ToListAsync()).Select(e => e.Entry())]);
    }

    public static async Task<JsonElement> OkAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Xunit.Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The rule and the code a problem names.</summary>
    public static async Task<(int Status, string? Rule, string? Code)> ProblemAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, body.TryGetProperty("rule", out var rule) ? rule.GetString() : null, body.GetProperty("code").GetString());
    }

    public static string Text(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);
}
