using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Selection.Candidacies.Domain;

namespace Selection.Candidacies.Mails;

/// <summary>How handing an e-mail over ended.</summary>
internal enum Delivery
{
    HandedOver,

    /// <summary>Refused for now.</summary>
    Later,

    /// <summary>Refused for good.</summary>
    Refused,

    /// <summary>There is nobody to hand it over to: no e-mail's fault.</summary>
    Unreachable,
}

/// <summary>Takes e-mails to the mail server on one connection, opened for the first; or puts them into the pick-up folder.</summary>
internal sealed class Courier(MailSettings settings) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SmtpClient? _client;

    public async Task<(Delivery Delivery, string? Error)> DeliverAsync(MimeMessage message, CancellationToken ct)
    {
        if (settings.Smtp is null) return await PutAsync(message, ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var client = await ConnectAsync(settings.Smtp, patience.Token);
            await client.SendAsync(message, patience.Token);
            return (Delivery.HandedOver, null);
        }
        catch (SmtpCommandException e)
        {
            var aboutThisMail = e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
            var error = $"The mail server said {(int)e.StatusCode}{(aboutThisMail ? " of this e-mail" : "")}.";
            return (MailRetries.IsFinal((int)e.StatusCode, aboutThisMail) ? Delivery.Refused : aboutThisMail ? Delivery.Later : Delivery.Unreachable, error);
        }
        catch (AuthenticationException)
        {
            return (Delivery.Unreachable, "The mail server does not accept the user and password.");
        }
        catch (Exception e) when (e is NotSupportedException or FormatException)
        {
            return (Delivery.Refused, "The mail server cannot take this address.");
        }
        catch (Exception e) when (
            (e is OperationCanceledException && !ct.IsCancellationRequested)
            || e is SocketException or IOException or ProtocolException or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException)
        {
            return (Delivery.Unreachable, "The mail server does not answer.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is null) return;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            if (_client.IsConnected) await _client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException or CommandException or OperationCanceledException)
        {
            // It has hung up already.
        }

        _client.Dispose();
    }

    private async Task<SmtpClient> ConnectAsync(SmtpSettings smtp, CancellationToken ct)
    {
        _client ??= new SmtpClient { LocalDomain = "selection.localhost", Timeout = (int)Patience.TotalMilliseconds };
        if (!_client.IsConnected)
        {
            await _client.ConnectAsync(smtp.Host, smtp.Port, smtp.Security, ct);
            if (smtp.User is not null) await _client.AuthenticateAsync(smtp.User, smtp.Password!, ct);
        }

        return _client;
    }

    /// <summary>Whole or not at all; a repetition takes the place of the first.</summary>
    private async Task<(Delivery Delivery, string? Error)> PutAsync(MimeMessage message, CancellationToken ct)
    {
        var path = Path.Combine(settings.PickupFolder!, $"{message.MessageId!.Split('@')[0]}.eml");
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(settings.PickupFolder!);
            await message.WriteToAsync(unfinished, ct);
            File.Move(unfinished, path, overwrite: true);
            return (Delivery.HandedOver, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (Delivery.Unreachable, "The pick-up folder cannot be written to.");
        }
    }
}
