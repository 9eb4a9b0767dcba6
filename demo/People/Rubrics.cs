using NodaTime;
using Selection.Contracts.Dossiers;

namespace Selection.Demo.People;

/// <summary>Experiences as candidates fill them in, in Dutch, the procedure's language (R12); all in the past of every run.</summary>
public static class Rubrics
{
    /// <summary>Seven years of management in one piece.</summary>
    public static IReadOnlyList<Experience> SevenYears { get; } = [Management(new(2016, 3, 1), new(2023, 2, 28))];

    /// <summary>2019-10-23 to 2025-10-22 is six years to the day (R14).</summary>
    public static IReadOnlyList<Experience> ExactlySixYears { get; } = [Management(new(2019, 10, 23), new(2025, 10, 22))];

    /// <summary>One day later is five years and 364 days (R14).</summary>
    public static IReadOnlyList<Experience> FiveYearsAnd364Days { get; } = [Management(new(2019, 10, 24), new(2025, 10, 22))];

    /// <summary>Five years of management and nine useful ones: neither is enough, and they never add up (R13).</summary>
    public static IReadOnlyList<Experience> BothKindsNeitherEnough { get; } =
    [
        Management(new(2017, 1, 1), new(2021, 12, 31)),
        Useful(new(2008, 1, 1), new(2016, 12, 31), "health"),
    ];

    /// <summary>Two times four years, of which two at the same time: six.</summary>
    public static IReadOnlyList<Experience> OverlappingSixYears { get; } =
    [
        Management(new(2015, 5, 1), new(2019, 4, 30)),
        Management(new(2017, 5, 1), new(2021, 4, 30)),
    ];

    /// <summary>Two times four years, of which three at the same time: five, although eight are filled in.</summary>
    public static IReadOnlyList<Experience> OverlappingFiveYears { get; } =
    [
        Management(new(2015, 5, 1), new(2019, 4, 30)),
        Management(new(2016, 5, 1), new(2020, 4, 30)),
    ];

    /// <summary>One ends on 31 December, the next begins on 1 January: one period of six years.</summary>
    public static IReadOnlyList<Experience> AdjacentSixYears { get; } =
    [
        Management(new(2015, 7, 1), new(2018, 12, 31)),
        Management(new(2019, 1, 1), new(2021, 6, 30)),
    ];

    /// <summary>Two years and 182 days, and three years and 183 days: 365 loose days make the sixth year.</summary>
    public static IReadOnlyList<Experience> LooseDaysMakeAYear { get; } =
    [
        Management(new(2010, 1, 1), new(2012, 6, 30)),
        Management(new(2014, 1, 1), new(2017, 7, 2)),
    ];

    /// <summary>Ten years to the day in two of the vacancy's fields.</summary>
    public static IReadOnlyList<Experience> TenUsefulYears { get; } =
    [
        Useful(new(2010, 1, 1), new(2015, 12, 31), "social-security"),
        Useful(new(2016, 1, 1), new(2019, 12, 31), "ict-architecture"),
    ];

    /// <summary>The current job ends on the day of applying (R11).</summary>
    public static IReadOnlyList<Experience> CurrentJob(LocalDate today) =>
        [Management(new(2018, 1, 1), today) with { IsCurrent = true }];

    /// <summary>So many whole years of management.</summary>
    public static IReadOnlyList<Experience> ManagementYears(int years) => [Management(new(2012, 9, 1), new LocalDate(2012, 8, 31).PlusYears(years))];

    /// <summary>So many whole years of useful experience.</summary>
    public static IReadOnlyList<Experience> UsefulYears(int years) => [Useful(new(2010, 4, 1), new LocalDate(2010, 3, 31).PlusYears(years), "health")];

    private static Experience Management(LocalDate begin, LocalDate end) => new(
        Guid.CreateVersion7(), ExperienceKind.Management, "Directeur", "Dienst voor Gegevensbeheer", null, begin, end, false,
        "Leiding van de directie, met begroting, personeel en projecten voor de hele dienst.");

    private static Experience Useful(LocalDate begin, LocalDate end, string domain) => new(
        Guid.CreateVersion7(), ExperienceKind.UsefulProfessional, "Adviseur", "Federatie van Zorginstellingen", domain, begin, end, false,
        "Advies over de uitwisseling van gegevens tussen instellingen en over de systemen daarvoor.");
}

/// <summary>Diplomas the candidates have.</summary>
public static class Diplomas
{
    public static DiplomaFacts Master { get; } = new(DiplomaLevel.Master, "Master in de bestuurskunde", "Universiteit Gent", "BE", "nl", 2008, false);

    public static DiplomaFacts Bachelor { get; } = new(DiplomaLevel.Bachelor, "Bachelor in het bedrijfsmanagement", "Hogeschool Gent", "BE", "nl", 2007, false);

    public static DiplomaFacts MadeEqual { get; } = new(DiplomaLevel.Bachelor, "Gegradueerde met gelijkstelling", "Hoger Instituut voor Bestuur", "BE", "nl", 1994, true);

    public static DiplomaFacts Abroad { get; } = new(DiplomaLevel.Master, "Master Bestuurskunde", "Universiteit Leiden", "NL", "nl", 2009, false);

    public static DiplomaFacts InFrench { get; } = new(DiplomaLevel.Master, "Master en sciences politiques", "Université de Liège", "BE", "fr", 2010, false);

    public static DiplomaFacts AbroadInGerman { get; } = new(DiplomaLevel.Doctorate, "Doktor der Informatik", "Universität zu Köln", "DE", "de", 2011, false);
}
