using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using TaskStatus = Selection.Candidacies.Domain.TaskStatus;

namespace Selection.Candidacies.Features.Messages;

/// <summary>A message in the person's language.</summary>
/// <param name="MessageId">Which.</param>
/// <param name="Kind">What it is about, such as <c>admitted</c>; stable.</param>
/// <param name="CandidacyId">The candidacy it concerns; null where it concerns the person.</param>
/// <param name="VacancyId">The vacancy it concerns, if any.</param>
/// <param name="SelectionCode">That vacancy's.</param>
/// <param name="Subject">Its heading.</param>
/// <param name="Body">What it says: plain text.</param>
/// <param name="Link">Where in the portal it leads: a path.</param>
/// <param name="Task">What is asked for; null where nothing is.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="ReadAt">When it was first read.</param>
internal sealed record MessageLine(
    Guid MessageId, string Kind, Guid? CandidacyId, Guid? VacancyId, string? SelectionCode, string Subject, string Body,
    string Link, TaskLine? Task, Instant CreatedAt, Instant? ReadAt)
{
    public static MessageLine Example => new(
        Guid.Parse("01998a6e-7f3c-7a51-9c0e-5d2f8b1a4e60"), TaskChange.RegisterForAssessment, Guid.Parse("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"),
        Guid.Parse("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001", "ANG25001: choose a session for the assessment",
        "For Deputy administrator-general you register for a session from 3 November 2025, 00:00 until 14 November 2025 (Brussels time). Without a registration your candidacy stops.",
        "/candidacies/01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25/assessment", new TaskLine(TaskStatus.Open, Instant.FromUtc(2025, 11, 14, 23, 0)),
        Instant.FromUtc(2025, 11, 2, 23, 0), null);
}

/// <summary>A task of a message.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="DueAt">The first instant that is too late.</param>
internal sealed record TaskLine(TaskStatus Status, Instant DueAt);

/// <summary>A message with all that is needed to put it into words.</summary>
internal sealed class MessageRow
{
    public required Message Message { get; init; }

    public required string Language { get; init; }

    public required string? SelectionCode { get; init; }

    public required VacancyCard? Card { get; init; }

    /// <summary>The task the message asks for, if it asks for one and no later message asks for it again.</summary>
    public required CandidateTask? Task { get; init; }

    /// <summary>Whether the candidacy goes on.</summary>
    public required bool GoesOn { get; init; }

    /// <summary>The caller's messages.</summary>
    public static IQueryable<MessageRow> Of(CandidacyDb db, Caller caller) =>
        from m in db.Messages.AsNoTracking()
        join p in db.Persons on m.PersonId equals p.PersonId
        where p.Subject == caller.Subject
        from v in db.Vacancies.Where(v => v.VacancyId == m.VacancyId).DefaultIfEmpty()
        from c in db.Candidacies.Where(c => c.CandidacyId == m.CandidacyId).DefaultIfEmpty()
        from t in db.Tasks.Where(t => t.CandidacyId == m.CandidacyId && t.DueVersion == m.SourceVersion
            && t.Kind == (m.Kind == TaskChange.RegisterForAssessmentLater ? TaskChange.RegisterForAssessment : m.Kind)).DefaultIfEmpty()
        select new MessageRow
        {
            Message = m,
            Language = p.Language,
            SelectionCode = v.SelectionCode,
            Card = v.Card,
            Task = t,
            GoesOn = c.State != CandidacyState.Withdrawn && c.Step != FunnelStep.Refused && (v.State == VacancyState.Open || v.State == VacancyState.Closed),
        };

    /// <summary>Those whose task has this status.</summary>
    public static IQueryable<MessageRow> With(IQueryable<MessageRow> rows, TaskStatus status, Instant now) => status switch
    {
        TaskStatus.Open => rows.Where(r => r.Task != null && !r.Task.Done && r.GoesOn && r.Task.DueAt > now),
        TaskStatus.Expired => rows.Where(r => r.Task != null && !r.Task.Done && r.GoesOn && r.Task.DueAt <= now),
        TaskStatus.Dropped => rows.Where(r => r.Task != null && !r.Task.Done && !r.GoesOn),
        TaskStatus.Done => rows.Where(r => r.Task != null && r.Task.Done),
    };

    public MessageLine InWords(Instant now)
    {
        var (subject, body) = Wording.Of(Message.Kind, Message.Args, SelectionCode, Card?.Title, Language);
        return new MessageLine(
            Message.MessageId, Message.Kind, Message.CandidacyId, Message.VacancyId, SelectionCode, subject, body,
            Links.Of(Message.Stage, Message.CandidacyId, Message.VacancyId),
            Task is { DueAt: { } dueAt } ? new TaskLine(TaskStatuses.Of(Task.Done, dueAt, GoesOn, now), dueAt) : null,
            Message.CreatedAt, Message.ReadAt);
    }
}
