using System.Globalization;
using CsvHelper;
using Selection.Contracts.Assessment.V1;

namespace Selection.SampleClient;

/// <summary>
/// The receipts of a file of results, kept beside it: whoever submits the file again, after a break of whatever kind, sends only
/// what has no receipt. A refused result is sent again, since its line may have been put right or its session have begun since.
/// </summary>
public sealed class ReceiptLog : IAsyncDisposable
{
    private const string Columns = "result_id,revision,disposition,reason";

    private readonly HashSet<(string, int)> _settled = [];
    private readonly StreamWriter _writer;
    private readonly CsvWriter _csv;

    private ReceiptLog(string path)
    {
        var isNew = !File.Exists(path) || new FileInfo(path).Length == 0;
        if (!isNew) Read(path);
        _writer = new StreamWriter(path, append: true);
        _csv = new CsvWriter(_writer, CultureInfo.InvariantCulture, leaveOpen: true);
        // A line that a crash cut off must not swallow the next one; an empty one harms nobody.
        _writer.WriteLine(isNew ? Columns : "");
    }

    /// <summary>How many results need not be sent again.</summary>
    public int Settled => _settled.Count;

    /// <summary>Opens the receipts of a file, or begins them.</summary>
    public static ReceiptLog Of(string resultFile) => new(PathOf(resultFile));

    /// <summary>Where the receipts of a file are.</summary>
    public static string PathOf(string resultFile) => resultFile + ".receipts.csv";

    /// <summary>Whether a result has a receipt that settles it.</summary>
    public bool Has(SubmitResultRequest result) => _settled.Contains((result.ResultId, result.Revision));

    public void Add(ResultReceipt receipt)
    {
        foreach (var field in (string[])[receipt.ResultId, receipt.Revision.ToString(CultureInfo.InvariantCulture), receipt.Disposition.ToString().ToUpperInvariant(), receipt.Reason]) _csv.WriteField(field);
        _csv.NextRecord();
    }

    public async ValueTask DisposeAsync()
    {
        await _csv.DisposeAsync();
        await _writer.DisposeAsync();
    }

    private void Read(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvParser(reader, new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
        while (csv.Read())
        {
            if (csv.Count < 3 || !int.TryParse(csv[1], NumberStyles.None, CultureInfo.InvariantCulture, out var revision)) continue;
            if (csv[2] is "ACCEPTED" or "DUPLICATE" or "SUPERSEDED" or "CONFLICT") _settled.Add((csv[0], revision));
        }
    }
}
