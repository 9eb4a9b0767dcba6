using System.Resources;

namespace Selection.ServiceDefaults.Tests.SampleService;

internal static class Texts
{
    internal static ResourceManager Resources { get; } = new("Selection.ServiceDefaults.Tests.SampleService.Texts", typeof(Texts).Assembly);
}
