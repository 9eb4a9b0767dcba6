using System.Text.Json;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.OralTest.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class MeritsOfDossierTests
{
    private static readonly LocalDate Closing = Samples.ClosingDate;

    [Fact]
    public void R46_the_comparison_knows_diplomas_functions_and_counted_years_and_nothing_else_of_a_dossier()
    {
        var dossier = new Dossier(
            [
                Samples.Management(new LocalDate(2018, 1, 1), new LocalDate(2023, 12, 31)) with { Description = "In the candidate's words", Function = "Director" },
                Samples.Useful(new LocalDate(2010, 1, 1), new LocalDate(2012, 6, 30)),
            ],
            [
                new DossierDocument(Guid.CreateVersion7(), DocumentKind.Diploma, "scan.pdf", "00", new DiplomaFacts(DiplomaLevel.Bachelor, "Bachelor", "A", "BE", "nl", 2001, false)),
                new DossierDocument(Guid.CreateVersion7(), DocumentKind.Diploma, "scan.pdf", "00", new DiplomaFacts(DiplomaLevel.Doctorate, "Doctor", "B", "FR", "fr", 2009, true)),
                new DossierDocument(Guid.CreateVersion7(), DocumentKind.Attachment, "other.pdf", "00", null),
            ],
            new FederalFunction("FOD", "A4"));

        var merits = MeritsOfDossier.Of(dossier, Closing);

        Assert.Equal([new MeritDiploma(DiplomaLevel.Doctorate, "Doctor", "B", 2009, true), new MeritDiploma(DiplomaLevel.Bachelor, "Bachelor", "A", 2001, false)], merits.Diplomas);
        Assert.Equal(["Director", "Director"], merits.Experiences.Select(e => e.Function));
        Assert.Equal([ExperienceKind.Management, ExperienceKind.UsefulProfessional], merits.Experiences.Select(e => e.Kind));
        Assert.Equal((new CountedYears(6, 0), 2), (merits.Management, merits.Useful.Years));
        var kept = JsonSerializer.Serialize(merits, ContractsJson.Options);
        Assert.All(["candidate's words", "scan.pdf", "A4"], left => Assert.DoesNotContain(left, kept, StringComparison.Ordinal));
    }

    [Fact]
    public void R14_years_after_closing_do_not_count()
    {
        var dossier = new Dossier([Samples.Management(Closing.PlusYears(-1).PlusDays(1), Closing.PlusYears(5))], [], null);
        Assert.Equal(new CountedYears(1, 0), MeritsOfDossier.Of(dossier, Closing).Management);
    }
}
