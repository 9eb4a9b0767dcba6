using Mono.Cecil;
using Mono.Cecil.Cil;
using NetArchTest.Rules;
using Xunit;

namespace Selection.Architecture.Tests;

/// <summary>Rule 2: Domain is pure. Time, randomness and everything from outside come in as values.</summary>
public sealed class DomainTests
{
    private static readonly string[] Impure =
    [
        "Microsoft.EntityFrameworkCore", "Npgsql", "System.Data", "MassTransit", "RabbitMQ", "Grpc",
        "Microsoft.Extensions", "Microsoft.AspNetCore", "System.Net.Http", "System.Net.Sockets", "System.Net.Dns", "System.Net.Mail.SmtpClient",
        // Not System.IO.Path, which only cuts text.
        "System.IO.File", "System.IO.FileInfo", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.Stream", "System.IO.FileStream",
        "System.IO.MemoryStream", "System.IO.StreamReader", "System.IO.StreamWriter",
        "System.Random", "System.Console", "System.TimeProvider", "System.Diagnostics.Stopwatch",
        "NodaTime.IClock", "NodaTime.SystemClock", "System.Threading.Tasks.Task",
        "Selection.ServiceDefaults.Auth", "Selection.ServiceDefaults.Database", "Selection.ServiceDefaults.Messaging",
        // Not its FieldError, which is a plain value.
        "Selection.ServiceDefaults.Problems.Problem", "Selection.ServiceDefaults.Problems.IfMatch", "Selection.ServiceDefaults.Record", "Selection.ServiceDefaults.Telemetry", "Selection.ServiceDefaults.Lists",
    ];

    private static readonly string[] OtherLayers = ["Data", "Features", "Consumers", "Pages", "Tokens", "Resources"];

    [Fact]
    public void Every_service_of_the_procedure_has_a_Domain() =>
        Assert.All(Repository.ProcedureServices, s => Assert.NotEmpty(s.NamespacesOf("Domain")));

    [Fact]
    public void Domain_does_no_io_and_knows_no_database_bus_logger_or_clock() => Rules.Nothing(Breaking(_ => Impure));

    [Fact]
    public void Domain_knows_no_other_layer_of_its_service() => Rules.Nothing(Breaking(s => OtherLayers.SelectMany(s.NamespacesOf)));

    [Fact]
    public void Domain_and_Contracts_know_no_DateTime()
    {
        string[] types = ["System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly"];
        var contracts = Types.InAssembly(System.Reflection.Assembly.Load("Selection.Contracts"))
            .That().DoNotResideInNamespaceStartingWith("Selection.Contracts.Assessment.V1").ShouldNot().HaveDependencyOnAny(types).Failing();
        Rules.Nothing(Breaking(_ => types).Concat(contracts));
    }

    [Fact]
    public void Domain_makes_up_no_ids()
    {
        var wrong = new List<string>();
        foreach (var service in Repository.Services)
        {
            var domain = service.NamespacesOf("Domain").ToHashSet();
            using var module = ModuleDefinition.ReadModule(service.Assembly.Location);
            wrong.AddRange(
                from type in module.GetTypes()
                where domain.Contains(Outermost(type).Namespace)
                from method in type.Methods
                where method.HasBody
                from instruction in method.Body.Instructions
                where instruction.OpCode == OpCodes.Call && instruction.Operand is MethodReference { DeclaringType.FullName: "System.Guid", Name: "NewGuid" or "CreateVersion7" }
                select method.FullName);
        }

        Rules.Nothing(wrong);
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<string> Breaking(Func<Service, IEnumerable<string>> forbidden) =>
        from service in Repository.Services
        let types = forbidden(service).ToArray()
        where types.Length > 0
        from domain in service.NamespacesOf("Domain")
        from failing in Types.InAssembly(service.Assembly).That().ResideInNamespaceStartingWith(domain).ShouldNot().HaveDependencyOnAny(types).Failing()
        select $"{service}: {failing}";
}
