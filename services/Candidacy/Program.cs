using Selection.Candidacies;
using Selection.Candidacies.Closing;
using Selection.Candidacies.Consumers;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Candidacies.Features.Accounts;
using Selection.Candidacies.Features.Candidacies;
using Selection.Candidacies.Features.Cv;
using Selection.Candidacies.Features.Documents;
using Selection.Candidacies.Features.Messages;
using Selection.Candidacies.Features.Operations;
using Selection.Candidacies.Features.PersonalData;
using Selection.Candidacies.Features.Persons;
using Selection.Candidacies.Features.Questions;
using Selection.Candidacies.Features.Vacancies;
using Selection.Candidacies.Mails;
using Selection.ServiceDefaults;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Documents;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Persons;

return await ServiceProcess.RunAsync<CandidacyDb>(args, "candidacy", Texts.Resources,
    builder =>
    {
        builder.AddDatabase<CandidacyDb>("candidacy"); builder.AddPersons(); builder.AddPersonalData(); builder.AddUploads();
        builder.AddMessaging("candidacy", consumers => consumers
            .AddBatch<OnCandidacyAdmitted>().AddBatch<OnCandidacyRefused>().AddBatch<OnScreeningReopened>().AddBatch<OnReservationDecided>().AddBatch<OnAssessmentInvited>().AddBatch<OnAssessmentBooked>().AddBatch<OnAssessmentBookingCancelled>()
            .AddBatch<OnAssessmentPassed>().AddBatch<OnAssessmentFailed>().AddBatch<OnAssessmentExempted>().AddBatch<OnAssessmentStopped>().AddBatch<OnAssessmentCorrected>().AddBatch<OnAssessmentInvitationWithdrawn>().AddBatch<OnAssessmentHelpAnswered>().AddBatch<OnAssessmentExemptionWithdrawn>()
            .AddBatch<OnAccommodationDecided>().AddBatch<OnExemptionClaimDecided>().AddBatch<OnOralTestInvited>().AddBatch<OnOralTestPlanned>().AddBatch<OnOralTestHeld>()
            .AddBatch<OnOralTestJudged>().AddBatch<OnOralTestStopped>().AddBatch<OnResultsPublished>().AddBatch<OnFeedbackAnswered>().AddBatch<OnCandidateAppointed>()
            .AddBatch<OnAccessAnswered>().AddBatch<OnAccessLapsed>().AddBatch<OnComplaintReceived>().AddBatch<OnComplaintOverdue>().AddBatch<OnComplaintAnswered>()
            .AddBatch<OnInterviewPlanned>().AddBatch<OnInterviewCancelled>().AddBatch<OnCandidateDroppedOut>().AddBatch<OnCandidateReinstated>().AddBatch<OnAppointmentRevoked>().AddBatch<OnAnotherAppointed>().AddBatch<OnAdjustmentsAnswered>()
            .Add<OnPersonDataCollected>().Add<OnErasureJudged>().Add<OnRegisterRequested>());
        builder.Services.AddSingleton(services => NumberVault.Of(services.GetRequiredService<IConfiguration>()));
        builder.Services.AddScoped<NewsDesk>().AddScoped<Freezer>().AddScoped<Announcer>().AddScoped<Filing>();
        builder.Services.AddSingleton(Limits.Of<DocumentLimits>(builder.Configuration, "Documents"));
        builder.Services.AddSingleton(Limits.Of<RubricLimits>(builder.Configuration, "Rubric")).AddScoped<RubricEditing>();
        builder.Services.AddHostedService<ClosingTimer>().AddHostedService<RemindOfTasks>().AddHostedService<RemindOfTests>().AddHostedService<MailSender>();
        builder.Services.AddSingleton(services => MailSettings.Of(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>()));
    },
    api =>
    {
        // Without its keys the process does not start, rather than fail at the first account.
        api.ServiceProvider.GetRequiredService<NumberVault>(); api.ServiceProvider.GetRequiredService<MailSettings>();

        DraftVacancy.Map(api); DeleteDraft.Map(api); CopyVacancy.Map(api); ImportVacancy.Map(api); ExportVacancy.Map(api); NoticeSchema.Map(api);
        CheckVacancy.Map(api); PublishVacancy.Map(api); CorrectVacancy.Map(api); CancelVacancy.Map(api); AskQuestion.Map(api); ListQuestions.Map(api); AnswerQuestion.Map(api); PublishAnswer.Map(api);
        ListVacancies.Map(api); ReadVacancy.Map(api); ReadVersions.Map(api); ReadFunnel.Map(api);
        OpenAccount.Map(api); ReadAccount.Map(api); ChangeAccount.Map(api); SearchPersons.Map(api);
        ReadPerson.Map(api); TellNoNumber.Map(api); ListUnidentified.Map(api); IdentifyPerson.Map(api); GiveNumber.Map(api); PreviewMerge.Map(api); MergePersons.Map(api);
        AskExport.Map(api); DownloadExport.Map(api); AskErasure.Map(api); TakeErasureBack.Map(api); ListErasures.Map(api);
        ReadCv.Map(api); AddDiploma.Map(api); ChangeDiploma.Map(api); RemoveDiploma.Map(api);
        AddWorkExperience.Map(api); ChangeWorkExperience.Map(api); RemoveWorkExperience.Map(api);
        UploadDocument.Map(api); FileSentIn.Map(api); ListDocuments.Map(api); ReadDocument.Map(api); DownloadDocument.Map(api); RemoveDocument.Map(api);
        Apply.Map(api); ListCandidacies.Map(api); ReadCandidacy.Map(api); ValidateCandidacy.Map(api); WithdrawCandidacy.Map(api);
        SaveRubric.Map(api); AddExperience.Map(api); ChangeExperience.Map(api); RemoveExperience.Map(api); OrderExperiences.Map(api); StateFederalFunction.Map(api);
        ListCandidaciesOfVacancy.Map(api); ReadCandidacyOfVacancy.Map(api);
        ListMessages.Map(api); CountMessages.Map(api); ReadMessage.Map(api); MarkMessageRead.Map(api); MarkMessagesRead.Map(api); ChooseMailCopies.Map(api); ListMails.Map(api); ResendMails.Map(api);
    });
