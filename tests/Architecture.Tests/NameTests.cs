using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Selection.Architecture.Tests;

/// <summary>A thing is called what it is.</summary>
public sealed partial class NameTests
{
    [Fact]
    public void Nothing_is_called_Manager_Helper_Util_Common_or_Base()
    {
        var wrong = Repository.Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => t.Namespace?.StartsWith("Selection.", StringComparison.Ordinal) == true && !IsGenerated(t))
            .Where(t => Empty().IsMatch(t.Name) || t.Namespace!.Split('.').Any(part => Empty().IsMatch(part) || part is "Shared"))
            .Select(t => t.FullName);
        Rules.Nothing(wrong);
    }

    [Fact]
    public void No_folder_is_called_Common_Shared_or_Helpers()
    {
        var wrong = new[] { "services", "ServiceDefaults", "gateway", "portal", "AppHost", "tests" }
            .Where(f => Directory.Exists(Path.Combine(Repository.Root, f))).SelectMany(f => Repository.Sources(f)).Select(f => Path.GetDirectoryName(Repository.Relative(f))!)
            .Distinct().Where(f => f.Split(Path.DirectorySeparatorChar).Any(part => part is "Common" or "Shared" or "Helpers" or "Utils" or "Utilities") && !f.EndsWith("Pages/Shared", StringComparison.Ordinal));
        Rules.Nothing(wrong);
    }

    [Fact]
    public void A_Program_is_a_table_of_contents()
    {
        var tooLong = Repository.Services.Where(s => File.ReadAllLines(Path.Combine(s.Folder, "Program.cs")).Length > 60).Select(s => s.Title);
        Rules.Nothing(tooLong);
    }

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || type.Name.Contains('<', StringComparison.Ordinal)
        || type.Namespace!.Contains(".Migrations", StringComparison.Ordinal) || type.Namespace.StartsWith("Selection.Contracts.Assessment.V1", StringComparison.Ordinal)
        // Razor Pages looks for its layouts in Pages/Shared.
        || type.Namespace.EndsWith(".Pages.Shared", StringComparison.Ordinal)
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false);

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utility|Utilities|Common|Base)(`\\d+)?$")]
    private static partial Regex Empty();
}
