using Selection.Results;
using Selection.Results.Consumers;
using Selection.Results.Data;
using Selection.Results.Features;
using Selection.Results.Features.Access;
using Selection.Results.Features.Appointments;
using Selection.Results.Features.Complaints;
using Selection.Results.Features.Feedback;
using Selection.Results.Features.Interviews;
using Selection.Results.Features.Registers;
using Selection.ServiceDefaults;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Persons;

return await ServiceProcess.RunAsync<ResultsDb>(
    args,
    "results",
    Texts.Resources,
    builder =>
    {
        builder.AddDatabase<ResultsDb>("results");
        builder.AddPersons();
        builder.AddMessaging("results", consumers => consumers
            .Add<OnVacancyPublished>()
            .Add<OnVacancyCorrected>()
            .Add<OnVacancyCancelled>()
            .Add<OnPersonChanged>().Add<OnPersonMerged>().Add<OnPersonErased>().Add<OnPersonDataRequested>().Add<OnErasureAsked>()
            .AddBatch<OnCandidacyLodged>()
            .Add<OnCandidacyWithdrawn>()
            .AddBatch<OnCandidacyAdmitted>()
            .AddBatch<OnCandidacyRefused>()
            .Add<OnScreeningReopened>()
            .Add<OnReservationDecided>()
            .Add<OnAssessmentOutcome>()
            .Add<OnOralTestPlanned>()
            .Add<OnOralTestStopped>()
            .AddBatch<OnOralTestJudged>()
            .Add<OnRegisterRequested>().Add<OnRegisterPartCollected>());
        builder.Services.AddScoped<EarlyLooks>();
        builder.Services.AddScoped<Decisions>();
        builder.Services.AddHostedService<PublishLists>().AddHostedService<AnnounceDeadlines>();
    },
    api =>
    {
        ReadStanding.Map(api); ListMissing.Map(api); ExportList.Map(api);
        ProposeList.Map(api); CorrectList.Map(api); TakeBackProposal.Map(api); RejectList.Map(api); ApproveList.Map(api);
        MovePublication.Map(api); TakeBackApproval.Map(api); ListProposals.Map(api); ReadProposedList.Map(api); ReadPublishedList.Map(api);
        AskRegister.Map(api); ReadRegisters.Map(api); DownloadRegister.Map(api); RemoveRegister.Map(api);
        ReadOwnDecision.Map(api); ReadDecision.Map(api); DownloadDecision.Map(api);
        AskFeedback.Map(api); ReadOwnFeedback.Map(api); ListFeedback.Map(api); AnswerFeedback.Map(api);
        AskAccess.Map(api); ReadOwnAccess.Map(api); ListAccess.Map(api); AnswerAccess.Map(api);
        FileComplaint.Map(api); ReadOwnComplaints.Map(api); WithdrawComplaint.Map(api);
        ListComplaints.Map(api); ExportComplaints.Map(api); ReadComplaint.Map(api); AssignComplaint.Map(api); AnswerComplaint.Map(api);
        PlanInterview.Map(api); MoveInterview.Map(api); CancelInterview.Map(api); ReadInterview.Map(api);
        SaveReport.Map(api); FinaliseReport.Map(api); CorrectReport.Map(api);
        ReadSuccession.Map(api); CheckCondition.Map(api); ReadConditions.Map(api); Appoint.Map(api); RevokeAppointment.Map(api);
        Decline.Map(api); RecordDeparture.Map(api); TakeDepartureBack.Map(api); ReadOwnAppointment.Map(api); AskAdjustments.Map(api); ListAdjustments.Map(api); AnswerAdjustments.Map(api);
    });
