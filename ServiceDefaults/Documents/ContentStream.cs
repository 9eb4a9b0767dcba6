using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Documents;

/// <summary>A content to read from any place on, one piece in memory at a time.</summary>
/// <param name="store">Where its pieces are.</param>
/// <param name="versionId">Which content.</param>
/// <param name="length">Its size in bytes, as it was sent.</param>
/// <param name="cipher">The cipher it was received with; null for one that is kept in the clear.</param>
public sealed class ContentStream(UploadStore store, Guid versionId, long length, PersonCipher? cipher = null) : Stream
{
    private byte[] _chunk = [];
    private long _number = -1;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => true;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => length;

    /// <inheritdoc />
    public override long Position { get; set; }

    /// <inheritdoc />
    /// <exception cref="IOException">The content has been erased in the meantime.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.IsEmpty) return 0;
        var number = Position / UploadStore.ChunkSize;
        if (number != _number)
        {
            _chunk = await store.ReadAsync(versionId, (int)number, cipher, cancellationToken) ?? throw new IOException("The content has been erased.");
            _number = number;
        }

        var rest = _chunk.AsMemory((int)(Position % UploadStore.ChunkSize));
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        Position += count;
        return count;
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
