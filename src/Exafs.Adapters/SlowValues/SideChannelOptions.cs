using System.Collections.Immutable;
using Exafs.Adapters.Streams;

namespace Exafs.Adapters.SlowValues;

/// <summary>Which slow values are joined to scans, and how.</summary>
public sealed record SideChannelOptions
{
    /// <summary>Somebody is listened to. Else nothing is missed as long as nothing has come.</summary>
    public bool IsExpected { get; init; }

    /// <summary>Channel of the sample's temperature, with or without the unit that its name ends in; null: found by <see cref="ChannelGuess"/>; "": there is none.</summary>
    public string? SampleTemperature { get; init; }

    public TemperatureUnit TemperatureUnit { get; init; }

    /// <summary>Further channels to give to scans; one that ends in * stands for all that begin so. Default: all.</summary>
    public ImmutableArray<string> Others { get; init; }

    /// <summary>How old a reading may be, and how far two may be apart.</summary>
    public TimeSpan Staleness { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Readings of each channel that are kept.</summary>
    public int KeepReadings { get; init; } = 10_000;

    /// <summary>Channels that are kept; another one takes the place of one that has been silent for a minute, and longer than <see cref="Staleness"/>.</summary>
    public int Channels { get; init; } = 256;

    public SlowPreference Prefer { get; init; }
}
