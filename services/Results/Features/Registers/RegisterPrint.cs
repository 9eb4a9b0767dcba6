using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts;
using Selection.Contracts.Registers;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Pdf;

namespace Selection.Results.Features.Registers;

/// <summary>A register to read, in the language of the procedure: what it rests on, the procedure, then a chapter for each candidacy.</summary>
internal static class RegisterPrint
{
    /// <summary>All of it.</summary>
    public static async Task<byte[]> WholeAsync(ResultsDb db, Register register, Vacancy vacancy, CancellationToken ct)
    {
        var words = new RegisterWords(Motivations.CultureOf(vacancy.Language!));
        var report = Begin(register, vacancy, words);
        var names = await NamesAsync(db, register, ct);
        AddCover(report, register, vacancy, words, names.Count, await LinesAsync(db, register, null, RegisterLineKind.Seal, ct));
        report.Heading(2, words.Text("procedure"));
        AddLines(report, words, await LinesAsync(db, register, null, null, ct));
        foreach (var (candidacyId, name) in names.OrderBy(n => n.Value, StringComparer.Create(CultureInfo.GetCultureInfo(words.Language), ignoreCase: true)).ThenBy(n => n.Key))
            await AddChapterAsync(db, report, register, words, candidacyId, name, ct);
        return report.Write();
    }

    /// <summary>One candidacy's chapter.</summary>
    public static async Task<byte[]> OfCandidacyAsync(ResultsDb db, Register register, Vacancy vacancy, Guid candidacyId, CancellationToken ct)
    {
        var words = new RegisterWords(Motivations.CultureOf(vacancy.Language!));
        var report = Begin(register, vacancy, words);
        var names = await NamesAsync(db, register, ct);
        AddCover(report, register, vacancy, words, names.Count, await LinesAsync(db, register, null, RegisterLineKind.Seal, ct));
        await AddChapterAsync(db, report, register, words, candidacyId, names[candidacyId], ct);
        return report.Write();
    }

    private static PdfReport Begin(Register register, Vacancy vacancy, RegisterWords words) => new(new PdfFrame(
        words.Text("title", vacancy.SelectionCode!), words.Language, words.Text("footer", vacancy.SelectionCode!, words.Moment(register.RequestedAt)), words.Text("page")));

    private static void AddCover(PdfReport report, Register register, Vacancy vacancy, RegisterWords words, int candidacies, IReadOnlyList<RegisterLineRow> seals) => report
        .Heading(1, words.Text("title", vacancy.SelectionCode!))
        .Text(words.Text("intro"))
        .Facts(
            (words.Text("function"), vacancy.Title!.In(vacancy.Language!)),
            (words.Text("as-of"), words.Moment(register.RequestedAt)),
            (words.Text("asked-by"), register.RequestedBy),
            (words.Text("rule-version"), vacancy.RuleVersion.ToString(CultureInfo.InvariantCulture)),
            (words.Text("candidacies"), candidacies.ToString(CultureInfo.InvariantCulture)),
            (words.Text("sha256"), register.Sha256))
        .Heading(2, words.Text("seals"))
        .Text(words.Text("seals-intro"))
        .Table(
            [new(words.Text("service")), new(words.Text("number"), 0.6), new(words.Text("hash"), 3)],
            [.. seals.Select(line => (Service: line.Service, Seal: Read<RegisterSeal>(line))).OrderBy(s => s.Service, StringComparer.Ordinal)
                .Select(s => (string[])[words.Text($"service-{s.Service}"), s.Seal.Number.ToString(CultureInfo.InvariantCulture), s.Seal.Hash])]);

    private static async Task AddChapterAsync(ResultsDb db, PdfReport report, Register register, RegisterWords words, Guid candidacyId, string name, CancellationToken ct)
    {
        report.NewPage().Heading(2, words.Text("candidacy", name)).Facts((words.Text("candidacy-id"), candidacyId.ToString()));
        AddLines(report, words, await LinesAsync(db, register, candidacyId, null, ct));
    }

    private static void AddLines(PdfReport report, RegisterWords words, IReadOnlyList<RegisterLineRow> lines)
    {
        foreach (var line in lines.Where(l => l.Kind == RegisterLineKind.Statement))
        {
            var statement = Read<RegisterStatement>(line);
            report.Heading(3, $"{words.Moment(statement.At)} – {words.Text($"topic-{statement.Topic}")}")
                .Facts([(words.Text("by"), words.Who(statement.By)), (words.Text("rule-version"), statement.RuleVersion?.ToString(CultureInfo.InvariantCulture)), .. words.Facts(statement.Facts)]);
            if (!string.IsNullOrWhiteSpace(statement.Text)) report.Text(statement.Text);
        }

        RegisterRecordEntry[] record = [.. lines.Where(l => l.Kind == RegisterLineKind.Record).Select(Read<RegisterRecordEntry>)];
        if (record.Length == 0) return;
        report.Heading(3, words.Text("record")).Table(
            [new(words.Text("number"), 1.5), new(words.Text("when"), 1.4), new(words.Text("who"), 1.5), new(words.Text("what"), 1.5), new(words.Text("hash"), 1.5)],
            [.. lines.Where(l => l.Kind == RegisterLineKind.Record).Zip(record, (line, entry) => (string[])
            [
                $"{words.Text($"service-{line.Service}")} {entry.Number?.ToString(CultureInfo.InvariantCulture) ?? "–"}",
                words.Moment(entry.At), words.Who(entry.Actor), entry.Action, entry.Hash is { } hash ? $"{hash[..16]}…" : "–",
            ])]);
    }

    /// <summary>Lines of the procedure as a whole, or of a candidacy, in order.</summary>
    private static Task<List<RegisterLineRow>> LinesAsync(ResultsDb db, Register register, Guid? candidacyId, RegisterLineKind? kind, CancellationToken ct)
    {
        var lines = db.RegisterLines.AsNoTracking().Where(l => l.RegisterId == register.RegisterId && l.CandidacyId == candidacyId);
        if (kind is { } only) lines = lines.Where(l => l.Kind == only);
        return RegisterFile.InOrder(lines).ToListAsync(ct);
    }

    /// <summary>Every candidacy of the register with the candidate's name as this service knows it.</summary>
    private static async Task<Dictionary<Guid, string>> NamesAsync(ResultsDb db, Register register, CancellationToken ct)
    {
        var persons = await db.RegisterLines.AsNoTracking().Where(l => l.RegisterId == register.RegisterId && l.CandidacyId != null)
            .Select(l => new { CandidacyId = l.CandidacyId!.Value, l.PersonId }).Distinct().ToListAsync(ct);
        var ids = persons.Select(p => p.PersonId).OfType<Guid>().Distinct().ToArray();
        var names = await db.Persons.AsNoTracking().Where(p => ids.Contains(p.PersonId)).ToDictionaryAsync(p => p.PersonId, p => $"{p.LastName}, {p.FirstName}", ct);
        return persons.GroupBy(p => p.CandidacyId, p => p.PersonId).ToDictionary(
            g => g.Key, g => g.FirstOrDefault(p => p is not null) is { } person ? names.GetValueOrDefault(person, person.ToString()) : g.Key.ToString());
    }

    private static T Read<T>(RegisterLineRow line) => JsonSerializer.Deserialize<T>(line.Content, ContractsJson.Options)!;
}
