using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Data;
using Selection.Candidacies.Features.Messages;
using Selection.Contracts;
using Selection.ServiceDefaults.Persons;

namespace Selection.Candidacies.Features.PersonalData;

/// <summary>What this service holds about a person (R55): account, candidacies, what was frozen, documents by name, messages.</summary>
internal static class OwnData
{
    /// <summary>A JSON document.</summary>
    public static async Task<string> CollectAsync(CandidacyDb db, NumberVault vault, Guid personId, CancellationToken ct)
    {
        var persons = await db.AllOfAsync(personId, ct);
        var person = await db.Persons.AsNoTracking().SingleAsync(p => p.PersonId == personId, ct);
        var identification = await db.Identifications.AsNoTracking().SingleOrDefaultAsync(i => i.PersonId == personId, ct);
        var candidacies = await (
            from c in db.Candidacies.AsNoTracking()
            join v in db.Vacancies on c.VacancyId equals v.VacancyId
            where persons.Contains(c.PersonId)
            orderby c.AppliedAt
            select new
            {
                c.CandidacyId,
                v.SelectionCode,
                c.State,
                c.Step,
                c.AppliedAt,
                c.ValidatedAt,
                c.WithdrawnAt,
                c.Rubric,
                Frozen = db.Dossiers.Where(d => d.CandidacyId == c.CandidacyId).Select(d => d.Content).SingleOrDefault(),
            }).ToListAsync(ct);
        var documents = await (
            from d in db.Documents.AsNoTracking()
            join v in db.DocumentVersions on d.DocumentId equals v.DocumentId
            where persons.Contains(d.PersonId)
            orderby v.UploadedAt
            select new { d.DocumentId, v.DocumentVersionId, d.Kind, v.FileName, v.Size, v.Sha256, v.Diploma, v.UploadedAt, d.RemovedAt }).ToListAsync(ct);
        var messages = await (
            from m in db.Messages.AsNoTracking()
            from v in db.Vacancies.Where(v => v.VacancyId == m.VacancyId).DefaultIfEmpty()
            where persons.Contains(m.PersonId)
            orderby m.CreatedAt
            select new { m.Kind, m.Args, m.CandidacyId, m.CreatedAt, m.ReadAt, SelectionCode = (string?)v.SelectionCode, Card = (VacancyCard?)v.Card }).ToListAsync(ct);
        var subjects = await db.Persons.Where(p => persons.Contains(p.PersonId)).Select(p => p.Subject).ToListAsync(ct);
        return JsonSerializer.Serialize(
            new
            {
                account = new
                {
                    person.PersonId,
                    person.FirstName,
                    person.LastName,
                    person.Email,
                    person.Telephone,
                    person.Address,
                    person.Language,
                    nationalNumber = person.NationalNumber is { } number ? vault.Decrypt(number, personId) : null,
                    person.OpenedAt,
                    accounts = subjects,
                },
                identification = identification is null ? null : new
                {
                    identification.Reason,
                    identification.DocumentType,
                    identification.Country,
                    documentNumber = identification.DocumentNumber is { } document ? vault.Decrypt(document, personId) : null,
                    identification.BirthDate,
                    identification.SeenOn,
                },
                diplomas = await db.CvDiplomas.AsNoTracking().Where(d => d.PersonId == personId).OrderBy(d => d.AddedAt).Select(d => d.Facts).ToListAsync(ct),
                workExperience = await db.CvWorkExperiences.AsNoTracking().Where(w => w.PersonId == personId).OrderBy(w => w.AddedAt)
                    .Select(w => new { w.Employer, w.Function, w.Begin, w.End, w.IsCurrent, w.StatutoryFederal, w.CurrentlyFederal }).ToListAsync(ct),
                questions = await db.Questions.AsNoTracking().Where(q => q.PersonId == personId).OrderBy(q => q.AskedAt)
                    .Select(q => new { q.VacancyId, q.Text, q.AskedAt, q.Answer, q.AnsweredAt }).ToListAsync(ct),
                candidacies,
                documents,
                messages = messages.Select(m =>
                {
                    var (subject, body) = Wording.Of(m.Kind, m.Args, m.SelectionCode, m.Card?.Title, person.Language);
                    return new { m.CandidacyId, m.CreatedAt, m.ReadAt, subject, body };
                }),
                record = await db.RecordOfAsync(persons, subjects, ct),
            },
            ContractsJson.Options);
    }
}
