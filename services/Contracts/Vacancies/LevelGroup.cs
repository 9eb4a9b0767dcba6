namespace Selection.Contracts.Vacancies;

/// <summary>The level a management function stands at, which the assessment is adapted to (R25, R31, R32). Higher is higher.</summary>
public enum LevelGroup
{
    /// <summary>Weighing classes 1 to 3.</summary>
    L1 = 1,

    /// <summary>Weighing classes 4 and 5.</summary>
    L2 = 2,

    /// <summary>Weighing classes 6 and 7.</summary>
    L3 = 3,
}

/// <summary>From weighing classes to level groups and back.</summary>
public static class LevelGroups
{
    /// <summary>The level group of a weighing class, 1 to 7; null for anything else.</summary>
    public static LevelGroup? Of(int weighingClass) => weighingClass switch
    {
        >= 1 and <= 3 => LevelGroup.L1,
        4 or 5 => LevelGroup.L2,
        6 or 7 => LevelGroup.L3,
        _ => null,
    };

    /// <summary>The weighing classes of a level group, ascending.</summary>
    public static IReadOnlyList<int> WeighingClasses(LevelGroup group) => group switch
    {
        LevelGroup.L1 => [1, 2, 3],
        LevelGroup.L2 => [4, 5],
        LevelGroup.L3 => [6, 7],
    };
}
