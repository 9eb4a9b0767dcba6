namespace Selection.Candidacies.Domain;

/// <summary>What may be uploaded (R6).</summary>
public enum FileFormat
{
    Pdf,
    Doc,
    Docx,
    Jpg,
    Tif,
}

/// <summary>Why a content is refused (R6); each has its own text.</summary>
public enum ContentFault
{
    Empty,
    Extension,
    Mislabelled,
    Executable,

    /// <summary>It begins as it should, and is cut off or broken.</summary>
    Damaged,

    /// <summary>It is another kind of file as well, for whoever opens it as one.</summary>
    TwoKinds,
}

/// <summary>Formats by name.</summary>
internal static class FileFormats
{
    /// <summary>The largest content there may be: 8 MiB, inclusive (R6).</summary>
    public const int MaxSize = 8 * 1024 * 1024;

    /// <summary>The format a file's name promises; null for any other.</summary>
    public static FileFormat? OfName(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".pdf" => FileFormat.Pdf,
        ".doc" => FileFormat.Doc,
        ".docx" => FileFormat.Docx,
        ".jpg" or ".jpeg" => FileFormat.Jpg,
        ".tif" or ".tiff" => FileFormat.Tif,
        _ => null,
    };

    /// <summary>What a browser is told it is.</summary>
    public static string MediaType(this FileFormat format) => format switch
    {
        FileFormat.Pdf => "application/pdf",
        FileFormat.Doc => "application/msword",
        FileFormat.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileFormat.Jpg => "image/jpeg",
        FileFormat.Tif => "image/tiff",
    };
}
