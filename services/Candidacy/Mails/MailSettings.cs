using System.Globalization;
using MailKit.Security;
using MimeKit;
using NodaTime;
using Selection.ServiceDefaults;

namespace Selection.Candidacies.Mails;

/// <summary>How e-mail copies leave: <c>Mail:Smtp:*</c>, or in Development files in <c>Mail:PickupFolder</c>.</summary>
/// <param name="Smtp">The mail server; null where there is none.</param>
/// <param name="PickupFolder">Where e-mails are put as files; null where they are sent.</param>
/// <param name="From">Who they come from.</param>
/// <param name="Portal">Where the portal is, for links.</param>
/// <param name="Connections">How many are sent at once.</param>
/// <param name="RetryAfter">The wait after a first failure.</param>
/// <param name="GiveUpAfter">How long a copy is tried.</param>
internal sealed record MailSettings(
    SmtpSettings? Smtp, string? PickupFolder, MailboxAddress From, Uri Portal, int Connections, Duration RetryAfter, Duration GiveUpAfter)
{
    /// <summary>Whether copies leave at all; in Development they may wait for good.</summary>
    public bool Leaves => Smtp is not null || PickupFolder is not null;

    /// <summary>Reads them.</summary>
    /// <exception cref="StartupException">One is missing or means nothing.</exception>
    public static MailSettings Of(IConfiguration configuration, IHostEnvironment environment)
    {
        var development = environment.IsDevelopment();
        var smtp = development && configuration["Mail:Smtp:Host"] is not { Length: > 0 } ? null : SmtpSettings.Of(configuration);
        var folder = smtp is null && configuration["Mail:PickupFolder"] is { Length: > 0 } path ? path : null;
        var from = development ? configuration["Mail:From"] ?? "no-reply@selection.localhost" : RequiredSettings.Get(configuration, "Mail:From", "the address e-mail copies come from");
        var portal = development ? configuration["Mail:Portal"] ?? "http://localhost:5200" : RequiredSettings.Get(configuration, "Mail:Portal", "the portal's address, for the links in e-mails");
        return new MailSettings(
            smtp, folder,
            MailboxAddress.TryParse(from, out var sender) && sender.Domain is { Length: > 0 } ? sender : throw Wrong("Mail:From", "an e-mail address"),
            Uri.TryCreate(portal, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw Wrong("Mail:Portal", "the address of a web page"),
            (int)Number(configuration, "Mail:Connections", 4, 1, 50),
            Duration.FromSeconds(Number(configuration, "Mail:RetryAfterSeconds", 30, 0.05, 3600)),
            Duration.FromDays(Number(configuration, "Mail:GiveUpAfterDays", 3, 0, 30)));
    }

    internal static double Number(IConfiguration configuration, string key, double otherwise, double from, double to) =>
        configuration[key] is not { Length: > 0 } text ? otherwise
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number
        : throw Wrong(key, string.Create(CultureInfo.InvariantCulture, $"a number from {from} to {to}"));

    internal static StartupException Wrong(string key, string expected) => new($"The setting '{key}' is not {expected}.");
}

/// <summary>A mail server.</summary>
internal sealed record SmtpSettings(string Host, int Port, SecureSocketOptions Security, string? User, string? Password)
{
    public static SmtpSettings Of(IConfiguration configuration)
    {
        var user = configuration["Mail:Smtp:User"] is { Length: > 0 } name ? name : null;
        var security = configuration["Mail:Smtp:Tls"] switch
        {
            null or "" or "starttls" => SecureSocketOptions.StartTls,
            "implicit" => SecureSocketOptions.SslOnConnect,
            "none" => SecureSocketOptions.None,
            _ => throw MailSettings.Wrong("Mail:Smtp:Tls", "one of starttls, implicit and none"),
        };
        return new SmtpSettings(
            RequiredSettings.Get(configuration, "Mail:Smtp:Host", "the mail server e-mail copies are sent through"),
            (int)MailSettings.Number(configuration, "Mail:Smtp:Port", security is SecureSocketOptions.SslOnConnect ? 465 : 587, 1, 65_535),
            security, user,
            user is null ? null : RequiredSettings.Get(configuration, "Mail:Smtp:Password", $"the password of '{user}' at the mail server"));
    }
}
