using System.Reflection;
using NetArchTest.Rules;
using Xunit;

namespace Selection.Architecture.Tests;

/// <summary>Rule 1: a service references only Contracts and ServiceDefaults, and reaches no other service but by events.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Allowed = ["../Contracts/Contracts.csproj", "../../ServiceDefaults/ServiceDefaults.csproj"];

    [Fact]
    public void There_are_services_to_judge() => Assert.NotEmpty(Repository.ProcedureServices);

    [Fact]
    public void A_service_references_only_Contracts_and_ServiceDefaults()
    {
        var wrong = Repository.Services.SelectMany(s => Repository.References(s.Project, "ProjectReference").Except(Allowed).Select(r => $"{s} references {r}"));
        Rules.Nothing(wrong);
    }

    [Fact]
    public void A_service_uses_no_other_services_assembly()
    {
        var wrong = Repository.Services.SelectMany(s => OfOurs(s.Assembly)
            .Except(["Selection.Contracts", "Selection.ServiceDefaults"]).Select(r => $"{s} uses {r}"));
        Rules.Nothing(wrong);
    }

    [Fact]
    public void Contracts_uses_nothing_of_ours_and_no_packages_but_Protobuf_Grpc_and_NodaTime()
    {
        Assert.Empty(OfOurs(Assembly.Load("Selection.Contracts")));
        var packages = Repository.References(Path.Combine(Repository.Root, "services/Contracts/Contracts.csproj"), "PackageReference");
        Assert.All(packages, p => Assert.True(p.StartsWith("Google.Protobuf", StringComparison.Ordinal) || p.StartsWith("Grpc.", StringComparison.Ordinal)
            || p.StartsWith("NodaTime", StringComparison.Ordinal), p));
    }

    [Fact]
    public void A_service_makes_no_http_or_grpc_call_of_its_own()
    {
        var wrong = Repository.ProcedureServices.SelectMany(s => Types.InAssembly(s.Assembly)
            .ShouldNot().HaveDependencyOnAny("System.Net.Http.HttpClient", "System.Net.Http.IHttpClientFactory", "Grpc.Net.Client").Failing());
        Rules.Nothing(wrong);
    }

    [Fact]
    public void A_service_opens_its_own_database_only()
    {
        var wrong = Repository.ProcedureServices.SelectMany(s => Repository.Sources(s.Folder)
            .SelectMany(f => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(f), "(?:AddDatabase<\\w+>|AddNpgsqlDataSource)\\(\"(\\w+)\"")
                .Where(m => m.Groups[1].Value != s.Name).Select(m => $"{Repository.Relative(f)} opens {m.Groups[1].Value}")));
        Rules.Nothing(wrong);
    }

    private static IEnumerable<string> OfOurs(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(r => r.Name!).Where(n => n.StartsWith("Selection.", StringComparison.Ordinal));
}
