using NodaTime;

namespace Selection.Contracts.Vacancies;

/// <summary>
/// The notice and the rules of one procedure (R1, R2): what an officer writes, everybody reads and all services
/// go by. Frozen at publication; a correction is a new <see cref="Version"/> (R3).
/// </summary>
public sealed record ProcedureDefinition
{
    /// <summary>The selection code everybody knows the procedure by: three letters and five digits, e.g. <c>ANG25001</c>.</summary>
    public required string SelectionCode { get; init; }

    /// <summary>1 for the first publication, one more for each correction; 0 while it is a draft.</summary>
    public int Version { get; init; }

    /// <summary>The function's title.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Who recruits.</summary>
    public required Employer Employer { get; init; }

    /// <summary>The language of the procedure, <c>nl</c> or <c>fr</c>; the rubric is filled in in it (R12).</summary>
    public required string Language { get; init; }

    /// <summary>The diploma asked for, in words; the rule itself is <see cref="RuleSet.Diploma"/>.</summary>
    public required LocalizedText Diploma { get; init; }

    /// <summary>The type of contract, e.g. a mandate.</summary>
    public required LocalizedText ContractType { get; init; }

    /// <summary>Level, class and salary band of the function.</summary>
    public required FunctionClass Function { get; init; }

    /// <summary>The type of recruitment.</summary>
    public required LocalizedText RecruitmentType { get; init; }

    /// <summary>How long the mandate lasts, in years; 6 by law.</summary>
    public required int MandateYears { get; init; }

    /// <summary>Where the work is done.</summary>
    public required LocalizedText Place { get; init; }

    /// <summary>Full or part time.</summary>
    public required WorkingTime WorkingTime { get; init; }

    /// <summary>The notice in a paragraph.</summary>
    public required LocalizedText Summary { get; init; }

    /// <summary>What the function is for, a paragraph each.</summary>
    public required IReadOnlyList<LocalizedText> Purpose { get; init; }

    /// <summary>The relations the function keeps.</summary>
    public required FunctionContext Context { get; init; }

    /// <summary>What is expected of the holder, by area.</summary>
    public required IReadOnlyList<Section> ResultAreas { get; init; }

    /// <summary>Budget and staff.</summary>
    public required OrganisationSize Size { get; init; }

    /// <summary>What is paid.</summary>
    public required Salary Salary { get; init; }

    /// <summary>The participation conditions in words; the rules are in <see cref="Rules"/>.</summary>
    public required IReadOnlyList<LocalizedText> ParticipationConditions { get; init; }

    /// <summary>What must hold on the day of appointment (R52), in words.</summary>
    public required IReadOnlyList<LocalizedText> AppointmentConditions { get; init; }

    /// <summary>What is measured, and where (R2).</summary>
    public required CompetencyModel Competencies { get; init; }

    /// <summary>The steps of the procedure, in order.</summary>
    public required IReadOnlyList<Section> Steps { get; init; }

    /// <summary>How to apply, a step each, in order.</summary>
    public required IReadOnlyList<LocalizedText> HowToApply { get; init; }

    /// <summary>Whom to ask.</summary>
    public required Contact Contact { get; init; }

    /// <summary>The last day on which one may apply, in Brussels, to its last instant (T1).</summary>
    public required LocalDate ClosingDate { get; init; }

