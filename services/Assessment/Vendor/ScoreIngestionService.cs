using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;

namespace Selection.Assessment.Vendor;

/// <summary>The vendor's door (R35): its own sessions, candidate numbers instead of people, results with receipts.</summary>
[Authorize(Policy = Policies.Vendor)]
internal sealed class ScoreIngestionService(
    AssessmentDb db, ResultIntake intake, CallerQueue callers, RegistrationFeed feed, VendorLimits limits, IHostApplicationLifetime lifetime)
    : ScoreIngestion.ScoreIngestionBase
{
    public override async Task<ListSessionsResponse> ListSessions(ListSessionsRequest request, ServerCallContext context)
    {
        var vendor = VendorCalls.VendorOf(context);
        var from = ReadTime(request.From, "from") ?? Instant.FromUtc(1, 1, 1, 0, 0);
        var until = ReadTime(request.Until, "until") ?? Instant.FromUtc(9999, 1, 1, 0, 0);
        if (until < from) throw VendorErrors.Invalid("until", "lies before from");
        var sessions = await db.Sessions.AsNoTracking()
            .Where(s => s.VendorClientId == vendor && s.CancelledAt == null && s.StartsAt >= from && s.StartsAt < until)
            // What a cancelled vacancy had planned does not take place (R3); what took place before stays, for results that still come.
            .Where(s => !db.CancelledVacancies.Any(v => v.VacancyId == s.VacancyId && v.At < s.StartsAt))
            .Join(db.Vacancies, s => s.VacancyId, v => v.VacancyId, (Session, Vacancy) => new { Session, Vacancy.LevelGroup })
            .OrderBy(s => s.Session.StartsAt).ThenBy(s => s.Session.SessionId).ToListAsync(context.CancellationToken);
        var response = new ListSessionsResponse();
        response.Sessions.AddRange(sessions.Select(s => MessageOf(s.Session, s.LevelGroup)));
        return response;
    }

    public override async Task WatchRegistrations(WatchRegistrationsRequest request, IServerStreamWriter<WatchRegistrationsResponse> responseStream, ServerCallContext context)
    {
        var vendor = VendorCalls.VendorOf(context);
        if (!Guid.TryParseExact(request.SessionId, "D", out var sessionId)) throw VendorErrors.Invalid("session_id", "is not one of ours");
        // A session that is not the vendor's is answered like one that does not exist.
        if (!await db.Sessions.AnyAsync(s => s.SessionId == sessionId && s.VendorClientId == vendor, context.CancellationToken))
            throw VendorErrors.NotYours(request.SessionId);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        await feed.SendAsync(sessionId, request.Follow, responseStream, until.Token);
    }

    public override Task<ResultReceipt> SubmitResult(SubmitResultRequest request, ServerCallContext context) =>
        request.CalculateSize() is var bytes && bytes > limits.MessageBytes
            ? throw VendorErrors.TooLarge(bytes, limits.MessageBytes)
            : callers.TakeAsync(request, VendorCalls.VendorOf(context), context.CancellationToken);

    public override Task SubmitResults(IAsyncStreamReader<SubmitResultRequest> requestStream, IServerStreamWriter<ResultReceipt> responseStream, ServerCallContext context) =>
        new ResultStream(intake, limits, VendorCalls.VendorOf(context)).RunAsync(requestStream, responseStream, context.CancellationToken, lifetime.ApplicationStopping);

    private static Instant? ReadTime(Timestamp? time, string field)
    {
        if (time is null) return null;
        return ProtoTime.Read(time) ?? throw VendorErrors.Invalid(field, "is not a time");
    }

    private static Session MessageOf(SessionRow session, LevelGroup level)
    {
        var message = new Session
        {
            SessionId = session.SessionId.ToString(),
            StartsAt = ProtoTime.Write(session.StartsAt),
            Length = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMinutes(session.LengthMinutes)),
            Language = session.Language,
            Registered = session.Booked,
        };
        message.WeighingClasses.AddRange(LevelGroups.WeighingClasses(level));
        return message;
    }
}
