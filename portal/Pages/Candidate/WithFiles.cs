namespace Selection.Portal.Pages.Candidate;

/// <summary>A form with files: those that stay, and new ones.</summary>
public abstract class WithFiles
{
    /// <summary>What was changed is the version that was seen (R17).</summary>
    public string? Version { get; set; }

    /// <summary>The files of before that stay; null where none does, as a form then sends nothing of them.</summary>
    public List<Guid>? Keep { get; set; }

    public IReadOnlyList<IFormFile>? Files { get; set; }

    /// <summary>The files that were chosen; a field left empty is sent as a file without a name.</summary>
    public IReadOnlyList<IFormFile> Chosen => [.. (Files ?? []).Where(f => f.FileName.Length > 0)];
}
