using Selection.Assessment;
using Selection.Assessment.Consumers;
using Selection.Assessment.Data;
using Selection.Assessment.Features;
using Selection.Assessment.Features.Accommodations;
using Selection.Assessment.Features.Documents;
using Selection.Assessment.Features.ExemptionClaims;
using Selection.Assessment.Vendor;
using Selection.ServiceDefaults;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Persons;

return await ServiceProcess.RunAsync<AssessmentDb>(args, "assessment", Texts.Resources,
    builder =>
    {
        builder.AddMessaging("assessment", consumers => consumers
            .Add<OnVacancyPublished>().Add<OnVacancyCorrected>().Add<OnVacancyCancelled>().Add<OnPersonChanged>().Add<OnPersonMerged>().Add<OnPersonErased>().Add<OnPersonDataRequested>().Add<OnErasureAsked>().Add<OnRegisterRequested>()
            .AddBatch<OnCandidacyAdmitted>().AddBatch<OnCandidacyRefused>()
            .Add<OnScreeningReopened>().Add<OnCandidacyWithdrawn>());
        builder.AddDatabase<AssessmentDb>("assessment");
        builder.AddPersons();
        builder.AddUploads();
        builder.AddVendorDoor();
        builder.Services.AddScoped<LedgerIntake>().AddHostedService<EndRegistration>();
    },
    api =>
    {
        OpenRegistrationPeriod.Map(api); ExtendRegistrationPeriod.Map(api); WithdrawRegistrationPeriod.Map(api); ListRegistrationPeriods.Map(api);
        PlanSession.Map(api); ChangeSession.Map(api); CancelSession.Map(api); ListSessions.Map(api); ListSeats.Map(api);
        ListCandidacies.Map(api); ShowProgress.Map(api); ExportOutcomes.Map(api);
        ImportLedger.Map(api); ImportLedgerFile.Map(api); ExportLedger.Map(api); ShowLedger.Map(api); VoidLedgerEntry.Map(api);
        ListCorrections.Map(api); DecideCorrection.Map(api); ListExemptionReviews.Map(api); DecideExemption.Map(api);
        ListSubmissions.Map(api); ShowSubmission.Map(api); ListConflicts.Map(api); SettleConflict.Map(api);
        AskForHelp.Map(api); AnswerHelp.Map(api); ListHelpRequests.Map(api);
        ListMyCandidacies.Map(api);
        ListBookableSessions.Map(api);
        BookSession.Map(api);
        CancelBooking.Map(api);
        ShowResult.Map(api);
        AskAccommodation.Map(api); ChangeAccommodation.Map(api); WithdrawAccommodation.Map(api); ReadOwnAccommodation.Map(api); ListMeasures.Map(api);
        ListAccommodations.Map(api); ReadAccommodation.Map(api); TakeAccommodation.Map(api); TakeOverAccommodation.Map(api); DecideAccommodation.Map(api);
        ClaimExemption.Map(api); ChangeExemptionClaim.Map(api); WithdrawExemptionClaim.Map(api); ReadOwnExemptionClaim.Map(api);
        ListExemptionClaims.Map(api); ReadExemptionClaim.Map(api); DecideExemptionClaim.Map(api); DownloadDocument.Map(api);
    },
    app => app.MapVendorDoor());
