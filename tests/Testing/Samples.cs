using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Clock;

namespace Selection.Testing;

/// <summary>Valid test data; a test changes by <c>with</c> only what it is about.</summary>
public static class Samples
{
    /// <summary>The closing date of every sample: the one of the seed's notice.</summary>
    public static readonly LocalDate ClosingDate = new(2025, 10, 22);

    /// <summary>A complete, publishable procedure: Dutch, weighing class 5 (L2), 3 + 6 + 4×2 competencies, rules as by default.</summary>
    public static ProcedureDefinition Definition(string? selectionCode = null) => new()
    {
        SelectionCode = selectionCode ?? SelectionCode(),
        Version = 1,
        Title = Text("Deputy administrator-general"),
        Employer = new Employer(Text("Platform of social security"), [Text("It connects the institutions.")], ["https://employer.test/"]),
        Language = "nl",
        Diploma = Text("Master"),
        ContractType = Text("Mandate"),
        Function = new FunctionClass(WeighingClass: 5, SalaryBand: 5, Class: "A5"),
        RecruitmentType = Text("External"),
        MandateYears = 6,
        Place = Text("Brussels"),
        WorkingTime = WorkingTime.FullTime,
        Summary = Text("Leads the platform together with the administrator-general."),
        Purpose = [Text("Makes exchange between institutions work.")],
        Context = new FunctionContext([Text("Management committee")], [Text("Minister")], [Text("Municipalities")]),
        ResultAreas = [new Section(Text("Strategy"), [Text("Writes the plan.")])],
        Size = new OrganisationSize([new Budget(Text("Own"), 20_000_000m)], [new HeadCount(Text("Staff"), 90)]),
        Salary = new Salary(185_457.89m, 16_875.00m),
        ParticipationConditions = [Text("A diploma and experience")],
        AppointmentConditions = [Text("Civil and political rights")],
        Competencies = new CompetencyModel(
            [.. Enumerable.Range(1, 3).Select(i => Competency($"assessment-{i}"))],
            [.. Enumerable.Range(1, 6).Select(i => new SpecificCompetency(
                $"specific-{i}", Text($"Domain {i}"), Text($"Knows domain {i}"), MasteryType.Insight, MasteryLevel.Advanced))],
            [.. Enumerable.Range(1, 4).Select(group => new CompetencyGroup(
                Text($"Group {group}"), [Competency($"management-{group}-1"), Competency($"management-{group}-2")]))]),
        Steps = [new Section(Text("Screening"), [Text("On the dossier")])],
        HowToApply = [Text("Online only")],
        Contact = new Contact("Topteam", "topteam@authority.test"),
        ClosingDate = ClosingDate,
        Rules = new RuleSet
        {
            Experience = new ExperienceRule
            {
                UsefulDomains =
                [
                    new UsefulDomain("social-security", Text("Social security")),
                    new UsefulDomain("health", Text("Health")),
                    new UsefulDomain("ict-architecture", Text("ICT architecture")),
                ],
            },
        },
    };

    /// <summary>A selection code nobody else has.</summary>
    public static string SelectionCode() => $"TST{Random.Shared.Next(100_000):00000}";

    /// <summary>A dossier that meets every condition: a Belgian master in Dutch and seven years of management.</summary>
    public static Dossier Dossier() => new([Management(new LocalDate(2018, 1, 1), new LocalDate(2024, 12, 31))], [Diploma()], FederalLevelA: null);

    /// <summary>Management experience, both dates inclusive.</summary>
    public static Experience Management(LocalDate begin, LocalDate end) => new(
        Guid.CreateVersion7(), ExperienceKind.Management, "Director", "Institution", Domain: null, begin, end, IsCurrent: false, "Leidde de dienst en het personeel.");

    /// <summary>Useful professional experience, both dates inclusive.</summary>
    public static Experience Useful(LocalDate begin, LocalDate end, string domain = "health") =>
        Management(begin, end) with { Kind = ExperienceKind.UsefulProfessional, Domain = domain };

    /// <summary>A master's diploma of a Belgian university, earned in Dutch.</summary>
    public static DossierDocument Diploma() => new(
        Guid.CreateVersion7(), DocumentKind.Diploma, "diploma.pdf", new string('a', 64),
        new DiplomaFacts(DiplomaLevel.Master, "Master in de rechten", "Universiteit", "BE", "nl", 2005, MadeEqual: false));

    /// <summary>A published vacancy, open until the end of its closing date.</summary>
    public static VacancyPublished VacancyPublished(Guid? vacancyId = null, ProcedureDefinition? definition = null, long version = 1)
    {
        definition ??= Definition();
        return new VacancyPublished(
            vacancyId ?? Guid.CreateVersion7(), version, definition, BrusselsTime.EndOf(definition.ClosingDate), Instant.FromUtc(2025, 9, 2, 8, 0));
    }

    /// <summary>A person; the subject is what tokens of this person carry.</summary>
    public static PersonChanged Person(Guid? personId = null, string? subject = null, string language = "nl", long version = 1)
    {
        var id = personId ?? Guid.CreateVersion7();
        return new PersonChanged(id, version, subject ?? $"subject-{id}", "Jo", "Peeters", language, Instant.FromUtc(2025, 9, 2, 8, 0));
    }

    /// <summary>A candidacy as it stood at closing.</summary>
    public static CandidacyLodged Lodged(Guid vacancyId, Guid? personId = null, Guid? candidacyId = null, Dossier? dossier = null, long version = 1) => new(
        candidacyId ?? Guid.CreateVersion7(), vacancyId, personId ?? Guid.CreateVersion7(), version, ClosingDate, dossier ?? Dossier(), BrusselsTime.EndOf(ClosingDate));

    /// <summary>The same words in the four languages.</summary>
    public static LocalizedText Text(string text) => LocalizedText.Same(text);

    private static Competency Competency(string code) => new(code, Text(code), Text($"Shows {code}"));
}
