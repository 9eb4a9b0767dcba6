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
    },
    api =>
    {
        ListCases.Map(api);
        ReadCase.Map(api);
        DecideCase.Map(api);
        AcceptProposals.Map(api);
        DecideReservation.Map(api);
        ReopenCase.Map(api);
        ReadProgress.Map(api);
    });
