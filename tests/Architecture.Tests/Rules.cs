using NetArchTest.Rules;
using Xunit;

namespace Selection.Architecture.Tests;

internal static class Rules
{
    /// <summary>The types that break a rule, by name.</summary>
    public static IEnumerable<string> Failing(this ConditionList rule) =>
        rule.GetResult().FailingTypes?.Select(t => t.FullName!).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();

    /// <summary>All that is wrong, in full.</summary>
    public static void Nothing(IEnumerable<string?> wrong)
    {
        var all = wrong.Distinct().ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
