using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Record;
using Proposal = Selection.Screening.Domain.Proposal;

namespace Selection.Screening.Features;

/// <summary>A decision with its text, its event and its entry of the record, whether taken alone or with thousands.</summary>
internal static class DecisionActs
{
    /// <summary>What of an open case a decision is made from, with the proposal that stands; the dossier itself is not needed any more.</summary>
    internal sealed record OpenCase(Guid CandidacyId, Guid VacancyId, Guid PersonId, long Version, LocalDate ClosingDate, Proposal Proposal)
    {
        public static OpenCase Of(Case row) => new(row.CandidacyId, row.VacancyId, row.PersonId, row.Version, row.ClosingDate!.Value, row.StandingProposal!);
    }

    public static Decision Of(
        Vacancy vacancy, OpenCase open, long caseVersion, Outcome outcome, Reservation reservation, string? officer, Guid? previewId, string by, Instant now)
    {
        return new Decision
        {
            DecisionId = Guid.CreateVersion7(),
            CandidacyId = open.CandidacyId,
            VacancyId = open.VacancyId,
            PersonId = open.PersonId,
            CaseVersion = caseVersion,
            Outcome = outcome,
            Reservation = reservation,
            ProposedOutcome = open.Proposal.Outcome,
            ProposedReservation = open.Proposal.Reservation,
            AllAtOnce = previewId is not null,
            PreviewId = previewId,
            Motivation = Motivations.Write(vacancy.Language!, SubjectOf(vacancy, open.ClosingDate), open.Proposal, outcome, reservation, officer),
            OfficerMotivation = officer,
            RuleVersion = vacancy.RuleVersion,
            DecidedBy = by,
            DecidedAt = now,
        };
    }

    /// <summary>What an act on a candidacy of this vacancy is about.</summary>
    public static Subject SubjectOf(Vacancy vacancy, LocalDate closingDate) =>
        new(vacancy.SelectionCode!, vacancy.Title!.In(vacancy.Language!), vacancy.RuleVersion, closingDate);

    public static IIntegrationEvent EventOf(Decision d, LocalDate closingDate) => d.Outcome switch
    {
        Outcome.Admit or Outcome.AdmitUnderReservation => new CandidacyAdmitted(
            d.CandidacyId, d.VacancyId, d.PersonId, d.CaseVersion, closingDate, d.Reservation, d.Motivation, d.DecidedAt),
        Outcome.Refuse => new CandidacyRefused(d.CandidacyId, d.VacancyId, d.PersonId, d.CaseVersion, d.Motivation, d.DecidedAt),
    };

    public static RecordEntry EntryOf(Decision d) => new(
        d.DecidedBy, "case.decided", "case", d.CandidacyId, d.PersonId, d.RuleVersion,
        new { d.DecisionId, d.CaseVersion, d.Outcome, d.Reservation, d.ProposedOutcome, d.ProposedReservation, d.AllAtOnce, d.PreviewId }, PersonText: d.OfficerMotivation);
}
