using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using NetArchTest.Rules;
using Selection.Contracts.Events;
using Xunit;

namespace Selection.Architecture.Tests;

/// <summary>Rule 3: events leave only through the outbox; and whoever speaks is heard.</summary>
[Collection(nameof(RunningServices))]
public sealed class MessagingTests(RunningServices running)
{
    private static readonly string[] WaysAround =
        ["MassTransit.IBus", "MassTransit.IBusControl", "MassTransit.IPublishEndpoint", "MassTransit.ISendEndpoint", "MassTransit.ISendEndpointProvider", "MassTransit.IMessageScheduler", "RabbitMQ.Client"];

    [Fact]
    public void Nothing_but_ServiceDefaults_Messaging_can_send()
    {
        var wrong = Repository.Assemblies.SelectMany(a => Types.InAssembly(a)
            .That().DoNotResideInNamespaceStartingWith("Selection.ServiceDefaults.Messaging")
            .ShouldNot().HaveDependencyOnAny(WaysAround).Failing());
        // The connection is registered where Aspire's client would register it, and the migration knows what its absence throws.
        Rules.Nothing(wrong.Except(["Microsoft.Extensions.Hosting.RabbitMqClient", "Selection.ServiceDefaults.Database.Migration"]));
    }

    [Fact]
    public void Every_event_that_a_service_publishes_has_a_consumer_in_another()
    {
        var published = Repository.ProcedureServices.SelectMany(s => PublishedBy(s).Select(e => (Event: e, Service: s)));
        var heard = Repository.ProcedureServices.SelectMany(s => ConsumersOf(s).SelectMany(EventsOf).Select(e => (Event: e.Name, Service: s))).ToList();
        var unheard = published.Where(p => !heard.Any(h => h.Event == p.Event && h.Service != p.Service))
            .Select(p => $"{p.Service} publishes {p.Event}, and nobody hears it: as a mandatory message it would be refused").Distinct();
        Rules.Nothing(unheard);
    }

    [Fact]
    public async Task Every_consumer_that_is_written_is_registered()
    {
        var missing = new List<string>();
        foreach (var service in Repository.ProcedureServices)
        {
            var known = (await running.GetAsync(service)).Services.GetRequiredService<IServiceProviderIsService>();
            missing.AddRange(ConsumersOf(service).Where(c => !known.IsService(c)).Select(c => $"{service}: {c.Name} is not named in Program.cs"));
        }

        Rules.Nothing(missing);
    }

    [Fact]
    public void A_consumer_is_called_On_and_the_event_it_hears()
    {
        var wrong = Repository.ProcedureServices.SelectMany(ConsumersOf)
            .Where(c => !c.Name.StartsWith("On", StringComparison.Ordinal) || c.Namespace?.Split('.').Contains("Consumers") != true).Select(c => c.FullName);
        Rules.Nothing(wrong);
    }

    private static IEnumerable<Type> ConsumersOf(Service service) =>
        service.Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IConsumer)));

    private static IEnumerable<Type> EventsOf(Type consumer) => consumer.GetInterfaces()
        .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>)).Select(i => i.GetGenericArguments()[0])
        .Select(m => m.IsGenericType && m.GetGenericTypeDefinition() == typeof(Batch<>) ? m.GetGenericArguments()[0] : m);

    /// <summary>A service that makes an event publishes it: there is nothing else to do with one.</summary>
    private static IEnumerable<string> PublishedBy(Service service)
    {
        var events = EventTypes.All.ToDictionary(t => t.FullName!, t => t.Name);
        using var module = ModuleDefinition.ReadModule(service.Assembly.Location);
        return [.. (from type in module.GetTypes()
                    from method in type.Methods
                    where method.HasBody
                    from instruction in method.Body.Instructions
                    where instruction.OpCode == OpCodes.Newobj
                    let made = ((MethodReference)instruction.Operand).DeclaringType.FullName
                    where events.ContainsKey(made)
                    select events[made]).Distinct()];
    }
}
