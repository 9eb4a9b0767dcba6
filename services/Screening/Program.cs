using Selection.Screening;
using Selection.Screening.Consumers;
using Selection.Screening.Data;
using Selection.Screening.Features;
using Selection.ServiceDefaults;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Persons;

return await ServiceProcess.RunAsync<ScreeningDb>(
    args,
    "screening",
    Texts.Resources,
    builder =>
    {
        builder.AddDatabase<ScreeningDb>("screening");
        builder.AddMessaging("screening", consumers => consumers
            .Add<OnVacancyPublished>()
            .Add<OnVacancyCorrected>()
            .Add<OnVacancyClosed>()
            .Add<OnVacancyCancelled>()
            .AddBatch<OnCandidacyLodged>()
            .Add<OnCandidacyWithdrawn>()
            .Add<OnRegisterRequested>()
            .Add<OnPersonChanged>().Add<OnPersonMerged>().Add<OnPersonErased>().Add<OnPersonDataRequested>().Add<OnErasureAsked>());
        builder.AddPersons();
        builder.Services.AddSingleton(ClaimSettings.Of(builder.Configuration));
    },
    api =>
    {
        ListCases.Map(api); ReadCase.Map(api); ReadProgress.Map(api);
        ClaimCase.Map(api); ClaimNext.Map(api); TakeOverCase.Map(api); ReleaseCase.Map(api);
        RuleOnExperiences.Map(api); DecideCase.Map(api); ReopenCase.Map(api); DecideReservation.Map(api);
        PreviewAcceptance.Map(api); AcceptProposals.Map(api); ExportDecisions.Map(api);
        OfferBlocks.Map(api); ListBlocks.Map(api); AddBlock.Map(api); ChangeBlock.Map(api); RetireBlock.Map(api);
    });
