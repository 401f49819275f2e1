using System.Text.Json.Serialization;
using Exafs.Inference.Features;
using Exafs.Pipeline;
using Exafs.Pipeline.Changes;

namespace Exafs.Monitor.Options;

/// <summary>The configuration file. Keys are the properties in snake_case; a unit stands in the key; a default stands here or in the options record that the section fills, once.</summary>
internal sealed record MonitorOptions : ISection
{
    [JsonPropertyName("zeromq")]
    public ZeroMqSection ZeroMq { get; init; } = new();

    public ChannelsSection Channels { get; init; } = new();

    public QuickSection Quick { get; init; } = new();

    public SlowValuesSection SlowValues { get; init; } = new();

    public MeasurementSection Measurement { get; init; } = new();

    public ReductionSection Reduction { get; init; } = new();

    public DeglitchSection Deglitch { get; init; } = new();

    public RebinSection Rebin { get; init; } = new();

    public QualityLimits Quality { get; init; } = new();

    public InferenceSection Inference { get; init; } = new();

    public ChangeOptions Detection { get; init; } = new();

    public AlertsSection Alerts { get; init; } = new();

    public IntakeSection Intake { get; init; } = new();

    public StoreSection Store { get; init; } = new();

    [JsonPropertyName("influxdb")]
    public InfluxSection InfluxDb { get; init; } = new();

    public HttpSection Http { get; init; } = new();

    public LoggingSection Logging { get; init; } = new();

    public TracingSection Tracing { get; init; } = new();

    public ViewSection View { get; init; } = new();

    public ShutdownSection Shutdown { get; init; } = new();

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (Inference.Enabled && TrainedReduction.Differences(Reduction.ToParameters()) is { Length: > 0 } differences)
            yield return ("inference.enabled", $"needs the reduction of the training: {differences}");
        if (Inference.CalibrateFrom == CalibrationSource.Reference && Reduction.E0Policy == E0Policy.PerScan)
            yield return ("inference.calibrate_from", "reference needs scans that are held to one E0: another reduction.e0_policy than per_scan");
        if (Detection.ConfirmScans > Detection.ConfirmOf)
            yield return ("detection.confirm_scans", "must not be above confirm_of");
    }

    /// <summary>How a scan becomes a report.</summary>
    public AnalysisOptions ToAnalysis() => new()
    {
        Absorption = Measurement.ToParameters(),
        ModeFromScan = Measurement.Mode == MeasurementChoice.Auto,
        Reduction = Reduction.ToParameters(),
        E0Policy = Reduction.E0Policy,
        CorrectEnergyShift = Reduction.CorrectEnergyShift,
        Deglitch = Deglitch.ToParameters(),
        Rebin = Rebin.ToParameters(Reduction.ToParameters().Compatibility),
        Quality = Quality,
    };
}
