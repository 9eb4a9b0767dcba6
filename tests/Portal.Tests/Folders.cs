using System.Reflection;

namespace Selection.Portal.Tests;

/// <summary>Where things are in the repository.</summary>
internal static class Folders
{
    private static readonly string Root = Path.GetFullPath(
        typeof(Folders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!);

    public static string Repository => Root;

    public static string Portal { get; } = Path.Combine(Root, "portal");

    /// <summary>What people look at after the tests.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "tests", "portal")).FullName;

    public static IEnumerable<string> Sources(string pattern) => Sources("portal", pattern);

    public static IEnumerable<string> Sources(string folder, string pattern) => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));
}
