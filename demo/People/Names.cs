namespace Selection.Demo.People;

/// <summary>Names for people who do not exist.</summary>
public static class Names
{
    private static readonly string[] First =
        ["Anke", "Bart", "Céline", "Dirk", "Elise", "Fatima", "Gert", "Hanne", "Ilse", "Jasper", "Karim", "Lotte", "Marie", "Nils", "Olga", "Pieter", "Rania", "Stefan", "Thérèse", "Youssef"];

    private static readonly string[] Last =
        ["Aerts", "Bogaert", "Claes", "Dubois", "Engels", "Fontaine", "Goossens", "Hermans", "Ilunga", "Jansen", "Keller", "Lambert", "Maes", "Nowak", "Özdemir", "Peeters", "Renard", "Schmitz", "Thijs", "Wouters"];

    public static (string First, string Last) Draw(Random random) => (First[random.Next(First.Length)], Last[random.Next(Last.Length)]);

    /// <summary>A national register number whose check digits are right: birth date, serial, 97 minus the rest modulo 97.</summary>
    public static string NationalNumber(Random random)
    {
        var digits = random.Next(60, 90) * 10_000_000L + random.Next(1, 13) * 100_000L + random.Next(1, 29) * 1_000L + random.Next(1, 998);
        return $"{digits:000000000}{97 - digits % 97:00}";
    }
}
