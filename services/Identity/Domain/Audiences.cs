namespace Selection.Identity.Domain;

/// <summary>One audience a service, named as the scope that asks for it: a token for one service opens no other.</summary>
public static class Audiences
{
    public const string Gateway = "gateway";

    public static IReadOnlyList<string> All { get; } =
        ["candidacy", "screening", "assessment", "oraltest", "results", "identity", Gateway];
}
