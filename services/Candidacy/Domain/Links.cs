namespace Selection.Candidacies.Domain;

/// <summary>
/// Where in the portal a message leads, as a path: <c>/candidacies/{id}</c>, <c>/candidacies/{id}/assessment</c>,
/// <c>/candidacies/{id}/oral-test</c>, <c>/candidacies/{id}/results</c>, <c>/vacancies/{id}</c> or <c>/account</c>. These paths do
/// not change: they stand in e-mails that were sent.
/// </summary>
internal static class Links
{
    public static string Of(ProcedureStage stage, Guid? candidacyId, Guid? vacancyId) => (candidacyId, stage) switch
    {
        (null, _) => vacancyId is { } vacancy ? $"/vacancies/{vacancy}" : "/account",
        ({ } id, ProcedureStage.Candidacy or ProcedureStage.Screening) => $"/candidacies/{id}",
        ({ } id, ProcedureStage.Assessment) => $"/candidacies/{id}/assessment",
        ({ } id, ProcedureStage.OralTest) => $"/candidacies/{id}/oral-test",
        ({ } id, ProcedureStage.Results) => $"/candidacies/{id}/results",
    };

    /// <summary>A message itself.</summary>
    public static string ToMessage(Guid messageId) => $"/messages/{messageId}";
}
