using System.Text.Json;
using CsCheck;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Screening.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Domain;

public sealed class RulingsTests
{
    private static readonly LocalDate Closing = new(2025, 10, 22);
    private static readonly RuleSet Rules = new();

    private static readonly Gen<Experience> AnExperience =
        from kind in Gen.Enum<ExperienceKind>()
        from begin in Gen.Int[0, 7000]
        from days in Gen.Int[0, 3000]
        let start = new LocalDate(2008, 2, 29).PlusDays(begin)
        select Samples.Management(start, start.PlusDays(days)) with { Kind = kind };

    private static readonly Gen<Dossier> ADossier = AnExperience.Array[0, 6].Select(experiences => Samples.Dossier() with { Experiences = experiences });

    private static Proposal Make(Dossier dossier, IEnumerable<Ruling> rulings) =>
        Proposals.Make(Rules, dossier, "nl", Closing, Rulings.Rejected(dossier, Rulings.Standing(rulings)));

    private static Ruling Reject(Experience experience, string reason = "Geen leiding.") => new(experience.ExperienceId, Accepted: false, reason);

    private static Ruling Accept(Experience experience) => new(experience.ExperienceId, Accepted: true);

    private static bool IsNotMore(ExperienceCount count, ExperienceCount than) => (count.Years, count.Days).CompareTo((than.Years, than.Days)) <= 0;

    [Fact]
    public void R57_the_count_is_made_again_from_what_is_accepted_and_the_dossier_stays_as_it_was()
    {
        var (four, three) = (Samples.Management(new(2018, 1, 1), new(2021, 12, 31)), Samples.Management(new(2022, 1, 1), new(2024, 12, 31)));
        var dossier = Samples.Dossier() with { Experiences = [four, three] };

        var all = Make(dossier, []);
        var ruled = Make(dossier, [Reject(three)]);

        Assert.Equal((Outcome.Admit, 7), (all.Outcome, all.Experience.Management.Count.Years));
        Assert.Equal((Outcome.Refuse, 4), (ruled.Outcome, ruled.Experience.Management.Count.Years));
        Assert.Equal(new RejectedExperience(three, "Geen leiding."), Assert.Single(ruled.Experience.Rejected));
        Assert.Equal(2, dossier.Experiences.Count);
    }

    [Fact]
    public void R57_an_experience_within_another_takes_nothing_away_when_it_is_rejected()
    {
        var (whole, part) = (Samples.Management(new(2018, 1, 1), new(2024, 12, 31)), Samples.Management(new(2019, 3, 1), new(2020, 2, 29)));
        var dossier = Samples.Dossier() with { Experiences = [whole, part] };

        Assert.Equal(7, Make(dossier, [Reject(part)]).Experience.Management.Count.Years);
        Assert.Equal((1, 0), (Make(dossier, [Reject(whole)]).Experience.Management.Count.Years, Make(dossier, [Reject(whole)]).Experience.Management.Count.Days));
    }

    [Fact]
    public void R57_of_several_rulings_on_one_experience_the_newest_stands()
    {
        var experience = Samples.Management(new(2018, 1, 1), new(2024, 12, 31));
        var dossier = Samples.Dossier() with { Experiences = [experience] };

        Assert.Equal(Outcome.Admit, Make(dossier, [Reject(experience), Accept(experience)]).Outcome);
        Assert.Equal("tweede", Make(dossier, [Reject(experience, "eerste"), Accept(experience), Reject(experience, "tweede")]).Experience.Rejected[0].Reason);
    }

    [Fact]
    public void R57_a_ruling_on_an_experience_that_is_gone_has_no_effect() =>
        Assert.Equal(Outcome.Admit, Make(Samples.Dossier(), [Reject(Samples.Management(new(2018, 1, 1), new(2024, 12, 31)))]).Outcome);

    [Fact]
    public void R57_rejecting_more_never_makes_the_count_larger_nor_the_outcome_better() =>
        Gen.Select(ADossier, Gen.Bool.Array[6], Gen.Bool.Array[6]).Sample((dossier, some, more) =>
        {
            var few = dossier.Experiences.Where((_, i) => some[i]).Select(e => Reject(e)).ToArray();
            var many = dossier.Experiences.Where((_, i) => some[i] || more[i]).Select(e => Reject(e)).ToArray();
            var (before, after) = (Make(dossier, few), Make(dossier, many));
            return IsNotMore(after.Experience.Management.Count, before.Experience.Management.Count)
                && IsNotMore(after.Experience.Useful.Count, before.Experience.Useful.Count)
                && after.Outcome >= before.Outcome;
        });

