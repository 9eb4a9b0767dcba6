using System.Net;
using System.Text.Json;
using CsCheck;
using NodaTime;
using Selection.Candidacies.Closing;
using Selection.Contracts;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

/// <summary>Whatever a candidate does before closing and after it, in whatever order, and whenever the freeze runs.</summary>
public sealed class ClosingLawTests(UntimedFixture service) : IClassFixture<UntimedFixture>
{
    private static readonly Gen<int> Acts = Gen.Int[0, 8];

    [Fact]
    public Task R18_what_is_frozen_is_what_the_candidate_saw_in_the_last_instant_whatever_came_after() =>
        Gen.Select(Acts.List[0, 14], Acts.List[0, 6], Gen.Int[0, 6]).SampleAsync(async (before, after, frozenAfter) =>
        {
            using var candidate = await service.CandidateAsync();
            var vacancy = await service.VacancyAsync();
            var id = await service.ApplyAsync(candidate, vacancy);
            Instant closesAt;
            await using (var db = service.NewDb()) closesAt = (await db.Vacancies.FindAsync(vacancy))!.ClosesAt;

            foreach (var (i, act) in before.Index())
            {
                service.Clock.Reset(closesAt - Duration.FromMilliseconds(before.Count - i));
                if (await DoAsync(candidate, vacancy, act) is { } again) id = again;
            }

            var (seen, documents) = (await service.GetAsync(candidate, $"candidacies/{id}"), (await service.GetAsync(candidate, "documents")).Items);

            foreach (var (i, act) in after.Index())
            {
                service.Clock.Reset(closesAt + Duration.FromMilliseconds(i));
                if (i == frozenAfter) await FreezeAsync();
                Assert.Null(await DoAsync(candidate, vacancy, act, closed: true));
            }

            service.Clock.Reset(closesAt + Duration.FromSeconds(1));
            await FreezeAsync();
            await using var frozen = service.NewDb();
            var dossiers = frozen.Dossiers.Where(d => d.VacancyId == vacancy).ToList();
            if (seen["state"].GetString() != "Validated")
            {
                Assert.Empty(dossiers);
                return;
            }

            var dossier = Assert.Single(dossiers);
            Assert.Equal(id, dossier.CandidacyId);
            Assert.Equal(Text(seen["experiences"]), Text(JsonSerializer.SerializeToElement(dossier.Content.Experiences, ContractsJson.Options)));
            Assert.Equal(
                documents.Select(d => (d.GetProperty("documentVersionId").GetGuid(), Title(d))).Order(),
                dossier.Content.Documents.Select(d => (d.DocumentVersionId, d.Diploma?.Title)).Order());
        }, iter: 12, threads: 1);

    /// <summary>One act of the candidate; the candidacy's id when it applied again.</summary>
    private async Task<Guid?> DoAsync(HttpClient candidate, Guid vacancy, int act, bool closed = false)
    {
        var candidacy = (await service.GetAsync(candidate, $"candidacies?vacancyId={vacancy}")).Items[0];
        var (id, version) = (candidacy.GetProperty("candidacyId").GetGuid(), candidacy.GetProperty("version").GetInt64());
        var documents = (await service.GetAsync(candidate, "documents")).Items;
        switch (act)
        {
            case 0:
                Bound(await service.SaveAsync(candidate, id, version, CandidacyFixture.Management("2015-01-01", "2021-12-31"), CandidacyFixture.Management("2009-01-01", "2009-06-30")));
                break;
            case 1:
                Bound(await service.SendAsync(candidate, HttpMethod.Post, $"candidacies/{id}/experiences", CandidacyFixture.Management("2012-01-01", "2020-12-31"), version));
                break;
            case 2 or 3:
                Bound(await service.ValidateAsync(candidate, id, version));
                break;
            case 4 when !closed:
                await service.SendAsync(candidate, HttpMethod.Post, $"candidacies/{id}/withdraw", ifMatch: version);
                return (await service.SendAsync(candidate, HttpMethod.Post, $"vacancies/{vacancy}/candidacies")) is { Status: HttpStatusCode.Created } applied ? applied.Id("candidacyId") : null;
            case 5:
                (await service.UploadAsync(candidate, "diploma.pdf", Files.Pdf(), "Diploma", CandidacyFixture.Diploma)).Is(HttpStatusCode.Created);
                break;
            case 6 when documents.Count > 0:
                (await service.UploadAsync(candidate, "newer.pdf", Files.Pdf(400), documents[0].GetProperty("kind").GetString()!,
                    documentId: documents[0].GetProperty("documentId").GetGuid(), ifMatch: documents[0].GetProperty("version").GetInt64())).Is(HttpStatusCode.Created);
                break;
            case 7 when documents.Count > 0:
                (await service.SendAsync(candidate, HttpMethod.Delete, $"documents/{documents[^1].GetProperty("documentId").GetGuid()}", ifMatch: documents[^1].GetProperty("version").GetInt64()))
                    .Is(HttpStatusCode.NoContent);
                break;
            case 8 when (await service.GetAsync(candidate, "cv/diplomas")).Items is [var diploma, ..]:
                (await service.SendAsync(candidate, HttpMethod.Put, $"cv/diplomas/{diploma.GetProperty("diplomaId").GetGuid()}", new
                {
                    level = "Master", title = $"Master {diploma.GetProperty("version")}", institution = "Universiteit", country = "BE", language = "nl", year = 2005, madeEqual = false,
                }, diploma.GetProperty("version").GetInt64())).Is(HttpStatusCode.OK);
                break;
        }

        return null;

        // After closing nothing of a candidacy changes.
        void Bound(Answer answer)
        {
            if (closed) answer.IsRefused(HttpStatusCode.Conflict, "T3", "vacancy-closed");
        }
    }

    private async Task FreezeAsync()
    {
        bool more;
        do
        {
            await using var db = service.NewDb();
            more = await new Freezer(db).CloseNextAsync(service.Clock.GetCurrentInstant(), CancellationToken.None);
        }
        while (more);
    }

    private static string? Title(JsonElement document) => document.GetProperty("diploma") is { ValueKind: JsonValueKind.Object } diploma ? diploma.GetProperty("title").GetString() : null;

    private static string Text(JsonElement json) => string.Join('\n', json.EnumerateArray().Select(e => $"{e.GetProperty("experienceId")} {e.GetProperty("begin")} {e.GetProperty("end")}"));
}
