using Selection.Contracts.Vacancies;

namespace Selection.OralTest.Domain;

/// <summary>Gender, as far as the balance of a committee asks for it (R41).</summary>
public enum Gender
{
    /// <summary>Female.</summary>
    F,

    /// <summary>Male.</summary>
    M,

    /// <summary>Another, or not said.</summary>
    X,
}

/// <summary>What the composition of a committee looks at in a member (R41).</summary>
/// <param name="Gender">The member's gender.</param>
/// <param name="LanguageRole"><c>nl</c> or <c>fr</c>.</param>
/// <param name="IsChair">Whether the member chairs.</param>
public sealed record Seat(Gender Gender, string LanguageRole, bool IsChair);

/// <summary>What can be wrong with a committee's composition (R41).</summary>
public enum CompositionFinding
{
    /// <summary>Fewer than eight.</summary>
    TooFew,

    /// <summary>More than ten.</summary>
    TooMany,

    /// <summary>Nobody chairs.</summary>
    NoChair,

    /// <summary>More than one chairs.</summary>
    SeveralChairs,

    /// <summary>More than two thirds are of one gender.</summary>
    GenderBalance,

    /// <summary>The two language roles are not equally many; one more of either is parity where the number is odd.</summary>
    LanguageParity,
}

/// <summary>The composition of a selection committee (R41): 8 to 10 experts, one chair, balance of gender and language.</summary>
public static class Composition
{
    /// <summary>The fewest members, of a committee and at a hearing.</summary>
    public const int Fewest = 8;

    /// <summary>The most members.</summary>
    public const int Most = 10;

    /// <summary>All that is wrong, in the order of the enumeration; empty for a committee in order.</summary>
    public static IReadOnlyList<CompositionFinding> Check(IReadOnlyCollection<Seat> seats)
    {
        var findings = new List<CompositionFinding>();
        if (seats.Count < Fewest) findings.Add(CompositionFinding.TooFew);
        if (seats.Count > Most) findings.Add(CompositionFinding.TooMany);
        switch (seats.Count(seat => seat.IsChair))
        {
            case 0:
                findings.Add(CompositionFinding.NoChair);
                break;
            case > 1:
                findings.Add(CompositionFinding.SeveralChairs);
                break;
        }

        if (seats.GroupBy(seat => seat.Gender).Any(same => same.Count() * 3 > seats.Count * 2)) findings.Add(CompositionFinding.GenderBalance);
        var dutch = seats.Count(seat => seat.LanguageRole == "nl");
        var french = seats.Count(seat => seat.LanguageRole == "fr");
        if (Math.Abs(dutch - french) > seats.Count % 2) findings.Add(CompositionFinding.LanguageParity);
        return findings;
    }

    /// <summary>Whether a finding keeps the committee from being installed: number and chair always, balance where the vacancy says so.</summary>
    public static bool Blocks(this CompositionFinding finding, ParityCheck parity) => finding switch
    {
        CompositionFinding.TooFew or CompositionFinding.TooMany or CompositionFinding.NoChair or CompositionFinding.SeveralChairs => true,
        CompositionFinding.GenderBalance or CompositionFinding.LanguageParity => parity == ParityCheck.Block,
    };

    /// <summary>The name of a finding's text.</summary>
    public static string Code(this CompositionFinding finding) => finding switch
    {
        CompositionFinding.TooFew => "committee-too-few",
        CompositionFinding.TooMany => "committee-too-many",
        CompositionFinding.NoChair => "committee-no-chair",
        CompositionFinding.SeveralChairs => "committee-several-chairs",
        CompositionFinding.GenderBalance => "committee-gender-balance",
        CompositionFinding.LanguageParity => "committee-language-parity",
    };
}
