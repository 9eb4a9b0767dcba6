using NodaTime;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>How far an export is.</summary>
public enum OwnExportState { Collecting, Ready, Expired }

/// <summary>Everything that is held about a person, as one archive (R55).</summary>
public sealed record OwnExport(Guid ExportId, OwnExportState State, Instant RequestedAt, bool IsLate, Instant? ExpiresAt);

/// <summary>How far an erasure is.</summary>
public enum OwnErasureState { Asking, Waiting, TakenBack, Done }

/// <summary>Why data is still held.</summary>
public enum OwnErasureReason { ProcedureRunning, AppealPeriod, FeedbackPeriod, Exemption, DevelopmentPeriod, OpenComplaint }

/// <summary>What holds the data, and until when.</summary>
public sealed record OwnHold(OwnErasureReason Reason, LocalDate? Until);

/// <summary>One's own erasure (R55).</summary>
public sealed record OwnErasure(OwnErasureState State, Instant AskedAt, IReadOnlyList<OwnHold> Reasons, LocalDate? FreeFrom, Instant? EndedAt, long Version);

/// <summary>A candidate's personal data.</summary>
public static class PersonalDataCalls
{
    private const string Api = "/api/candidacy/account";

    public static Task<Reply<Page<OwnExport>>> ListExportsAsync(this GatewayClient gateway) => gateway.GetAsync<Page<OwnExport>>($"{Api}/exports?pageSize=20");

    public static Task<Reply<OwnExport>> AskExportAsync(this GatewayClient gateway) => gateway.PostAsync<OwnExport>($"{Api}/exports");

    public static Task<Reply<OwnErasure>> ReadErasureAsync(this GatewayClient gateway) => gateway.GetAsync<OwnErasure>($"{Api}/erasure");

    public static Task<Reply<OwnErasure>> AskErasureAsync(this GatewayClient gateway, string confirmation) => gateway.PostAsync<OwnErasure>($"{Api}/erasure", new { confirmation });

    public static Task<Reply<OwnErasure>> TakeErasureBackAsync(this GatewayClient gateway, string? version) => gateway.PostAsync<OwnErasure>($"{Api}/erasure/take-back", ifMatch: version);
}
