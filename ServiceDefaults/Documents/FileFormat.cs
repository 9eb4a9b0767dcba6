namespace Selection.ServiceDefaults.Documents;

/// <summary>What may be uploaded (R6).</summary>
public enum FileFormat
{
    /// <summary>A PDF.</summary>
    Pdf,

    /// <summary>A Word document of before 2007.</summary>
    Doc,

    /// <summary>A Word document since 2007, without macros.</summary>
    Docx,

    /// <summary>A JPEG.</summary>
    Jpg,

    /// <summary>A TIFF.</summary>
    Tif,
}

/// <summary>Why a content is refused (R6); each has its own text.</summary>
public enum ContentFault
{
    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>Its name ends in none of those that are accepted.</summary>
    Extension,

    /// <summary>It is not what its name says it is.</summary>
    Mislabelled,

    /// <summary>It is, or holds, a program.</summary>
    Executable,

    /// <summary>It begins as it should, and is cut off or broken.</summary>
    Damaged,

    /// <summary>It is another kind of file as well, for whoever opens it as one.</summary>
    TwoKinds,
}

/// <summary>Formats by name (R6).</summary>
public static class FileFormats
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
