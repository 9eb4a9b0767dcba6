using System.Collections.Concurrent;
using System.IO.Compression;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Selection.EndToEnd.Tests.Tracing;

/// <summary>A span, as far as these tests look at it.</summary>
public sealed record ReceivedSpan(string Service, string TraceId, string SpanId, string ParentSpanId, string Name);

/// <summary>Takes OTLP over HTTP, as any telemetry backend would; keeps the spans and forgets the rest.</summary>
public sealed class TraceReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedSpan> _spans = [];
    private WebApplication? _app;

    public string Address => _app?.Urls.Single() ?? throw new InvalidOperationException("Not started.");

    public IReadOnlyList<ReceivedSpan> Of(string traceId) => [.. _spans.Where(s => s.TraceId == traceId)];

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            var compressed = context.Request.Headers.ContentEncoding == "gzip";
            await using (var content = compressed ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body)
                await content.CopyToAsync(body);
            if (context.Request.Path == "/v1/traces") Read(body.ToArray());
            context.Response.ContentType = "application/x-protobuf";
        });
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    /// <summary>ExportTraceServiceRequest, by its field numbers: resource spans, scope spans, spans.</summary>
    private void Read(byte[] request)
    {
        foreach (var resourceSpans in Fields(request, 1))
        {
            var service = Fields(resourceSpans, 1).SelectMany(r => Fields(r, 1)).Where(a => Text(a, 1) == "service.name").Select(a => Text(Fields(a, 2).Single(), 1)).FirstOrDefault() ?? "";
            foreach (var span in Fields(resourceSpans, 2).SelectMany(s => Fields(s, 2)))
                _spans.Enqueue(new ReceivedSpan(service, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5)));
        }
    }

    private static string Text(byte[] message, int field) => Fields(message, field).Select(System.Text.Encoding.UTF8.GetString).FirstOrDefault() ?? "";

    private static string Hex(byte[] message, int field) => Fields(message, field).Select(Convert.ToHexStringLower).FirstOrDefault() ?? "";

    private static List<byte[]> Fields(byte[] message, int field)
    {
        var input = new CodedInputStream(message);
        var found = new List<byte[]>();
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited) found.Add(input.ReadBytes().ToByteArray());
            else input.SkipLastField();
        }

        return found;
    }
}