    [Fact]
    public void R57_accepting_all_gives_the_systems_own_proposal_whatever_was_ruled_before() =>
        Gen.Select(ADossier, Gen.Bool.Array[6]).Sample((dossier, some) =>
        {
            var rulings = dossier.Experiences.Where((_, i) => some[i]).Select(e => Reject(e)).Concat(dossier.Experiences.Select(Accept));
            return JsonSerializer.Serialize(Make(dossier, rulings), ContractsJson.Options)
                == JsonSerializer.Serialize(Proposals.Make(Rules, dossier, "nl", Closing), ContractsJson.Options);
        });

    [Fact]
    public void R57_a_proposal_kept_before_there_were_rulings_is_read_as_one_that_rejects_nothing()
    {
        var kept = JsonSerializer.Serialize(Make(Samples.Dossier(), []), ContractsJson.Options).Replace(",\"rejected\":[]", "", StringComparison.Ordinal);

        Assert.DoesNotContain("rejected", kept, StringComparison.Ordinal);
        Assert.Empty(JsonSerializer.Deserialize<Proposal>(kept, ContractsJson.Options)!.Experience.Rejected);
    }

    [Fact]
    public void R57_everything_wrong_with_rulings_is_told_at_once()
    {
        var (one, two) = (Samples.Management(new(2018, 1, 1), new(2021, 12, 31)), Samples.Management(new(2022, 1, 1), new(2024, 12, 31)));
        var dossier = Samples.Dossier() with { Experiences = [one, two] };

        var faults = Rulings.Faults(dossier,
        [
            Reject(one, " "), new Ruling(one.ExperienceId, true, "Toch wel."), new Ruling(Guid.CreateVersion7(), true), Reject(two, "Geen leiding: […]."),
        ]).Select(f => (f.Field, f.Code));

        Assert.Equal(
            [("rulings[0].reason", "required"), ("rulings[1].experienceId", "experience-twice"), ("rulings[2].experienceId", "experience-unknown"), ("rulings[3].reason", "gap")],
            faults);
        Assert.Equal("rulings", Assert.Single(Rulings.Faults(dossier, [])).Field);
        Assert.Equal("too-long", Assert.Single(Rulings.Faults(dossier, [Reject(one, new string('a', 2001))])).Code);
        Assert.Empty(Rulings.Faults(dossier, [Reject(one, new string('a', 2000)), Accept(two)]));
    }

    [Theory]
    [InlineData("nl", "Directeur", "niet aanvaard", "1\u00a0januari 2018")]
    [InlineData("fr", "Directeur", "n'est pas accepté", "1er\u00a0janvier 2018")]
    [InlineData("de", "Directeur", "nicht angenommen", "1.\u00a0Januar 2018")]
    [InlineData("en", "Directeur", "not accepted", "1\u00a0January 2018")]
    public void R57_the_act_names_each_rejected_experience_with_its_reason_in_the_language_of_the_procedure(string language, string function, string words, string begin)
    {
        Experience[] experiences =
        [
            Samples.Management(new(2018, 1, 1), new(2021, 12, 31)) with { Function = function },
            Samples.Useful(new(2022, 1, 1), new(2024, 12, 31)) with { Function = "Adviseur" },
        ];
        var proposal = Make(Samples.Dossier() with { Experiences = experiences }, [Reject(experiences[0], "Reden een."), Reject(experiences[1], "Reden twee.")]);

        var act = Motivations.Write(language, new Subject("ANG25001", "Adjunct", 1, Closing), proposal, Outcome.Refuse, Reservation.None, "Te kort.");

        Assert.All([function, "Adviseur", words, begin, "Reden een.", "Reden twee."], part => Assert.Contains(part, act, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"\{\d\}", act);
    }

    [Fact]
    public void R57_an_act_that_rejects_nothing_does_not_speak_of_it() => Assert.DoesNotContain(
        "aanvaard", Motivations.Write("nl", new Subject("ANG25001", "Adjunct", 1, Closing), Make(Samples.Dossier(), []), Outcome.Admit, Reservation.None, null), StringComparison.Ordinal);
}
