using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class RubricCheckTests
{
    private static readonly LocalDate AppliedOn = new(2025, 9, 2);
    private static readonly LocalDate Today = new(2025, 9, 20);
    private static readonly Guid Known = Guid.CreateVersion7();
    private static readonly RubricContext Context = new(Samples.Definition(), AppliedOn, Today, [Known]);

    [Fact]
    public void R10_a_complete_entry_is_accepted() => Assert.Empty(Faults(Entry()));

    [Fact]
    public void R10_the_end_may_not_lie_before_the_begin() => Assert.Equal(["experiences[0].end"], Faults(Entry() with { End = new LocalDate(2019, 12, 31) }));

    [Fact]
    public void R10_begin_and_end_on_one_day_is_a_day() => Assert.Empty(Faults(Entry() with { End = new LocalDate(2020, 1, 1) }));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1939, 12, 31)]
    [InlineData(2025, 10, 23)]
    [InlineData(9999, 12, 31)]
    public void R10_a_begin_that_cannot_be_is_refused(int year, int month, int day) =>
        Assert.Equal(["experiences[0].begin"], Faults(Entry() with { Begin = new LocalDate(year, month, day), End = new LocalDate(9999, 12, 31) }));

    [Fact]
    public void R10_an_end_in_year_9999_is_refused() => Assert.Equal(["experiences[0].end"], Faults(Entry() with { End = new LocalDate(9999, 12, 31) }));

    [Fact]
    public void R10_an_end_is_needed_unless_it_is_the_current_job()
    {
        Assert.Equal(["experiences[0].end"], Faults(Entry() with { End = null }));
        Assert.Empty(Faults(Entry() with { End = null, IsCurrent = true }));
    }

    [Fact]
    public void R11_the_current_job_ends_on_the_day_of_applying()
    {
        var rubric = RubricCheck.Read([Entry() with { End = null, IsCurrent = true }], null, Context, Guid.CreateVersion7);
        Assert.Equal(AppliedOn, rubric.Experiences[0].End);
    }

    [Fact]
    public void R11_the_end_of_the_current_job_may_move_on_to_today_and_no_further()
    {
        Assert.Empty(Faults(Entry() with { End = Today, IsCurrent = true }));
        Assert.Equal(["experiences[0].end"], Faults(Entry() with { End = Today.PlusDays(1), IsCurrent = true }));
        Assert.Equal(["experiences[0].end"], Faults(Entry() with { End = AppliedOn.PlusDays(-1), IsCurrent = true }));
    }

    [Fact]
    public void R11_the_end_of_the_current_job_never_passes_the_closing_date()
    {
        var after = Context with { Today = Samples.ClosingDate.PlusDays(5) };
        Assert.Empty(Faults(Entry() with { End = Samples.ClosingDate, IsCurrent = true }, after));
        Assert.Equal(["experiences[0].end"], Faults(Entry() with { End = Samples.ClosingDate.PlusDays(1), IsCurrent = true }, after));
    }

    [Fact]
    public void R10_useful_experience_names_one_of_the_vacancys_fields()
    {
        var domain = Samples.Definition().Rules.Experience.UsefulDomains[0].Code;
        Assert.Empty(Faults(Entry() with { Kind = ExperienceKind.UsefulProfessional, Domain = domain }));
        Assert.Equal(["experiences[0].domain"], Faults(Entry() with { Kind = ExperienceKind.UsefulProfessional }));
        Assert.Equal(["experiences[0].domain"], Faults(Entry() with { Kind = ExperienceKind.UsefulProfessional, Domain = "gardening" }));
        Assert.Equal(["experiences[0].domain"], Faults(Entry() with { Domain = domain }));
    }

    [Fact]
    public void R10_two_hundred_entries_fit_and_one_more_does_not()
    {
        Assert.Empty(RubricCheck.Faults([.. Enumerable.Repeat(Entry(), 200)], null, Context));
        Assert.Equal("experiences", Assert.Single(RubricCheck.Faults([.. Enumerable.Repeat(Entry(), 201)], null, Context)).Field);
    }

    [Fact]
    public void R17_an_entry_keeps_its_id_and_takes_nobody_elses()
    {
        Assert.Empty(Faults(Entry() with { ExperienceId = Known }));
        Assert.Equal(["experiences[0].experienceId"], Faults(Entry() with { ExperienceId = Guid.CreateVersion7() }));
        Assert.Equal("experiences[1].experienceId", Assert.Single(RubricCheck.Faults([Entry() with { ExperienceId = Known }, Entry() with { ExperienceId = Known }], null, Context)).Field);
    }

    [Fact]
    public void R10_everything_wrong_is_said_at_once()
    {
        var faults = Faults(Entry() with { Function = " ", Organisation = new string('x', 201), Description = "\u202E", End = new LocalDate(2000, 1, 1) });
        Assert.Equal(["experiences[0].description", "experiences[0].end", "experiences[0].function", "experiences[0].organisation"], faults.Order());
    }

    private static string[] Faults(ExperienceEntry entry, RubricContext? context = null) => [.. RubricCheck.Faults([entry], null, context ?? Context).Select(f => f.Field)];

    private static ExperienceEntry Entry() => new()
    {
        Kind = ExperienceKind.Management,
        Function = "Directeur",
        Organisation = "Dienst",
        Begin = new LocalDate(2020, 1, 1),
        End = new LocalDate(2024, 1, 1),
    };
}
