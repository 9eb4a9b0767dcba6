using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;
using Selection.Screening.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Domain;

public sealed class CaseFlagsTests
{
    private static readonly LocalDate Closing = new(2025, 10, 22);
    private static readonly RuleSet Rules = Samples.Definition().Rules;

    private static IReadOnlyList<RaisedFlag> Of(Dossier dossier, CasePast? past = null, IReadOnlyList<RejectedExperience>? rejected = null) =>
        CaseFlags.Of(Rules, dossier, "nl", Proposals.Make(Rules, dossier, "nl", Closing, rejected), past ?? new CasePast());

    private static DossierDocument Document(DocumentKind kind) => Samples.Diploma() with { Kind = kind, Diploma = null };

    [Fact]
    public void R23_an_ordinary_dossier_has_nothing_to_look_at() => Assert.Empty(Of(Samples.Dossier()));

    [Fact]
    public void R22_a_diploma_from_abroad_is_no_flag_since_its_reservation_says_it()
    {
        var diploma = Samples.Diploma();
        Assert.Empty(Of(Samples.Dossier() with { Documents = [diploma with { Diploma = diploma.Diploma! with { Country = "FR", Language = "fr" } }] }));
    }

    [Fact]
    public void R57_a_rejected_experience_is_one_to_look_at()
    {
        var dossier = Samples.Dossier();
        Assert.Equal([new RaisedFlag(CaseFlag.ExperienceRejected, dossier.Experiences[0].ExperienceId)], Of(dossier, rejected: [new(dossier.Experiences[0], "Geen leiding.")]));
    }

    [Fact]
    public void R23_a_case_that_was_reopened_or_whose_dossier_came_anew_is_looked_at_again() =>
        Assert.Equal([CaseFlag.RulingsSetAside, CaseFlag.Reopened], Of(Samples.Dossier(), new CasePast(Reopened: true, RulingsSetAside: true)).Select(f => f.Flag));

    [Theory]
    [InlineData("A4", DocumentKind.Diploma, CaseFlag.FunctionUnproven)]
    [InlineData("B2", DocumentKind.AppointmentDecision, CaseFlag.FunctionNotLevelA)]
    public void R7_a_stated_function_that_does_not_count_is_looked_at_even_beside_a_diploma(string functionClass, DocumentKind kind, CaseFlag flag)
    {
        var dossier = Samples.Dossier() with { Documents = [Samples.Diploma(), Document(kind)], FederalLevelA = new FederalFunction("FOD Financiën", functionClass) };
        Assert.Equal(flag, Assert.Single(Of(dossier)).Flag);
    }

    [Theory]
    [InlineData(DocumentKind.Attachment, true)]
    [InlineData(DocumentKind.AppointmentDecision, false)]
    public void R7_a_function_in_the_place_of_the_diploma_that_only_an_attachment_shows_is_looked_at(DocumentKind kind, bool flagged)
    {
        var proof = Document(kind);
        var dossier = Samples.Dossier() with { Documents = [proof], FederalLevelA = new FederalFunction("FOD Financiën", "A4") };
        Assert.Equal(flagged ? [new RaisedFlag(CaseFlag.FunctionShownByAttachment, DocumentVersionId: proof.DocumentVersionId)] : [], Of(dossier));
    }

    [Theory]
    [InlineData(DiplomaLevel.Bachelor, true)]
    [InlineData(DiplomaLevel.Master, false)]
    public void R57_a_diploma_that_counts_only_since_it_was_made_equal_is_looked_at(DiplomaLevel level, bool flagged)
    {
        var diploma = Samples.Diploma();
        diploma = diploma with { Diploma = diploma.Diploma! with { Level = level, MadeEqual = true } };
        Assert.Equal(flagged ? [new RaisedFlag(CaseFlag.DiplomaMadeEqual, DocumentVersionId: diploma.DocumentVersionId)] : [], Of(Samples.Dossier() with { Documents = [diploma] }));
    }

    [Fact]
    public void R57_a_diploma_made_equal_beside_one_that_is_enough_is_not_what_it_rests_on()
    {
        var diploma = Samples.Diploma();
        var equal = diploma with { DocumentVersionId = Guid.CreateVersion7(), Diploma = diploma.Diploma! with { Level = DiplomaLevel.Bachelor, MadeEqual = true, Country = "FR" } };
        Assert.Empty(Of(Samples.Dossier() with { Documents = [equal, diploma] }));
    }

    [Fact]
    public void R8_a_document_an_officer_filed_is_looked_at()
    {
        var at = Instant.FromUtc(2025, 10, 20, 8, 0);
        var filed = Samples.Diploma() with { Provenance = new DocumentProvenance(SentInBy.Email, at, "officer-9", at, null) };
        Assert.Equal(new RaisedFlag(CaseFlag.FiledByOfficer, DocumentVersionId: filed.DocumentVersionId), Assert.Single(Of(Samples.Dossier() with { Documents = [filed] })));
    }

    [Fact]
    public void R12_text_that_reads_as_another_language_is_looked_at()
    {
        var french = Samples.Management(new(2018, 1, 1), new(2024, 12, 31)) with { Description = "J'ai dirigé le service des finances pour la région et je suis responsable du budget." };
        Assert.Equal(new RaisedFlag(CaseFlag.AnotherLanguage, french.ExperienceId), Assert.Single(Of(Samples.Dossier() with { Experiences = [french] })));
    }

    [Theory]
    [InlineData("health", false)]
    [InlineData("agriculture", true)]
    [InlineData(null, true)]
    public void R10_a_useful_experience_outside_the_fields_is_looked_at(string? field, bool flagged)
    {
        var useful = Samples.Useful(new(2010, 1, 1), new(2024, 12, 31)) with { Domain = field };
        Assert.Equal(flagged ? [new RaisedFlag(CaseFlag.UnknownField, useful.ExperienceId)] : [], Of(Samples.Dossier() with { Experiences = [useful] }));
    }

    [Fact]
    public void R10_a_vacancy_without_fields_flags_none_of_them()
    {
        var dossier = Samples.Dossier() with { Experiences = [Samples.Useful(new(2010, 1, 1), new(2024, 12, 31), "anything")] };
        Assert.Empty(CaseFlags.Of(new RuleSet(), dossier, "nl", Proposals.Make(new RuleSet(), dossier, "nl", Closing), new CasePast()));
    }

    [Fact]
    public void R23_a_kind_of_flag_is_kept_once_however_many_there_are()
    {
        var useful = Samples.Useful(new(2010, 1, 1), new(2024, 12, 31), "agriculture");
        Assert.Equal([CaseFlag.UnknownField], CaseFlags.KindsOf(Of(Samples.Dossier() with { Experiences = [useful, useful with { ExperienceId = Guid.CreateVersion7() }] })));
    }
}
