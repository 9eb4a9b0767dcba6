using System.Globalization;
using System.Net;
using MimeKit;
using MimeKit.Text;
using NodaTime;
using Selection.Candidacies.Domain;

namespace Selection.Candidacies.Mails;

/// <summary>What a copy is made from.</summary>
internal sealed record LetterFacts(
    Guid MessageId, Guid SourceId, long SourceVersion, string Kind, string Args, string? EarlierPlan, ProcedureStage Stage, Guid? CandidacyId,
    string Email, string Language, string? SelectionCode);

/// <summary>
/// Puts a copy into words. It says that there is a message and where to read it, and nothing of what the message says: no
/// outcome, no score, no reason, not even by its heading. Only an appointment carries its time and place, as a calendar entry.
/// </summary>
internal static class Letter
{
    /// <summary>The e-mail; the same copy always has the same Message-ID, by which a repetition is known.</summary>
    /// <exception cref="ParseException">The person's address is none.</exception>
    public static MimeMessage Write(LetterFacts facts, MailSettings settings, Instant now)
    {
        var culture = CultureInfo.GetCultureInfo(facts.Language);
        var to = MailboxAddress.Parse(facts.Email);
        if (to.Domain is not { Length: > 0 }) throw new ParseException("An address has a domain.", 0, 0);
        // Nobody is addressed by a name that was typed in.
        to.Name = null;
        var about = facts.SelectionCode is { } code ? $"{code}: " : "";
        var subject = about + Text("mail-subject", culture);
        var link = new Uri(settings.Portal, Links.ToMessage(facts.MessageId)).AbsoluteUri;
        var message = new MimeMessage
        {
            Subject = subject,
            MessageId = $"{facts.MessageId:N}@{settings.From.Domain}",
            Date = now.ToDateTimeOffset(),
        };
        // A copy: an address knows the lists it stands in, and one shared by all e-mails would keep them all in memory.
        message.From.Add(settings.From.Clone());
        message.To.Add(to);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Content-Language", facts.Language);

        var words = new MultipartAlternative
        {
            new TextPart(TextFormat.Plain) { Text = $"{Text("mail-body", culture)}\r\n\r\n{link}\r\n\r\n{Text("mail-closing", culture)}\r\n" },
            new TextPart(TextFormat.Html) { Text = Html(facts.Language, subject, link, culture) },
        };
        if (Appointment.Of(facts, settings, to.Address, link, now) is { } calendar)
        {
            words.Add(calendar.AsPart());
            message.Body = new Multipart("mixed") { words, calendar.AsAttachment() };
        }
        else
        {
            message.Body = words;
        }

        return message;
    }

    internal static string Text(string key, CultureInfo culture) => Texts.Resources.GetString(key, culture)!;

    private static string Html(string language, string subject, string link, CultureInfo culture) => $"""
        <!doctype html>
        <html lang="{language}">
        <head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(subject)}</title></head>
        <body>
        <p>{WebUtility.HtmlEncode(Text("mail-body", culture))}</p>
        <p><a href="{WebUtility.HtmlEncode(link)}">{WebUtility.HtmlEncode(Text("mail-link", culture))}</a></p>
        <p>{WebUtility.HtmlEncode(Text("mail-closing", culture))}</p>
        </body>
        </html>

        """;
}
