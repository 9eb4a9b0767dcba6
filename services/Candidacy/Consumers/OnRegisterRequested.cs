using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Features.Messages;
using Selection.Contracts.Registers;
using Selection.ServiceDefaults.Record;
using Selection.ServiceDefaults.Registers;

namespace Selection.Candidacies.Consumers;

/// <summary>
/// What Candidacy states in a procedure's register: each version of the notice with its rules, closing, the frozen dossiers by
/// their facts (R18), and what candidates were told (R20). Documents themselves stay where they are, named by version and hash.
/// </summary>
internal sealed class OnRegisterRequested(CandidacyDb db, IClock clock) : RegisterAnswer(db, "candidacy", clock)
{
    protected override FormattableString Entities(Guid vacancyId) => $"""
        select 'vacancy' as entity_type, {vacancyId} as entity_id, null::uuid as candidacy_id
        union all select 'candidacy', candidacy_id, candidacy_id from candidacies where vacancy_id = {vacancyId}
        union all select 'question', question_id, null from questions where vacancy_id = {vacancyId}
        """;

    protected override IQueryable<Guid> Candidacies(Guid vacancyId) => db.Candidacies.Where(c => c.VacancyId == vacancyId).Select(c => c.CandidacyId);

    protected override async Task<IReadOnlyList<RegisterStatement>> OfProcedureAsync(Guid vacancyId, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is null) return [];
        var versions = await db.VacancyVersions.AsNoTracking().Where(v => v.VacancyId == vacancyId).OrderBy(v => v.DefinitionVersion).ToListAsync(ct);
        var answers = await db.Questions.AsNoTracking().Where(q => q.VacancyId == vacancyId && q.PublishedAt != null).ToListAsync(ct);
        var closing = await db.Closings.AsNoTracking().SingleOrDefaultAsync(c => c.VacancyId == vacancyId, ct);
        var acts = await ActsAsync([vacancyId, .. answers.Select(q => q.QuestionId)], ["vacancy.published", "vacancy.corrected", "vacancy.cancelled", "question.answered", "question.reworded"], ct);
        return
        [
            .. versions.Select(v => RegisterStatement.Of(
                RegisterTopics.Notice, v.PublishedAt, acts[vacancyId].Who(a => a.RuleVersion == v.DefinitionVersion && a.Action != "vacancy.cancelled"),
                new { v.Definition.SelectionCode, v.Definition.ClosingDate, v.Definition.Language, v.Definition.Function.WeighingClass, changed = v.Changes.Select(c => c.Field), v.Definition.Rules },
                ruleVersion: v.DefinitionVersion, text: v.Definition.Title.In(v.Definition.Language))),
            .. answers.Select(q => RegisterStatement.Of(
                RegisterTopics.Answer, q.PublishedAt!.Value, acts[q.QuestionId].Who(), new { question = q.Published!.Question.In(vacancy.Language) }, text: q.Published.Answer.In(vacancy.Language))),
            .. closing is null ? Array.Empty<RegisterStatement>() :
                [RegisterStatement.Of(RegisterTopics.Closing, closing.ClosedAt, RecordEntry.SystemActor, new { closing.Lodged, closing.Lapsed })],
            .. vacancy.CancelledAt is not { } cancelledAt ? Array.Empty<RegisterStatement>() :
                [RegisterStatement.Of(RegisterTopics.Cancellation, cancelledAt, acts[vacancyId].Who(a => a.Action == "vacancy.cancelled"), new { }, text: vacancy.CancelReason?.In(vacancy.Language))],
        ];
    }

    protected override async Task<IReadOnlyList<RegisterStatement>> OfCandidaciesAsync(Guid vacancyId, Guid[] candidacyIds, CancellationToken ct)
    {
        var vacancy = await db.Vacancies.AsNoTracking().SingleAsync(v => v.VacancyId == vacancyId, ct);
        var candidacies = await db.Candidacies.AsNoTracking().Where(c => candidacyIds.Contains(c.CandidacyId))
            .Select(c => new { c.CandidacyId, c.PersonId, c.State, c.Step, c.AppliedAt, c.ValidatedAt, c.WithdrawnAt }).ToListAsync(ct);
        var dossiers = await db.Dossiers.AsNoTracking().Where(d => candidacyIds.Contains(d.CandidacyId)).ToListAsync(ct);
        var messages = await db.Messages.AsNoTracking().Where(m => m.CandidacyId != null && candidacyIds.Contains(m.CandidacyId.Value)).ToListAsync(ct);
        var acts = await ActsAsync(candidacyIds, ["candidacy.applied"], ct);
        return
        [
            .. candidacies.Select(c => RegisterStatement.Of(
                RegisterTopics.Candidacy, c.AppliedAt, acts[c.CandidacyId].Who(), new { c.State, c.Step, c.AppliedAt, c.ValidatedAt, c.WithdrawnAt }, c.CandidacyId, c.PersonId)),
            .. dossiers.Select(d => RegisterStatement.Of(
                RegisterTopics.Dossier, d.FrozenAt, RecordEntry.SystemActor,
                new
                {
                    documents = d.Content.Documents.Select(x => new { x.DocumentVersionId, x.Kind, x.FileName, x.Sha256, x.Diploma, x.Provenance }),
                    experiences = d.Content.Experiences.Select(e => new { e.Kind, e.Function, e.Organisation, e.Domain, e.Begin, e.End, e.IsCurrent }),
                    federalFunction = d.Content.FederalLevelA,
                }, d.CandidacyId, d.PersonId)),
            .. messages.Select(m => RegisterStatement.Of(
                RegisterTopics.Message, m.CreatedAt, RecordEntry.SystemActor,
                new { subject = Wording.Of(m.Kind, m.Args, vacancy.SelectionCode, vacancy.Card.Title, vacancy.Language).Subject, m.ReadAt }, m.CandidacyId, m.PersonId)),
        ];
    }
}
