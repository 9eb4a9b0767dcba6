using System.IO.Compression;
using System.Text;

namespace Selection.Testing;

/// <summary>Small files of each format (R6), which are what their names say.</summary>
public static class Files
{
    public static readonly Guid Word = new("00020906-0000-0000-C000-000000000046");
    public static readonly Guid Excel = new("00020820-0000-0000-C000-000000000046");
    public static readonly Guid Installer = new("000C1084-0000-0000-C000-000000000046");

    /// <summary>Of so many bytes.</summary>
    public static byte[] Pdf(int size = 300) => [.. "%PDF-1.7\n"u8, .. new byte[size - 15], .. "%%EOF\n"u8];

    /// <summary>Two segments, a frame, a scan and its end.</summary>
    public static byte[] Jpg() =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, .. new byte[10], 0xFF, 0xFE, 0, 40, .. new byte[38],
        0xFF, 0xC0, 0, 11, .. new byte[9], 0xFF, 0xDA, 0, 8, .. new byte[6], .. new byte[100], 0xFF, 0xD9,
    ];

    /// <summary>A directory of one entry behind some strips.</summary>
    public static byte[] TifLittleEndian() => [.. "II*\0"u8, 108, 0, 0, 0, .. new byte[100], 1, 0, .. new byte[12], .. new byte[4]];

    public static byte[] TifBigEndian() => [.. "MM\0*"u8, 0, 0, 0, 108, .. new byte[100], 0, 1, .. new byte[12], .. new byte[4]];

    public static byte[] Doc() => Ole(Word, "WordDocument");

    /// <summary>An OLE container: header, then the directory with its root, which names the program, and the streams.</summary>
    public static byte[] Ole(Guid program, params string[] streams)
    {
        var file = new byte[512 + (128 * (1 + streams.Length)) + 1024];
        byte[] magic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        magic.CopyTo(file, 0);
        file[30] = 9;
        foreach (var (i, name) in streams.Prepend("Root Entry").Index()) Encoding.Unicode.GetBytes(name).CopyTo(file, 512 + (128 * i));
        program.ToByteArray().CopyTo(file, 512 + 80);
        return file;
    }

    public static byte[] Docx(params string[] more) => Zip(["[Content_Types].xml", "_rels/.rels", "word/document.xml", .. more]);

    public static byte[] Zip(params string[] names)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach (var name in names)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"<x>{name}</x>", 20))));
            }
        }

        return memory.ToArray();
    }
}
