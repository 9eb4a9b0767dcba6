using System.Buffers.Binary;
using System.Text;

namespace Selection.ServiceDefaults.Documents;

/// <summary>
/// Recognises a content (R6) while it streams by, from its own bytes and nothing else. It remembers the end of the previous
/// piece and a few positions only. A DOC is an OLE container of Word's class with a Word document in it, a DOCX a zip whose
/// directory lists the content types and <c>word/</c>; a program, a macro, an installer or a spreadsheet in such a
/// container is none, nor is what is cut off, or two kinds of file at once.
/// </summary>
public sealed class FormatReader
{
    /// <summary>Nothing that is looked for is longer, so that no cut between two pieces hides it.</summary>
    private const int Overlap = 128;

    private readonly ZipTraces _zip = new();
    private readonly OleTraces _ole = new();
    private readonly JpegTraces _jpeg = new();
    private readonly TiffTraces _tiff = new();
    private readonly PdfTraces _pdf = new();
    private byte[] _tail = [];
    private byte[] _head = [];
    private long _size;

    /// <summary>Takes the next piece.</summary>
    public void Read(ReadOnlySpan<byte> piece)
    {
        if (_head.Length < 16) _head = [.. _head, .. piece[..Math.Min(16, piece.Length)]];
        byte[] bytes = [.. _tail, .. piece];
        var window = new Window(bytes, _size - _tail.Length);
        _size += piece.Length;
        _zip.Read(window);
        _pdf.Read(window);
        if (IsOle) _ole.Read(window);
        if (IsJpeg) _jpeg.Read(window);
        if (IsTiff) _tiff.Read(window);
        _tail = bytes.Length > Overlap ? bytes[^Overlap..] : bytes;
    }

    /// <summary>What is wrong with the whole, for a format that was promised; null when nothing is.</summary>
    public ContentFault? FaultAs(FileFormat format)
    {
        if (_size == 0) return ContentFault.Empty;
        if (IsProgram || (IsZip && _zip.HasMacro) || (IsOle && _ole.HasMacro)) return ContentFault.Executable;
        var startsRight = format switch
        {
            FileFormat.Pdf => IsPdf,
            FileFormat.Doc => IsOle,
            FileFormat.Docx => IsZip,
            FileFormat.Jpg => IsJpeg,
            FileFormat.Tif => IsTiff,
        };
        if (!startsRight) return ContentFault.Mislabelled;
        if ((format is not FileFormat.Docx && _zip.EndsAt(_size)) || (format is not FileFormat.Pdf && _pdf.IsOneTo(1024))) return ContentFault.TwoKinds;
        return format switch
        {
            FileFormat.Pdf => _pdf.EndsWithin(_size, 1024) ? null : ContentFault.Damaged,
            FileFormat.Doc => _ole.FaultOfDoc(_size),
            FileFormat.Docx => !_zip.EndsAt(_size) ? ContentFault.Damaged : _zip.IsDocx ? null : ContentFault.Mislabelled,
            FileFormat.Jpg => _jpeg.IsWhole ? null : ContentFault.Damaged,
            FileFormat.Tif => _tiff.IsWhole ? null : ContentFault.Damaged,
        };
    }

    private bool IsPdf => Starts("%PDF-"u8);

