using System.Reflection;
using System.Xml.Linq;

namespace Selection.Architecture.Tests;

/// <summary>The repository as it lies on disk, and the assemblies built from it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folders of services/ that are processes.</summary>
    public static IReadOnlyList<Service> Services { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "services")).Where(f => File.Exists(Path.Combine(f, "Program.cs"))).Order(StringComparer.Ordinal).Select(f => new Service(f))];

    /// <summary>The services that carry the procedure; Identity is a development stand-in for an authority outside.</summary>
    public static IReadOnlyList<Service> ProcedureServices { get; } = [.. Services.Where(s => s.Name != "identity")];

    /// <summary>Everything of ours that services are made of.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [Assembly.Load("Selection.Contracts"), Assembly.Load("Selection.ServiceDefaults"), .. Services.Select(s => s.Assembly)];

    /// <summary>Source files below a folder, without what the build wrote.</summary>
    public static IEnumerable<string> Sources(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    /// <summary>A path as people name it.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    /// <summary>What a project file references.</summary>
    public static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(e => e.Attribute("Include")!.Value.Replace('\\', '/'));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Selection.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}

/// <summary>A service of the repository.</summary>
internal sealed record Service(string Folder)
{
    public string Title { get; } = Path.GetFileName(Folder);

    public string Name => Title.ToLowerInvariant();

    public string Project => Path.Combine(Folder, $"{Title}.csproj");

    public Assembly Assembly => Assembly.Load($"Selection.{Title}");

    /// <summary>Namespaces may differ from the assembly's name (Candidacy's is Candidacies).</summary>
    public IEnumerable<string> NamespacesOf(string layer) =>
        Assembly.GetTypes().Select(t => t.Namespace).OfType<string>().Where(n => n.Split('.').Contains(layer)).Distinct();

    public override string ToString() => Title;
}
