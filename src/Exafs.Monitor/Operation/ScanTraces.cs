using System.Diagnostics;
using Exafs.Pipeline;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Exafs.Monitor.Operation;

/// <summary>A span for each finished scan, from its last byte until it was stored.</summary>
internal sealed class ScanTraces : IDisposable
{
    public const string Source = "Exafs.Scan";

    private readonly ActivitySource _source = new(Source);
    private readonly TracerProvider _provider;
    private readonly TimeProvider _time;

    /// <param name="endpoint">Who takes OTLP over gRPC.</param>
    /// <param name="time">For the ends of the spans.</param>
    public ScanTraces(Uri endpoint, TimeProvider time)
    {
        _time = time;
        _provider = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("exafs-monitor", serviceVersion: OperationMetrics.Build().Version))
            .AddSource(Source)
            .AddOtlpExporter(exporter => (exporter.Endpoint, exporter.Protocol) = (endpoint, OtlpExportProtocol.Grpc))
            .Build();
    }

    /// <summary>A scan was stored.</summary>
    public void Stored(ScanReport report, TimeSpan took)
    {
        var end = _time.GetUtcNow();
        using var span = _source.StartActivity("scan", ActivityKind.Consumer, default(ActivityContext), startTime: end - took);
        if (span is null)
            return;
        span.SetTag("exafs.run_id", report.Scan.RunId).SetTag("exafs.scan_id", report.Scan.ScanId).SetTag("exafs.element", report.Scan.Element).SetTag("exafs.edge", report.Scan.Edge)
            .SetTag("exafs.points", report.Scan.Energy.Length).SetTag("exafs.outcome", report is Rejected ? "rejected" : "analyzed");
        if (report is Rejected { Defect: var defect })
            span.SetTag("exafs.reason", defect.Reason).SetStatus(ActivityStatusCode.Error, defect.Detail);
        span.SetEndTime(end.UtcDateTime);
    }

    public void Dispose()
    {
        _provider.Dispose();
        _source.Dispose();
    }
}
