using System.Security.Cryptography;
using Npgsql;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Documents;

/// <summary>A content as it arrived.</summary>
/// <param name="Size">In bytes, as it was sent.</param>
/// <param name="Sha256">Of what was sent, lower-case hexadecimal.</param>
/// <param name="Format">What its bytes say it is.</param>
/// <param name="TooLarge">More than there may be; the rest was not read.</param>
public sealed record ReceivedContent(long Size, string Sha256, FormatReader Format, bool TooLarge);

/// <summary>
/// Contents as rows of 64 KiB. Each row is written by itself while the content arrives, so that a slow sender holds
/// neither memory nor a connection; what never became a document is cleared away. With a person's cipher each piece is
/// encrypted on its own, bound to its content and its place in it.
/// </summary>
public sealed class UploadStore(NpgsqlDataSource database)
{
    /// <summary>Bytes of every piece but the last, before any encryption.</summary>
    public const int ChunkSize = 64 * 1024;

    /// <summary>Reads a content to its end, at most one piece beyond what there may be (R6).</summary>
    /// <param name="versionId">Names it from now on.</param>
    /// <param name="content">What arrives.</param>
    /// <param name="cipher">Encrypts what is kept; null keeps it in the clear.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<ReceivedContent> ReceiveAsync(Guid versionId, Stream content, PersonCipher? cipher, CancellationToken ct)
    {
        await using (var begin = database.CreateCommand("insert into uploads (document_version_id) values ($1)"))
        {
            begin.Parameters.Add(new() { Value = versionId });
            await begin.ExecuteNonQueryAsync(ct);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var format = new FormatReader();
        var buffer = new byte[ChunkSize];
        long size = 0;
        for (var number = 0; ; number++)
        {
            var length = await content.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, ct);
            if (length == 0) return new ReceivedContent(size, Convert.ToHexStringLower(hash.GetHashAndReset()), format, TooLarge: false);
            size += length;
            if (size > FileFormats.MaxSize) return new ReceivedContent(size, "", format, TooLarge: true);
            hash.AppendData(buffer, 0, length);
            format.Read(buffer.AsSpan(0, length));
            await using var write = database.CreateCommand("insert into document_chunks (document_version_id, number, content) values ($1, $2, $3)");
            write.Parameters.Add(new() { Value = versionId });
            write.Parameters.Add(new() { Value = number });
            write.Parameters.Add(new() { Value = cipher is null ? new ArraySegment<byte>(buffer, 0, length) : cipher.Encrypt(buffer.AsSpan(0, length), versionId, number) });
            await write.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Forgets a content that did not become a document; does nothing to one that did.</summary>
    public Task DiscardAsync(Guid versionId) => DiscardWhereAsync("document_version_id = $1", versionId, CancellationToken.None);

    /// <summary>Forgets what crashes left behind.</summary>
    public Task DiscardAbandonedAsync(TimeSpan olderThan, CancellationToken ct) => DiscardWhereAsync("started_at < clock_timestamp() - $1", olderThan, ct);

    private async Task DiscardWhereAsync(string which, object value, CancellationToken ct)
    {
#pragma warning disable CA2100 // The condition is one of the two constants above.
        await using var discard = database.CreateCommand($"""
            with abandoned as (delete from uploads where {which} returning document_version_id)
            delete from document_chunks c using abandoned a where c.document_version_id = a.document_version_id
            """);
#pragma warning restore CA2100
        discard.Parameters.Add(new() { Value = value });
        await discard.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The pieces of a content that is kept in the clear, one after the other.</summary>
    public async Task CopyToAsync(Guid versionId, Stream target, CancellationToken ct)
    {
        for (var number = 0; ; number++)
        {
            if (await ReadAsync(versionId, number, cipher: null, ct) is not { } chunk) return;
            await target.WriteAsync(chunk, ct);
        }
    }

    /// <summary>One piece of a content; null when it has no such piece.</summary>
    /// <param name="versionId">Which content.</param>
    /// <param name="number">Which piece, from 0.</param>
    /// <param name="cipher">The cipher it was received with; null for one that is kept in the clear.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="CryptographicException">It is kept under another key, or was altered.</exception>
    public async Task<byte[]?> ReadAsync(Guid versionId, int number, PersonCipher? cipher, CancellationToken ct)
    {
        await using var read = database.CreateCommand("select content from document_chunks where document_version_id = $1 and number = $2");
        read.Parameters.Add(new() { Value = versionId });
        read.Parameters.Add(new() { Value = number });
        var content = await read.ExecuteScalarAsync(ct) as byte[];
        return content is null || cipher is null ? content : cipher.Decrypt(content, versionId, number);
    }
}
