using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Selection.OralTest.Domain;

/// <summary>
/// The hash a submitted sheet is known by in the record and in the minutes (R43): whoever has the sheet and its salt can make
/// it again, and nobody can guess scores from it.
/// </summary>
public static class SheetSeal
{
    /// <summary>How many random bytes go along.</summary>
    public const int SaltLength = 16;

    /// <summary>
    /// SHA-256 over the UTF-8 form of: the salt in base64, the hearing's id, the member's subject, then code, score with two
    /// decimals and notes of each line in the published order; each as <c>length in bytes:text,</c> and <c>-,</c> for what is not there.
    /// </summary>
    public static byte[] Of(byte[] salt, Guid hearingId, string subject, IEnumerable<ScoreLine> lines)
    {
        var form = new StringBuilder();
        Add(Convert.ToBase64String(salt));
        Add(hearingId.ToString());
        Add(subject);
        foreach (var line in lines)
        {
            Add(line.Code);
            Add(line.Score?.ToString("0.00", CultureInfo.InvariantCulture));
            Add(line.Notes);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(form.ToString()));

        void Add(string? text) => form.Append(text is null ? "-," : $"{Encoding.UTF8.GetByteCount(text)}:{text},");
    }
}
