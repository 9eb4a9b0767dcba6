namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>A field of a notice's form.</summary>
/// <param name="Name">Its path below what it belongs to; empty for a row that is the value itself.</param>
public abstract record NoticeField(string Name)
{
    private readonly string? _label;

    /// <summary>The key of its label, under <c>Notice_Field_</c>; the last part of its name where nothing else is said.</summary>
    public string Label
    {
        get => _label ?? Name[(Name.LastIndexOf('.') + 1)..];
        init => _label = value;
    }

    /// <summary>Whether it is frozen from publication on (R3).</summary>
    public bool Frozen { get; init; }

    /// <summary>Whether a hint is under the label's key with <c>_Hint</c>.</summary>
    public bool HasHint { get; init; }

    /// <summary>All keys its label and hint need.</summary>
    public virtual IEnumerable<string> Keys => HasHint ? [$"Notice_Field_{Label}", $"Notice_Field_{Label}_Hint"] : [$"Notice_Field_{Label}"];
}

/// <summary>A text in the four languages.</summary>
public sealed record TextsField(string Name, int Rows = 1) : NoticeField(Name);

/// <summary>One line that is the same in all languages.</summary>
public sealed record LineField(string Name, int MaxLength = 200) : NoticeField(Name)
{
    public string Type { get; init; } = "text";
}

/// <summary>A number.</summary>
public sealed record NumberField(string Name) : NoticeField(Name)
{
    /// <summary>Whether it may have decimals.</summary>
    public bool Decimals { get; init; }

    /// <summary>Whether there may be none.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether zero stands for what was not filled in yet.</summary>
    public bool ZeroIsNothing { get; init; }
}

/// <summary>One of a few values.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Values">What can be chosen.</param>
/// <param name="TextKey">What stands before a value in the key of its text.</param>
public sealed record ChoiceField(string Name, IReadOnlyList<string> Values, string TextKey) : NoticeField(Name)
{
    public override IEnumerable<string> Keys => base.Keys.Concat(Values.Select(v => TextKey + v));
}

/// <summary>Yes or no.</summary>
public sealed record YesNoField(string Name) : NoticeField(Name);

/// <summary>A day.</summary>
public sealed record DayField(string Name) : NoticeField(Name);

/// <summary>Rows that are added, taken out and moved.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Row">The fields of a row.</param>
public sealed record RowsField(string Name, params IReadOnlyList<NoticeField> Row) : NoticeField(Name)
{
    /// <summary>Whether the rows are frozen from publication on, though not their words.</summary>
    public bool FrozenRows { get; init; }

    /// <summary>Whether a row is a text by itself.</summary>
    public bool OfTexts => Row is [{ Name: "" }];

    /// <summary>What one row is called.</summary>
    public string RowKey => $"Notice_Row_{Label}";

    /// <summary>What the button says that adds one: articles and genders differ by row.</summary>
    public string AddKey => $"Notice_Add_{Label}";

    public override IEnumerable<string> Keys => base.Keys.Append(RowKey).Append(AddKey).Concat(Row.Where(r => r.Label.Length > 0).SelectMany(r => r.Keys));
}

/// <summary>Fields under one heading.</summary>
public sealed record HeadedFields(string Heading, params IReadOnlyList<NoticeField> Fields) : NoticeField("")
{
    public override IEnumerable<string> Keys => Fields.SelectMany(f => f.Keys).Append($"Notice_Heading_{Heading}");
}

/// <summary>The weight of each competency of the oral test, and whether it is essential (R43).</summary>
public sealed record WeightsField() : NoticeField("rules.scoring")
{
    public const string Weights = "weights";
    public const string Essential = "essential";

    public override IEnumerable<string> Keys => ["Notice_Field_scoring", "Notice_Field_weights", "Notice_Field_essential"];
}

/// <summary>What tells equal totals apart, in order (R46).</summary>
public sealed record TieBreaksField() : NoticeField("rules.tieBreaks")
{
    public static IReadOnlyList<string> Values { get; } = Enum.GetNames<Contracts.Vacancies.TieBreak>();

    public override IEnumerable<string> Keys => ["Notice_Field_tieBreaks", "Notice_Field_tieBreaks_Hint", "Notice_TieBreak_Nth", "Notice_TieBreak_None", .. Values.Select(v => $"TieBreak_{v}")];
}
