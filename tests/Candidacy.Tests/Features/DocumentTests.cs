using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Selection.ServiceDefaults.Documents;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class DocumentTests(CandidacyFixture service)
{
    [Fact]
    public async Task R6_a_document_of_exactly_8_MiB_is_filed_and_comes_back_byte_for_byte()
    {
        using var candidate = await service.CandidateAsync();
        var content = Files.Pdf(FileFormats.MaxSize);
        Random.Shared.NextBytes(content.AsSpan(20, content.Length - 40));
        var filed = (await service.UploadAsync(candidate, "diploma.pdf", content, "Diploma", CandidacyFixture.Diploma)).Is(HttpStatusCode.Created);
        Assert.Equal((long)FileFormats.MaxSize, filed["size"].GetInt64());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), filed["sha256"].GetString());

        var back = (await service.GetAsync(candidate, $"documents/{filed.Id("documentVersionId")}/content")).Is(HttpStatusCode.OK);
        Assert.Equal(content, back.Bytes);
        Assert.Equal(("attachment", "application/pdf"), (back.ContentHeaders.ContentDisposition!.DispositionType, back.ContentHeaders.ContentType!.MediaType));
        Assert.Equal("nosniff", back.Headers.GetValues("X-Content-Type-Options").Single());
        var line = Assert.Single((await service.GetAsync(candidate, "documents")).Items);
        Assert.Equal("diploma.pdf", line.GetProperty("fileName").GetString());
        Assert.Equal("Master", line.GetProperty("diploma").GetProperty("level").GetString());
    }

    [Fact]
    public async Task R6_one_byte_more_is_refused_and_nothing_of_it_is_kept()
    {
        using var candidate = await service.CandidateAsync();
        var before = await ChunksAsync();
        (await service.UploadAsync(candidate, "diploma.pdf", Files.Pdf(FileFormats.MaxSize + 1))).IsRefused(HttpStatusCode.RequestEntityTooLarge, "R6", "document-too-large");
        Assert.Equal(before, await ChunksAsync());
        Assert.Empty((await service.GetAsync(candidate, "documents")).Items);
    }

    [Theory]
    [InlineData("a.pdf", "", "document-empty")]
    [InlineData("a.pdf", "MZ\u0090 this is a program", "document-executable")]
    [InlineData("a.jpg", "#!/bin/sh", "document-executable")]
    [InlineData("a.pdf", "just text", "document-mislabelled")]
    [InlineData("a.docx", "%PDF-1.7", "document-mislabelled")]
    [InlineData("a.exe", "%PDF-1.7", "document-extension")]
    [InlineData("a.pdf\u202Eexe.", "%PDF-1.7", "document-extension")]
    [InlineData("a", "%PDF-1.7", "document-extension")]
    public async Task R6_what_is_no_document_is_refused_with_the_reason(string name, string content, string code)
    {
        using var candidate = await service.CandidateAsync();
        var before = await ChunksAsync();
        (await service.UploadAsync(candidate, name, Encoding.Latin1.GetBytes(content))).IsRefused(HttpStatusCode.UnprocessableEntity, "R6", code);
        Assert.Equal(before, await ChunksAsync());
    }

    [Fact]
    public async Task R6_a_files_name_is_kept_safe()
    {
        using var candidate = await service.CandidateAsync();
        (await service.UploadAsync(candidate, "../../étude \u202E<b>.pdf", Files.Pdf())).Is(HttpStatusCode.Created);
        Assert.Equal("étude _b_.pdf", Assert.Single((await service.GetAsync(candidate, "documents")).Items).GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task R6_a_diploma_comes_with_its_facts_and_nothing_else_does()
    {
        using var candidate = await service.CandidateAsync();
        (await service.UploadAsync(candidate, "a.pdf", Files.Pdf(), "Diploma")).IsInvalid("metadata.diploma");
        (await service.UploadAsync(candidate, "a.pdf", Files.Pdf(), "Attachment", CandidacyFixture.Diploma)).IsInvalid("metadata.diploma");
        (await service.UploadAsync(candidate, "a.pdf", Files.Pdf(), "Diploma", new { level = "Master", title = "", institution = "x", country = "Belgium", language = "nl", year = 1, madeEqual = false }))
            .IsInvalid("metadata.diploma.country", "metadata.diploma.title", "metadata.diploma.year");
        (await service.UploadAsync(candidate, "a.pdf", Files.Pdf(), "Selfie")).IsInvalid("metadata.kind");
    }

    [Fact]
    public async Task R6_an_upload_that_breaks_off_is_refused_and_leaves_nothing()
    {
        using var candidate = await service.CandidateAsync();
        var before = await ChunksAsync();
        var whole = await CandidacyFixture.Form("a.pdf", new ByteArrayContent(Files.Pdf(300_000))).ReadAsByteArrayAsync();
        var cut = new ByteArrayContent(whole[..200_000]);
        cut.Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data");
        cut.Headers.ContentType.Parameters.Add(new NameValueHeaderValue("boundary", BoundaryOf(whole)));
        (await service.UploadAsync(candidate, cut)).IsRefused(HttpStatusCode.BadRequest, null, "upload-cut-off");
        Assert.Equal(before, await ChunksAsync());
    }

    [Fact]
    public async Task A_body_that_is_no_upload_is_refused_with_what_is_missing()
    {
        using var candidate = await service.CandidateAsync();
        (await service.UploadAsync(candidate, new StringContent("x"))).IsRefused(HttpStatusCode.UnsupportedMediaType, null, "media-type");
        (await service.UploadAsync(candidate, new MultipartFormDataContent { { new StringContent("{"), "metadata" } })).IsInvalid("metadata");
        (await service.UploadAsync(candidate, new MultipartFormDataContent { { new ByteArrayContent(Files.Pdf()), "file", "a.pdf" } })).IsInvalid("metadata");
        (await service.UploadAsync(candidate, new MultipartFormDataContent { { new StringContent("""{"kind":"Attachment"}"""), "metadata" } })).IsInvalid("file");
        (await service.UploadAsync(candidate, new MultipartFormDataContent { { new StringContent("""{"kind":"Attachment","x":1}"""), "metadata" } })).Is(HttpStatusCode.BadRequest);
        (await service.UploadAsync(candidate, new MultipartFormDataContent { { new StringContent(new string(' ', 20_000)), "metadata" } })).Is(HttpStatusCode.RequestEntityTooLarge);
        using var stranger = service.As("candidate", "no-account");
        (await service.UploadAsync(stranger, "a.pdf", Files.Pdf())).IsRefused(HttpStatusCode.Conflict, "R5", "account-missing");
    }

    [Fact]
    public async Task R6_a_second_file_is_not_dropped_in_silence_and_the_first_is_not_kept_without_it()
    {
        using var candidate = await service.CandidateAsync();
        var before = await ChunksAsync();
        var form = CandidacyFixture.Form("a.pdf", new ByteArrayContent(Files.Pdf(100_000)));
        form.Add(new ByteArrayContent(Files.Pdf()), "file", "b.pdf");
        (await service.UploadAsync(candidate, form)).IsInvalid("file");
        Assert.Equal(before, await ChunksAsync());
    }

    [Fact]
    public async Task R6_a_newer_content_keeps_the_earlier_version()
    {
        using var candidate = await service.CandidateAsync();
        var first = (await service.UploadAsync(candidate, "a.pdf", Files.Pdf(100))).Is(HttpStatusCode.Created);
        service.Clock.AdvanceMilliseconds(5);
        var second = (await service.UploadAsync(candidate, "b.pdf", Files.Pdf(200), documentId: first.Id("documentId"), ifMatch: 1)).Is(HttpStatusCode.Created);
        Assert.Equal(first.Id("documentId"), second.Id("documentId"));
        Assert.Equal("b.pdf", Assert.Single((await service.GetAsync(candidate, "documents")).Items).GetProperty("fileName").GetString());
        Assert.Equal(100, (await service.GetAsync(candidate, $"documents/{first.Id("documentVersionId")}/content")).Is(HttpStatusCode.OK).Bytes.Length);
        (await service.UploadAsync(candidate, "b.pdf", Files.Pdf(), documentId: Guid.NewGuid())).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task R6_every_version_of_a_document_is_listed_and_can_be_had_again()
    {
        using var candidate = await service.CandidateAsync();
        var first = (await service.UploadAsync(candidate, "a.pdf", Files.Pdf(100))).Is(HttpStatusCode.Created);
        var id = first.Id("documentId");
        (await service.UploadAsync(candidate, "b.pdf", Files.Pdf(200), documentId: id)).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
        var second = (await service.UploadAsync(candidate, "b.pdf", Files.Pdf(200), documentId: id, ifMatch: 1)).Is(HttpStatusCode.Created);
        (await service.UploadAsync(candidate, "c.pdf", Files.Pdf(300), documentId: id, ifMatch: 1)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        Assert.Equal("\"2\"", second.Headers.ETag!.Tag);

        var read = (await service.GetAsync(candidate, $"documents/{id}")).Is(HttpStatusCode.OK);
        Assert.Equal(2, read.Version);
        var versions = read["versions"].EnumerateArray().ToList();
        Assert.Equal([(2L, "b.pdf", 200L), (1L, "a.pdf", 100L)], versions.Select(v => (v.GetProperty("number").GetInt64(), v.GetProperty("fileName").GetString()!, v.GetProperty("size").GetInt64())));
        foreach (var version in versions)
            Assert.Equal(version.GetProperty("size").GetInt64(), (await service.GetAsync(candidate, $"documents/{version.GetProperty("documentVersionId").GetGuid()}/content")).Is(HttpStatusCode.OK).Bytes.Length);

        using var other = await service.CandidateAsync();
        (await service.GetAsync(other, $"documents/{id}")).Is(HttpStatusCode.NotFound);
        (await service.RemoveDocumentAsync(candidate, first)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await service.RemoveDocumentAsync(candidate, first, 2)).Is(HttpStatusCode.NoContent);
        (await service.GetAsync(candidate, $"documents/{id}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task R17_of_two_tabs_that_replace_a_document_at_once_one_wins()
    {
        using var candidate = await service.CandidateAsync();
        var id = (await service.UploadAsync(candidate, "a.pdf", Files.Pdf())).Id("documentId");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => service.UploadAsync(candidate, $"{i}.pdf", Files.Pdf(1000 + i), documentId: id, ifMatch: 1)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed));
        Assert.Equal(2, (await service.GetAsync(candidate, $"documents/{id}"))["versions"].GetArrayLength());
    }

    [Theory]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=65530-65545", 65_530, 16)]
    [InlineData("bytes=-5", 199_995, 5)]
    [InlineData("bytes=131072-", 131_072, 68_928)]
    public async Task R6_a_range_of_a_content_is_answered_alone(string range, int from, int length)
    {
        using var candidate = await service.CandidateAsync();
        var content = Files.Pdf(200_000);
        Random.Shared.NextBytes(content.AsSpan(20, content.Length - 40));
        var filed = (await service.UploadAsync(candidate, "a.pdf", content)).Is(HttpStatusCode.Created);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/candidacy/documents/{filed.Id("documentVersionId")}/content");
        request.Headers.Range = RangeHeaderValue.Parse(range);
        using var response = await candidate.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(content[from..(from + length)], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task R6_a_download_is_never_run_shown_in_a_page_or_kept_and_has_its_own_name()
    {
        using var candidate = await service.CandidateAsync();
        var filed = (await service.UploadAsync(candidate, "étude \uD83C\uDF93.pdf", Files.Pdf())).Is(HttpStatusCode.Created);
        var back = (await service.GetAsync(candidate, $"documents/{filed.Id("documentVersionId")}/content")).Is(HttpStatusCode.OK);
        Assert.Equal(("attachment", "étude \uD83C\uDF93.pdf"), (back.ContentHeaders.ContentDisposition!.DispositionType, back.ContentHeaders.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", back.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", back.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(back.Headers.CacheControl!.NoStore);
        Assert.Equal($"\"{filed["sha256"].GetString()}\"", back.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task R6_a_full_account_takes_no_more_documents_and_says_so()
    {
        using var candidate = await service.CandidateAsync();
        var first = (await service.UploadAsync(candidate, "a.pdf", Files.Pdf())).Is(HttpStatusCode.Created);
        var (documentId, versionId) = (first.Id("documentId"), first.Id("documentVersionId"));
        await using var db = service.NewDb();
        await db.Database.ExecuteSqlAsync($"""
            insert into documents (document_id, person_id, kind, version)
            select gen_random_uuid(), person_id, kind, 1 from documents, generate_series(2, 100) where document_id = {documentId}
            """);
        Assert.Contains("100", (await service.UploadAsync(candidate, "b.pdf", Files.Pdf())).IsRefused(HttpStatusCode.Conflict, "R6", "documents-full")["detail"].GetString());
        (await service.UploadAsync(candidate, "b.pdf", Files.Pdf(), documentId: documentId, ifMatch: 1)).Is(HttpStatusCode.Created);
        (await service.RemoveDocumentAsync(candidate, first, 2)).Is(HttpStatusCode.NoContent);
        var second = (await service.UploadAsync(candidate, "b.pdf", Files.Pdf())).Is(HttpStatusCode.Created);

        var (secondId, secondVersion) = (second.Id("documentId"), second.Id("documentVersionId"));
        await db.Database.ExecuteSqlAsync($"update document_versions set size = 200 * 1024 * 1024 - 299 where document_version_id = {secondVersion}");
        (await service.UploadAsync(candidate, "c.pdf", Files.Pdf(300), documentId: secondId, ifMatch: 1)).IsRefused(HttpStatusCode.Conflict, "R6", "documents-too-much");
        (await service.UploadAsync(candidate, "c.pdf", Files.Pdf(299), documentId: secondId, ifMatch: 1)).Is(HttpStatusCode.Created);
        Assert.NotEqual(versionId, secondVersion);
    }

    [Fact]
    public async Task R6_a_document_has_fifty_contents_at_most()
    {
        using var candidate = await service.CandidateAsync();
        var filed = (await service.UploadAsync(candidate, "a.pdf", Files.Pdf())).Is(HttpStatusCode.Created);
        var (documentId, versionId) = (filed.Id("documentId"), filed.Id("documentVersionId"));
        await using var db = service.NewDb();
        await db.Database.ExecuteSqlAsync($"""
            insert into document_versions (document_version_id, document_id, number, file_name, format, size, sha256, uploaded_at)
            select gen_random_uuid(), document_id, n, file_name, format, size, sha256, uploaded_at from document_versions, generate_series(2, 50) n where document_version_id = {versionId}
            """);
        await db.Database.ExecuteSqlAsync($"update documents set version = 50 where document_id = {documentId}");
        (await service.UploadAsync(candidate, "b.pdf", Files.Pdf(), documentId: documentId, ifMatch: 50)).IsRefused(HttpStatusCode.Conflict, "R6", "document-versions-full");
    }

    [Fact]
    public async Task R6_a_caller_that_goes_away_in_the_middle_leaves_nothing()
    {
        using var candidate = await service.CandidateAsync();
        var before = await ChunksAsync();
        using var leaving = new CancellationTokenSource();
        var content = new Breaking(leaving);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var form = CandidacyFixture.Form("a.pdf", content);
            using var response = await candidate.PostAsync("/api/candidacy/documents", form, leaving.Token);
            response.EnsureSuccessStatusCode();
        });
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            return await ChunksAsync() == before && !await db.Set<Upload>().AnyAsync();
        });
        Assert.Empty((await service.GetAsync(candidate, "documents")).Items);
    }

    [Fact]
    public async Task T4_an_upload_is_abandoned_by_real_time_whatever_the_platforms_clock_says()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(service.ConnectionString);
        var store = new UploadStore(source);
        var versionId = Guid.CreateVersion7();
        await store.ReceiveAsync(versionId, new MemoryStream(Files.Pdf(100_000)), cipher: null, CancellationToken.None);
        service.Clock.AdvanceDays(2);
        await store.DiscardAbandonedAsync(TimeSpan.FromDays(1), CancellationToken.None);
        await using var db = service.NewDb();
        Assert.Equal(2, await db.DocumentChunks.CountAsync(c => c.DocumentVersionId == versionId));
        await db.Database.ExecuteSqlAsync($"update uploads set started_at = clock_timestamp() - interval '25 hours' where document_version_id = {versionId}");
        await store.DiscardAbandonedAsync(TimeSpan.FromDays(1), CancellationToken.None);
        Assert.Equal(0, await db.DocumentChunks.CountAsync(c => c.DocumentVersionId == versionId));
    }

    /// <summary>A content whose sender goes away after 300 KB.</summary>
    private sealed class Breaking(CancellationTokenSource leaving) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Files.Pdf(300_000));
            await stream.FlushAsync();
            await leaving.CancelAsync();
            throw new IOException("The sender is gone.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    [Fact]
    public async Task Someone_elses_document_is_not_there()
    {
        using var owner = await service.CandidateAsync();
        using var other = await service.CandidateAsync();
        using var officer = service.Officer();
        using var member = service.As("committee-member", "member");
        var filed = await service.UploadAsync(owner, "a.pdf", Files.Pdf());
        var content = $"documents/{filed.Id("documentVersionId")}/content";
        (await service.GetAsync(other, content)).Is(HttpStatusCode.NotFound);
        (await service.GetAsync(member, content)).Is(HttpStatusCode.Forbidden);
        (await service.RemoveDocumentAsync(other, filed)).Is(HttpStatusCode.NotFound);
        (await service.UploadAsync(other, "b.pdf", Files.Pdf(), documentId: filed.Id("documentId"))).Is(HttpStatusCode.NotFound);
        (await service.GetAsync(officer, content)).Is(HttpStatusCode.OK);
        await using var db = service.NewDb();
        var documentId = filed.Id("documentId");
        Assert.Equal(["document.filed", "document.read"], await db.Records.Where(r => r.EntityId == documentId).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());
    }

    [Fact]
    public async Task A_removed_document_is_gone_from_the_account()
    {
        using var candidate = await service.CandidateAsync();
        var filed = await service.UploadAsync(candidate, "a.pdf", Files.Pdf());
        (await service.RemoveDocumentAsync(candidate, filed)).Is(HttpStatusCode.NoContent);
        (await service.RemoveDocumentAsync(candidate, filed)).Is(HttpStatusCode.NotFound);
        Assert.Empty((await service.GetAsync(candidate, "documents")).Items);
    }

    private static string BoundaryOf(byte[] form) => Encoding.ASCII.GetString(form, 2, Array.IndexOf(form, (byte)'\r') - 2);

    private async Task<int> ChunksAsync()
    {
        await using var db = service.NewDb();
        return await db.DocumentChunks.CountAsync();
    }
}
