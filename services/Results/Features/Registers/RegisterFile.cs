using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using Selection.Results.Data;

namespace Selection.Results.Features.Registers;

/// <summary>
/// A register as one JSON document, always the same for the same register: the seals, the procedure, then each candidacy with what
/// was stated and recorded of it, in order of time. It is written line by line; nothing but the line is in memory.
/// </summary>
internal static class RegisterFile
{
    private const int LinesUntilFlush = 500;

    /// <summary>SHA-256 and size of the document.</summary>
    public static async Task<(string Sha256, long Bytes)> MeasureAsync(ResultsDb db, Register register, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var counting = new HashingStream(hash);
        await WriteAsync(db, register, counting, ct);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), counting.Length);
    }

    /// <summary>Writes the document.</summary>
    public static async Task WriteAsync(ResultsDb db, Register register, Stream stream, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteStartObject("register");
        json.WriteString("registerId", register.RegisterId);
        json.WriteString("vacancyId", register.VacancyId);
        json.WriteString("requestedAt", InstantPattern.ExtendedIso.Format(register.RequestedAt));
        json.WriteEndObject();

        json.WriteStartArray("seals");
        await foreach (var line in LinesOf(db, register).Where(l => l.Kind == RegisterLineKind.Seal).OrderBy(l => l.Service).AsAsyncEnumerable().WithCancellation(ct))
            WriteLine(json, line);
        json.WriteEndArray();

        json.WriteStartObject("procedure");
        await WriteListsAsync(json, LinesOf(db, register).Where(l => l.CandidacyId == null && l.Kind != RegisterLineKind.Seal), ct);
        json.WriteEndObject();

        json.WriteStartArray("candidacies");
        await WriteCandidaciesAsync(json, LinesOf(db, register).Where(l => l.CandidacyId != null), ct);
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(ct);
    }

    /// <summary>Lines in the order of the document.</summary>
    public static IQueryable<RegisterLineRow> InOrder(IQueryable<RegisterLineRow> lines) =>
        lines.OrderBy(l => l.CandidacyId).ThenByDescending(l => l.Kind).ThenBy(l => l.At).ThenBy(l => l.Service).ThenBy(l => l.Part).ThenBy(l => l.Line);

    private static IQueryable<RegisterLineRow> LinesOf(ResultsDb db, Register register) => db.RegisterLines.AsNoTracking().Where(l => l.RegisterId == register.RegisterId);

    private static async Task WriteCandidaciesAsync(Utf8JsonWriter json, IQueryable<RegisterLineRow> lines, CancellationToken ct)
    {
        (Guid? Candidacy, RegisterLineKind? Kind, int Lines) open = default;
        await foreach (var line in InOrder(lines).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (line.CandidacyId != open.Candidacy)
            {
                if (open.Candidacy is not null) Close();
                json.WriteStartObject();
                json.WriteString("candidacyId", line.CandidacyId!.Value);
                open = (line.CandidacyId, null, open.Lines);
            }

            Begin(json, line.Kind, open.Kind);
            open = (open.Candidacy, line.Kind, open.Lines + 1);
            WriteLine(json, line);
            if (open.Lines % LinesUntilFlush == 0) await json.FlushAsync(ct);
        }

        if (open.Candidacy is not null) Close();

        void Close()
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static async Task WriteListsAsync(Utf8JsonWriter json, IQueryable<RegisterLineRow> lines, CancellationToken ct)
    {
        var (kind, count) = ((RegisterLineKind?)null, 0);
        await foreach (var line in InOrder(lines).AsAsyncEnumerable().WithCancellation(ct))
        {
            Begin(json, line.Kind, kind);
            kind = line.Kind;
            WriteLine(json, line);
            if (++count % LinesUntilFlush == 0) await json.FlushAsync(ct);
        }

        if (kind is not null) json.WriteEndArray();
    }

    private static void Begin(Utf8JsonWriter json, RegisterLineKind kind, RegisterLineKind? before)
    {
        if (kind == before) return;
        if (before is not null) json.WriteEndArray();
        json.WriteStartArray(kind switch
        {
            RegisterLineKind.Statement => "statements",
            RegisterLineKind.Record => "record",
            RegisterLineKind.Seal => "seals",
        });
    }

    /// <summary>A line as it was answered, with the service that answered.</summary>
    private static void WriteLine(Utf8JsonWriter json, RegisterLineRow line)
    {
        using var content = JsonDocument.Parse(line.Content);
        json.WriteStartObject();
        json.WriteString("service", line.Service);
        foreach (var member in content.RootElement.EnumerateObject()) member.WriteTo(json);
        json.WriteEndObject();
    }

    /// <summary>Counts and hashes what is written, and keeps nothing.</summary>
    private sealed class HashingStream(IncrementalHash hash) : Stream
    {
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            _length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
