using System.Collections.Immutable;

namespace Exafs.Adapters.Streams;

/// <summary>Which channel of a stream is what, by the stream's own names. What is null is found by <see cref="ChannelGuess"/>; what is "" is not there.</summary>
public sealed record ChannelMap
{
    public string? Energy { get; init; }

    public EnergyUnit EnergyUnit { get; init; }

    /// <summary>Lattice spacing of the monochromator, Å, where <see cref="EnergyUnit"/> is degree and the stream does not say it.</summary>
    public double? MonoDSpacing { get; init; }

    /// <summary>Planned energies of the frames of a detector whose stream has none, eV [n]: frame i of an acquisition is point i modulo n, and each turning point begins another scan. Default: not known.</summary>
    public ImmutableArray<double> EnergyGrid { get; init; }

    /// <summary>Dead time of each event of a detector element, clock ticks. Null: the factors that the stream gives are taken.</summary>
    public double? EventWidth { get; init; }

    public string? I0 { get; init; }

    public string? ITrans { get; init; }

    public string? IRefer { get; init; }

    /// <summary>One name for each detector element; one that ends in * stands for all that begin so. Default: found.</summary>
    public ImmutableArray<string> IFluor { get; init; }

    public string? Mu { get; init; }

    public string? MuReference { get; init; }

    public string? SampleTemperature { get; init; }

    public TemperatureUnit TemperatureUnit { get; init; }

    /// <summary>A channel that counts scans: where it changes, another scan begins. Null: scans end where the energy turns or falls back.</summary>
    public string? ScanNumber { get; init; }

    /// <summary>How far the energy must go back before that is a turning point and not the monochromator's jitter, eV, or degree where it is given in degree.</summary>
    public double Turn { get; init; } = 5;

    /// <summary>Further channels to keep with each scan. Default: all of one value.</summary>
    public ImmutableArray<string> Others { get; init; }

    /// <summary>Run that scans belong to, where the stream does not name any.</summary>
    public string? RunId { get; init; }

    /// <summary>Where the stream does not say it.</summary>
    public string? Element { get; init; }

    /// <inheritdoc cref="Element"/>
    public string? Edge { get; init; }

    /// <summary>Names of the rows of a two-dimensional array of areaDetector, whose each frame is a whole scan. Default: the frame names them, or there are none.</summary>
    public ImmutableArray<string> ArrayRows { get; init; }

    /// <summary>Energy of pixel i of a strip detector, eV: Σ c_j i^j, i from 0. Default: the array is no spectrum over the energy.</summary>
    public ImmutableArray<double> EnergyPolynomial { get; init; }

    /// <summary>Where areaDetector's timeStamp begins, s since 1970-01-01 UTC: as EPICS counts, 1990-01-01; 0 where a driver counts as Unix does.</summary>
    public double ArrayEpoch { get; init; } = 631_152_000;
}
