using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Exafs.Adapters.Streams;

namespace Exafs.Monitor.Options;

/// <summary>Which channel of a foreign stream is what.</summary>
internal sealed record ChannelsSection : ISection
{
    private static readonly ChannelMap Default = new();

    public string? Preset { get; init; }

    public string? Energy { get; init; }

    public EnergyUnit EnergyUnit { get; init; }

    [Range(0.1, 100.0)]
    public double? MonoDSpacingAngstrom { get; init; }

    public string? I0 { get; init; }

    [JsonPropertyName("itrans")]
    public string? ITrans { get; init; }

    [JsonPropertyName("irefer")]
    public string? IRefer { get; init; }

    [JsonPropertyName("ifluor")]
    public ImmutableArray<string>? IFluor { get; init; }

    public string? Mu { get; init; }

    public string? MuReference { get; init; }

    public string? SampleTemperature { get; init; }

    public TemperatureUnit TemperatureUnit { get; init; }

    public string? ScanNumber { get; init; }

    [Range(1e-6, 1000.0)]
    public double Turn { get; init; } = Default.Turn;

    public ImmutableArray<string>? Others { get; init; }

    public ImmutableArray<string>? ArrayRows { get; init; }

    public ImmutableArray<double>? EnergyPolynomialEv { get; init; }

    [Range(0.0, 4e9)]
    public double ArrayEpochUnixS { get; init; } = Default.ArrayEpoch;

    public ImmutableArray<double>? EnergyGridEv { get; init; }

    [Range(0.0, 1e6)]
    public double? EventWidthTicks { get; init; }

    public string? RunId { get; init; }

    public string? Element { get; init; }

    public string? Edge { get; init; }

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (Preset is not null && ChannelPresets.Of(Preset) is null)
            yield return ("preset", $"\"{Preset}\" is none of {string.Join(", ", ChannelPresets.Names)}");
        if (EnergyUnit == EnergyUnit.Degree && Energy is null)
            yield return ("energy_unit", "degree is for a channel that energy names");
    }

    public ChannelMap ToMap()
    {
        var map = Preset is null ? Default : ChannelPresets.Of(Preset)!;
        return map with
        {
            Energy = Energy ?? map.Energy,
            EnergyUnit = EnergyUnit == EnergyUnit.Auto ? map.EnergyUnit : EnergyUnit,
            MonoDSpacing = MonoDSpacingAngstrom ?? map.MonoDSpacing,
            I0 = I0 ?? map.I0,
            ITrans = ITrans ?? map.ITrans,
            IRefer = IRefer ?? map.IRefer,
            IFluor = IFluor ?? map.IFluor,
            Mu = Mu ?? map.Mu,
            MuReference = MuReference ?? map.MuReference,
            SampleTemperature = SampleTemperature ?? map.SampleTemperature,
            TemperatureUnit = TemperatureUnit == TemperatureUnit.Auto ? map.TemperatureUnit : TemperatureUnit,
            ScanNumber = ScanNumber ?? map.ScanNumber,
            Turn = Turn,
            Others = Others ?? map.Others,
            ArrayRows = ArrayRows ?? map.ArrayRows,
            EnergyPolynomial = EnergyPolynomialEv ?? map.EnergyPolynomial,
            ArrayEpoch = ArrayEpochUnixS,
            EnergyGrid = EnergyGridEv ?? map.EnergyGrid,
            EventWidth = EventWidthTicks ?? map.EventWidth,
            RunId = RunId ?? map.RunId,
            Element = Element ?? map.Element,
            Edge = Edge ?? map.Edge,
        };
    }
}
