using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Selection.ServiceDefaults.Record;

/// <summary>
/// The hash of an entry of the record: SHA-256 over a canonical form of all its fields, its number and its predecessor's
/// hash. Each field comes with its length, so that no two entries have the same form.
/// </summary>
internal static class RecordHash
{
    /// <summary>The form below. Another form gets another number, and what was sealed under this one is still checked by it.</summary>
    public const short Format = 1;

    /// <summary>What stands for the predecessor of a service's first entry.</summary>
    public static byte[] Genesis(string service) => SHA256.HashData(Encoding.UTF8.GetBytes($"selection.record/{service}"));

    /// <summary>The hash of an entry.</summary>
    /// <param name="entry">As the database gives it back: times in microseconds, details as PostgreSQL writes its <c>jsonb</c>.</param>
    /// <param name="number">Its number in the chain.</param>
    /// <param name="sealedAt">When it is sealed.</param>
    /// <param name="predecessor">The hash of the entry numbered one less, or the genesis.</param>
    public static byte[] Of(RecordRow entry, long number, Instant sealedAt, byte[] predecessor)
    {
        var form = new ArrayBufferWriter<byte>(512);
        Add(form, Format);
        Add(form, predecessor);
        Add(form, number);
        Add(form, sealedAt.ToUnixTimeTicks());
        Add(form, entry.Id);
        Add(form, entry.At.ToUnixTimeTicks());
        Add(form, entry.Actor);
        Add(form, entry.Action);
        Add(form, entry.EntityType);
        Add(form, entry.EntityId.ToByteArray(bigEndian: true));
        Add(form, entry.PersonId?.ToByteArray(bigEndian: true));
        Add(form, entry.RuleVersion);
        Add(form, entry.Details);
        Add(form, entry.PersonText);
        return SHA256.HashData(form.WrittenSpan);
    }

    /// <summary>Real time as the database keeps it: whole microseconds.</summary>
    public static Instant WholeMicroseconds(Instant instant) => Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks() / 10 * 10);

    private static void Add(ArrayBufferWriter<byte> form, long? number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number ?? 0);
        Add(form, number is null ? null : bytes);
    }

    private static void Add(ArrayBufferWriter<byte> form, string? text) => Add(form, text is null ? null : Encoding.UTF8.GetBytes(text));

    private static void Add(ArrayBufferWriter<byte> form, byte[]? bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(form.GetSpan(sizeof(int)), bytes?.Length ?? -1);
        form.Advance(sizeof(int));
        if (bytes is not null) form.Write(bytes);
    }
}