    private bool IsOle => Starts([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    private bool IsZip => Starts([0x50, 0x4B, 0x03, 0x04]);

    private bool IsJpeg => Starts([0xFF, 0xD8, 0xFF]);

    private bool IsTiff => Starts([0x49, 0x49, 0x2A, 0x00]) || Starts([0x4D, 0x4D, 0x00, 0x2A]);

    /// <summary>Windows, Linux, macOS (both byte orders and universal), or a script.</summary>
    private bool IsProgram => Starts("MZ"u8) || Starts([0x7F, 0x45, 0x4C, 0x46]) || Starts("#!"u8)
        || Starts([0xFE, 0xED, 0xFA]) || Starts([0xCF, 0xFA, 0xED, 0xFE]) || Starts([0xCE, 0xFA, 0xED, 0xFE]) || Starts([0xCA, 0xFE, 0xBA, 0xBE]);

    private bool Starts(ReadOnlySpan<byte> magic) => _head.AsSpan().StartsWith(magic);

    /// <summary>What is in sight: the piece, and the end of the one before it; and where in the content that begins.</summary>
    private readonly ref struct Window(ReadOnlySpan<byte> bytes, long start)
    {
        public ReadOnlySpan<byte> Bytes { get; } = bytes;

        public long Start { get; } = start;

        /// <summary>So many bytes from a place in the content; nothing when they are not all in sight.</summary>
        public ReadOnlySpan<byte> At(long position, int length)
        {
            var from = position - Start;
            return from >= 0 && from <= Bytes.Length - length ? Bytes.Slice((int)from, length) : [];
        }
    }

    /// <summary>A zip's directory stands at its end, so that one cut off has none.</summary>
    private sealed class ZipTraces
    {
        private const int EntryHeader = 46;
        private const int EndRecord = 22;
        private readonly List<long> _ends = [];
        private bool _contentTypes, _wordFolder;

        public bool HasMacro { get; private set; }

        public bool IsDocx => _contentTypes && _wordFolder;

        public bool EndsAt(long size) => _ends.Contains(size);

        public void Read(Window window)
        {
            // An end record says how long the comment after it is: where the whole must end, for it to be one.
            var soFar = window.Start + window.Bytes.Length;
            _ends.RemoveAll(end => end < soFar);
            for (var at = 0; Next(window.Bytes, "PK\u0005\u0006"u8, ref at); at++)
            {
                if (window.At(window.Start + at, EndRecord) is not { IsEmpty: false } record) break;
                var end = window.Start + at + EndRecord + BinaryPrimitives.ReadUInt16LittleEndian(record[20..]);
                if (end >= soFar && !_ends.Contains(end)) _ends.Add(end);
            }

            for (var at = 0; Next(window.Bytes, "PK\u0001\u0002"u8, ref at); at++)
            {
                if (window.Bytes.Length - at < EntryHeader) break;
                var name = window.Bytes[(at + EntryHeader)..Math.Min(window.Bytes.Length, at + EntryHeader + 40)];
                _contentTypes |= name.StartsWith("[Content_Types].xml"u8);
                _wordFolder |= name.StartsWith("word/document"u8);
                HasMacro |= name.StartsWith("word/vbaProject"u8);
            }
        }

        private static bool Next(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark, ref int at)
        {
            var found = bytes[at..].IndexOf(mark);
            at += Math.Max(0, found);
            return found >= 0;
        }
    }

    /// <summary>An OLE container's directory begins where its header says, with the root, which names the program it belongs to.</summary>
    private sealed class OleTraces
    {
        private const int Entry = 128;
        private static readonly byte[] WordStream = Encoding.Unicode.GetBytes("WordDocument");
        private static readonly byte[] Macros = Encoding.Unicode.GetBytes("_VBA_PROJECT");
        private static readonly Guid[] Word = [new("00020906-0000-0000-C000-000000000046"), new("00020900-0000-0000-C000-000000000046"), Guid.Empty];
        private long? _directory;
        private bool _wordStream;
        private Guid? _program;

        public bool HasMacro { get; private set; }

        public void Read(Window window)
        {
            _wordStream |= window.Bytes.IndexOf(WordStream) >= 0;
            HasMacro |= window.Bytes.IndexOf(Macros) >= 0;
            if (_directory is null && window.At(30, 22) is { IsEmpty: false } header)
            {
                var shift = BinaryPrimitives.ReadUInt16LittleEndian(header);
                var sector = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
                _directory = shift is 9 or 12 ? (sector + 1L) << shift : -1;
            }

            if (_program is null && _directory is > 0 && window.At(_directory.Value, Entry) is { IsEmpty: false } root) _program = new Guid(root.Slice(80, 16));
        }

        public ContentFault? FaultOfDoc(long size)
        {
            if (_directory is null || _directory + Entry > size) return ContentFault.Damaged;
            return _program is { } program && Word.Contains(program) && _wordStream ? null : ContentFault.Mislabelled;
        }
    }

    /// <summary>A JPEG is a chain of segments up to a frame and its scan, and ends with a mark.</summary>
    private sealed class JpegTraces
    {
        private long _next = 2;
        private bool _frame, _scan;

        public bool IsWhole { get; private set; }

        public void Read(Window window)
        {
            while (!_scan && window.At(_next, 4) is { IsEmpty: false } segment)
            {
                if (segment[0] != 0xFF)
                {
                    // Not where a segment must begin: it is read no further, and never whole.
                    _next = long.MaxValue;
                    break;
                }

                if (segment[1] == 0xFF)
                {
                    _next++;
                    continue;
                }

                _frame |= segment[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
                _scan = segment[1] == 0xDA;
                _next += 2 + Math.Max((ushort)2, BinaryPrimitives.ReadUInt16BigEndian(segment[2..]));
            }

            if (!_scan || !_frame) return;
            var from = (int)Math.Clamp(_next - window.Start, 0, window.Bytes.Length);
            ReadOnlySpan<byte> endOfImage = [0xFF, 0xD9];
            IsWhole |= window.Bytes[from..].IndexOf(endOfImage) >= 0;
        }
    }

    /// <summary>A TIFF's header says where its first directory is, which holds at least one entry.</summary>
    private sealed class TiffTraces
    {
        private long? _directory;
        private bool _little;

        public bool IsWhole { get; private set; }

        public void Read(Window window)
        {
            if (_directory is null && window.At(0, 8) is { IsEmpty: false } header)
            {
                _little = header[0] == (byte)'I';
                _directory = _little ? BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) : BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
            }

            if (_directory is not >= 8 || window.At(_directory.Value, 2 + 12) is not { IsEmpty: false } directory) return;
            IsWhole |= (_little ? BinaryPrimitives.ReadUInt16LittleEndian(directory) : BinaryPrimitives.ReadUInt16BigEndian(directory)) > 0;
        }
    }

    /// <summary>A PDF is looked for in the first 1024 bytes by those who open it, and its end in the last.</summary>
    private sealed class PdfTraces
    {
        private long _first = long.MaxValue, _end = long.MinValue;

        public bool IsOneTo(int bytes) => _first < bytes;

        public bool EndsWithin(long size, int bytes) => _end >= size - bytes;

        public void Read(Window window)
        {
            if (window.Start < 1024 && window.Bytes.IndexOf("%PDF-"u8) is >= 0 and var first) _first = Math.Min(_first, window.Start + first);
            if (window.Bytes.LastIndexOf("%%EOF"u8) is >= 0 and var end) _end = window.Start + end;
        }
    }
}
