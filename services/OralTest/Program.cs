using Selection.OralTest;
using Selection.OralTest.Consumers;
using Selection.OralTest.Data;
using Selection.OralTest.Features;
using Selection.ServiceDefaults;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Persons;

return await ServiceProcess.RunAsync<OralTestDb>(args, "oraltest", Texts.Resources,
    builder =>
    {
        builder.AddDatabase<OralTestDb>("oraltest");
        builder.AddPersons();
        builder.AddMessaging("oraltest", consumers => consumers
            .Add<OnVacancyPublished>().Add<OnVacancyCorrected>().Add<OnVacancyCancelled>().AddBatch<OnCandidacyLodged>().AddBatch<OnResultsPublished>()
            .Add<OnAssessmentPassed>().Add<OnAssessmentExempted>().Add<OnAssessmentExemptionWithdrawn>().Add<OnAssessmentCorrected>()
            .Add<OnCandidacyWithdrawn>().Add<OnAccommodationDecided>().Add<OnPersonChanged>().Add<OnPersonMerged>().Add<OnPersonErased>().Add<OnPersonDataRequested>().Add<OnErasureAsked>().Add<OnRegisterRequested>());
        builder.Services.AddHostedService<InviteAndStop>();
    },
    api =>
    {
        foreach (var map in (Action<IEndpointRouteBuilder>[])
        [
            ListExperts.Map, KeepExpert.Map, InstallCommittee.Map, CheckCommittee.Map, ReadCommittee.Map, ReplaceMember.Map, ListOwnCommittees.Map,
            DeclareForCandidates.Map, DeclareConflict.Map, RecuseMember.Map, KeepAvailability.Map, ListCandidacies.Map,
            PreviewPlan.Map, OfferSlots.Map, AdjustSlots.Map, RescheduleSlot.Map, ExtendPeriod.Map, ListSlots.Map, ExportSlots.Map, ListProgress.Map,
            SetCasePaper.Map, ListCasePapers.Map,
            ListOwnCandidacies.Map, OfferedSlots.Map, KeepWishes.Map, ChooseSlot.Map, ConfirmSlot.Map, CancelSlot.Map, ReadCasePaper.Map, DownloadCalendar.Map,
            ListHearings.Map, ReadHearing.Map, OpenHearing.Map, CountPresence.Map, CloseHearing.Map, MarkAbsent.Map,
            PauseHearing.Map, ResumeHearing.Map, NoteIncident.Map, ReadCourse.Map,
            ReadSheet.Map, SaveSheet.Map, SubmitSheet.Map, CorrectSheet.Map, ReadSheets.Map, ReadDifferences.Map, ReadCompleteness.Map,
            Deliberate.Map, JudgeCandidate.Map, AskCorrection.Map, ConsentToCorrection.Map, ReadMinutes.Map, ReadMerits.Map, CompareMerits.Map,
        ]) map(api);
    });