    /// <summary>The rules everything is judged by.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>A short notice that could be drafted, for the description of the API.</summary>
    public static ProcedureDefinition Example
    {
        get
        {
            var title = new LocalizedText("Adjunct-administrateur-generaal", "Administrateur général adjoint", "Beigeordneter Generalverwalter", "Deputy administrator-general");
            var employer = new LocalizedText("Openbare instelling", "Institution publique", "Öffentliche Einrichtung", "Public institution");
            var place = new LocalizedText("Brussel", "Bruxelles", "Brüssel", "Brussels");
            var leads = new LocalizedText("Leidt mee de instelling.", "Codirige l'institution.", "Leitet die Einrichtung mit.", "Helps to lead the institution.");
            var strategy = new LocalizedText("Strategie", "Stratégie", "Strategie", "Strategy");
            var competency = new Competency("change-management", new LocalizedText("Verandermanagement", "Gestion du changement", "Veränderungsmanagement", "Change management"), leads);
            return new ProcedureDefinition
            {
                SelectionCode = "ANG25001",
                Title = title,
                Employer = new Employer(employer, [leads], ["https://www.example.org"]),
                Language = "nl",
                Diploma = new LocalizedText("Master", "Master", "Master", "Master"),
                ContractType = new LocalizedText("Mandaat", "Mandat", "Mandat", "Mandate"),
                Function = new FunctionClass(WeighingClass: 5, SalaryBand: 5, Class: "A5"),
                RecruitmentType = new LocalizedText("Extern", "Externe", "Extern", "External"),
                MandateYears = 6,
                Place = place,
                WorkingTime = WorkingTime.FullTime,
                Summary = leads,
                Purpose = [leads],
                Context = new FunctionContext([leads], [leads], [leads]),
                ResultAreas = [new Section(strategy, [leads])],
                Size = new OrganisationSize([new Budget(employer, 20_000_000m)], [new HeadCount(employer, 90)]),
                Salary = new Salary(185_457.89m, 16_875.00m),
                ParticipationConditions = [leads],
                AppointmentConditions = [leads],
                Competencies = new CompetencyModel(
                    [competency with { Code = "leadership" }],
                    [new SpecificCompetency("social-security", strategy, leads, MasteryType.Insight, MasteryLevel.Advanced)],
                    [new CompetencyGroup(strategy, [competency])]),
                Steps = [new Section(strategy, [leads])],
                HowToApply = [leads],
                Contact = new Contact("Topteam", "topteam@example.org"),
                ClosingDate = new LocalDate(2025, 10, 22),
                Rules = new RuleSet { Experience = new ExperienceRule { UsefulDomains = [new UsefulDomain("social-security", strategy)] } },
            };
        }
    }
}

/// <summary>Who recruits.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, a paragraph each.</param>
/// <param name="Links">Its public pages.</param>
public sealed record Employer(LocalizedText Name, IReadOnlyList<LocalizedText> Description, IReadOnlyList<string> Links);

/// <summary>Level and class of the function.</summary>
/// <param name="WeighingClass">1 to 7; decides the level group.</param>
/// <param name="SalaryBand">The band the salary is in.</param>
/// <param name="Class">The class as it is written, e.g. <c>A5</c>.</param>
public sealed record FunctionClass(int WeighingClass, int SalaryBand, string Class)
{
    /// <summary>The level group of the weighing class.</summary>
    /// <exception cref="InvalidOperationException">The weighing class is not 1 to 7: no published vacancy has one.</exception>
    public LevelGroup LevelGroup() => LevelGroups.Of(WeighingClass)
        ?? throw new InvalidOperationException($"Weighing class {WeighingClass} is not 1 to 7.");
}

/// <summary>Full or part time.</summary>
public enum WorkingTime
{
    /// <summary>Full time.</summary>
    FullTime,

    /// <summary>Part time.</summary>
    PartTime,
}

/// <summary>The relations a function keeps, a sentence each.</summary>
/// <param name="Internal">Within the organisation.</param>
/// <param name="Federal">Within the federal government.</param>
/// <param name="External">Outside it.</param>
public sealed record FunctionContext(
    IReadOnlyList<LocalizedText> Internal,
    IReadOnlyList<LocalizedText> Federal,
    IReadOnlyList<LocalizedText> External);

/// <summary>A heading with its sentences.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Items">The sentences, in order.</param>
public sealed record Section(LocalizedText Title, IReadOnlyList<LocalizedText> Items);

/// <summary>Budget and staff of the organisation.</summary>
/// <param name="Budgets">A budget each, in euro a year.</param>
/// <param name="Staff">A head count each.</param>
public sealed record OrganisationSize(IReadOnlyList<Budget> Budgets, IReadOnlyList<HeadCount> Staff);

/// <summary>A budget.</summary>
/// <param name="Label">Whose, and for what.</param>
/// <param name="Euro">In euro a year.</param>
public sealed record Budget(LocalizedText Label, decimal Euro);

/// <summary>A number of people.</summary>
/// <param name="Label">Which people.</param>
/// <param name="People">How many.</param>
public sealed record HeadCount(LocalizedText Label, int People);

/// <summary>What is paid.</summary>
/// <param name="GrossYearlyEuro">Gross, a year, indexed, in euro.</param>
/// <param name="MobilityBudgetEuro">The yearly mobility budget in euro, where there is one.</param>
public sealed record Salary(decimal GrossYearlyEuro, decimal? MobilityBudgetEuro);

/// <summary>Whom to ask before closing (R3, R8, R29).</summary>
/// <param name="Name">A team or a person.</param>
/// <param name="Email">An e-mail address.</param>
public sealed record Contact(string Name, string Email);
