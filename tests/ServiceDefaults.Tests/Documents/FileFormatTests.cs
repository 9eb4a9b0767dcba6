using CsCheck;
using Selection.ServiceDefaults.Documents;
using Selection.Testing;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Documents;

public class FileFormatTests
{
    public static TheoryData<string, byte[]> Contents => new()
    {
        { "a.pdf", Files.Pdf() },
        { "a.PDF", Files.Pdf() },
        { "a.doc", Files.Doc() },
        { "a.docx", Files.Docx() },
        { "a.jpg", Files.Jpg() },
        { "a.jpeg", Files.Jpg() },
        { "a.tif", Files.TifLittleEndian() },
        { "a.tif", Files.TifBigEndian() },
        { "a.tiff", Files.TifBigEndian() },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void R6_each_of_the_five_formats_is_recognised_by_its_content(string name, byte[] content) => Assert.Null(Fault(name, content));

    [Fact]
    public void R6_every_format_under_another_ones_name_is_refused()
    {
        foreach (var (name, content) in Contents.Select(row => ((string)row[0], (byte[])row[1])))
        {
            foreach (var other in Enum.GetValues<FileFormat>().Where(format => format != FileFormats.OfName(name)))
                Assert.Equal(ContentFault.Mislabelled, Fault($"a.{other}", content));
        }
    }

    public static TheoryData<string, byte[]> Programs => new()
    {
        { "Windows", [.. "MZ"u8, .. new byte[200]] },
        { "Linux", [0x7F, .. "ELF"u8, .. new byte[200]] },
        { "script", [.. "#!/bin/sh\nrm -rf /"u8] },
        { "macOS", [0xCF, 0xFA, 0xED, 0xFE, .. new byte[200]] },
        { "Java or universal macOS", [0xCA, 0xFE, 0xBA, 0xBE, .. new byte[200]] },
        { "Word with a macro", Files.Docx("word/vbaProject.bin") },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void R6_a_program_is_refused_whatever_it_calls_itself(string what, byte[] content)
    {
        Assert.NotEmpty(what);
        foreach (var format in Enum.GetValues<FileFormat>()) Assert.Equal(ContentFault.Executable, Fault($"a.{format}", content));
    }

    [Fact]
    public void R6_an_empty_content_is_refused_as_empty() => Assert.Equal(ContentFault.Empty, Fault("a.pdf", []));

    [Fact]
    public void R6_a_spreadsheet_is_no_docx() => Assert.Equal(ContentFault.Mislabelled, Fault("a.docx", Files.Zip("[Content_Types].xml", "xl/workbook.xml")));

    [Fact]
    public void R6_a_zip_of_other_things_is_no_docx() => Assert.Equal(ContentFault.Mislabelled, Fault("a.docx", Files.Zip("word.txt")));

    [Fact]
    public void R6_half_a_docx_is_none()
    {
        var whole = Files.Docx();
        Assert.Equal(ContentFault.Damaged, Fault("a.docx", whole[..(whole.Length / 2)]));
    }

    [Fact]
    public void R6_an_installer_in_an_OLE_container_is_no_doc() =>
        Assert.Equal(ContentFault.Mislabelled, Fault("a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[4096]]));

    [Fact]
    public void R6_another_programs_OLE_file_is_no_doc_even_with_a_word_document_inside()
    {
        Assert.Equal(ContentFault.Mislabelled, Fault("a.doc", Files.Ole(Files.Excel, "Workbook")));
        Assert.Equal(ContentFault.Mislabelled, Fault("a.doc", Files.Ole(Files.Excel, "Workbook", "WordDocument")));
        Assert.Equal(ContentFault.Mislabelled, Fault("a.doc", Files.Ole(Files.Installer, "WordDocument")));
        Assert.Equal(ContentFault.Mislabelled, Fault("a.doc", Files.Ole(Guid.Empty, "Workbook")));
        Assert.Null(Fault("a.doc", Files.Ole(Guid.Empty, "WordDocument")));
        Assert.Equal(ContentFault.Executable, Fault("a.doc", Files.Ole(Files.Word, "WordDocument", "_VBA_PROJECT")));
    }

    [Fact]
    public void R6_what_is_cut_off_at_any_byte_is_refused_as_damaged_or_not_recognised()
    {
        foreach (var (name, content) in Contents.Select(row => ((string)row[0], (byte[])row[1])).Where(c => c.Item1 is not "a.doc"))
        {
            // What the last bytes are is free in a PDF (a line end) and a TIFF (the offset of another directory).
            var whole = name.EndsWith("df", StringComparison.OrdinalIgnoreCase) ? content.Length - 1 : name.Contains("tif", StringComparison.Ordinal) ? content.Length - 4 : content.Length;
            for (var length = 0; length < whole; length++) Assert.NotNull(Fault(name, content[..length]));
        }
    }

    [Theory]
    [InlineData("a.jpg", new byte[] { 0xFF, 0xD8, 0xFF })]
    [InlineData("a.jpg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 1, 2, 3, 4 })]
    [InlineData("a.jpg", new byte[] { 0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 0xFF, 0xD9 })]
    [InlineData("a.tif", new byte[] { 0x49, 0x49, 0x2A, 0 })]
    [InlineData("a.tif", new byte[] { 0x49, 0x49, 0x2A, 0, 0, 0, 0, 0 })]
    [InlineData("a.tif", new byte[] { 0x4D, 0x4D, 0, 0x2A, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4 })]
    [InlineData("a.pdf", new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D })]
    public void R6_a_picture_with_nothing_behind_its_header_is_damaged(string name, byte[] content) => Assert.Equal(ContentFault.Damaged, Fault(name, content));

    [Fact]
    public void R6_a_file_of_two_kinds_is_refused()
    {
        var archive = Files.Zip("a.class");
        foreach (var (name, content) in new[] { ("a.pdf", Files.Pdf()), ("a.jpg", Files.Jpg()), ("a.tif", Files.TifBigEndian()), ("a.doc", Files.Doc()) })
            Assert.Equal(ContentFault.TwoKinds, Fault(name, [.. content, .. archive]));
        byte[] hidden = [.. Files.Jpg()[..24], .. "%PDF-1.4"u8, .. Files.Jpg()[32..]];
        Assert.Equal(ContentFault.TwoKinds, Fault("a.jpg", hidden));
    }

    [Fact]
    public void R6_any_bytes_at_all_are_judged_without_a_fault_of_ours() =>
        Gen.Select(Gen.Int[0, Contents.Count() - 1], Gen.Byte.Array[0, 40], Gen.Int[0, 300], Gen.Int[1, 64]).Sample((which, noise, at, size) =>
        {
            var row = Contents.ElementAt(which);
            var content = (byte[])((byte[])row[1]).Clone();
            noise.AsSpan(0, Math.Min(noise.Length, Math.Max(0, content.Length - at))).CopyTo(content.AsSpan(Math.Min(at, content.Length)));
            var (whole, cut) = (new FormatReader(), new FormatReader());
            whole.Read(content);
            foreach (var piece in content.Chunk(size)) cut.Read(piece);
            foreach (var format in Enum.GetValues<FileFormat>()) Assert.Equal(whole.FaultAs(format), cut.FaultAs(format));
        });

    [Theory]
    [InlineData("a.exe")]
    [InlineData("a.pdf.exe")]
    [InlineData("a")]
    [InlineData(".")]
    [InlineData("a.docm")]
    public void R6_other_extensions_are_none(string name) => Assert.Null(FileFormats.OfName(name));

    [Fact]
    public void R6_a_content_is_recognised_however_it_is_cut_into_pieces() =>
        Gen.Select(Gen.Int[0, Contents.Count() - 1], Gen.Int[1, 300]).Sample((which, size) =>
        {
            var row = Contents.ElementAt(which);
            var content = (byte[])row[1];
            var reader = new FormatReader();
            foreach (var piece in content.Chunk(size)) reader.Read(piece);
            Assert.Null(reader.FaultAs(FileFormats.OfName((string)row[0])!.Value));
        });

    private static ContentFault? Fault(string name, byte[] content)
    {
        var reader = new FormatReader();
        if (content.Length > 0) reader.Read(content);
        return reader.FaultAs(FileFormats.OfName(name)!.Value);
    }
}
