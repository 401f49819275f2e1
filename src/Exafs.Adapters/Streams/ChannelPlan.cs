using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams;

/// <summary>Which of a stream's channels goes where, looked up once for all of its points.</summary>
public sealed class ChannelPlan
{
    private readonly ChannelMap _map;
    private readonly ImmutableArray<(int At, StreamChannel Channel)> _fluorescence, _others;
    private readonly int _energy, _i0, _itrans, _irefer, _mu, _muReference, _temperature;
    private readonly double _celsius;

    private ChannelPlan(ChannelMap map, IReadOnlyList<StreamChannel> channels)
    {
        _map = map;
        _energy = Find(map.Energy);
        (_i0, _itrans, _irefer, _mu, _muReference, _temperature) = (Find(map.I0), Find(map.ITrans), Find(map.IRefer), Find(map.Mu), Find(map.MuReference), Find(map.SampleTemperature));
        ScanNumber = Find(map.ScanNumber);
        Unit = map.EnergyUnit != EnergyUnit.Auto || _energy < 0 ? map.EnergyUnit : ChannelGuess.EnergyUnitOf(channels[_energy].Unit);
        TemperatureUnit kelvin = map.TemperatureUnit != TemperatureUnit.Auto || _temperature < 0 ? map.TemperatureUnit : ChannelGuess.TemperatureUnitOf(channels[_temperature].Unit);
        _celsius = kelvin == TemperatureUnit.Celsius ? Celsius.Zero : 0;
        _fluorescence = [.. Indexed(map.IFluor.IsDefault ? [] : map.IFluor)];
        int[] used = [_energy, _i0, _itrans, _irefer, _mu, _muReference, _temperature, ScanNumber, .. _fluorescence.Select(f => f.At)];
        _others = map.Others.IsDefault
            ? [.. channels.Select((channel, at) => (at, channel)).Where(c => !used.Contains(c.at))]
            : [.. Indexed(map.Others).Where(c => !used.Contains(c.At))];

        int Find(string? name) => string.IsNullOrEmpty(name) ? -1 : channels.Select((channel, at) => channel.Name == name ? at : -1).FirstOrDefault(at => at >= 0, -1);

        IEnumerable<(int At, StreamChannel Channel)> Indexed(ImmutableArray<string> names) => names.SelectMany(name => channels
            .Select((channel, at) => (at, channel))
            .Where(c => name.EndsWith('*') ? c.channel.Name.StartsWith(name[..^1], StringComparison.Ordinal) : c.channel.Name == name)).Distinct();
    }

    /// <summary>What is missing to make a spectrum of these channels; null when nothing is.</summary>
    public Defect? Defect { get; private set; }

    /// <summary>Where the channel that counts scans is; -1: there is none.</summary>
    public int ScanNumber { get; }

    /// <summary>What the energy is given in.</summary>
    public EnergyUnit Unit { get; }

    /// <summary>The plan for these channels in this order; gaps of the map are filled by <see cref="ChannelGuess"/>.</summary>
    public static ChannelPlan Of(ChannelMap map, IReadOnlyList<StreamChannel> channels)
    {
        ChannelMap whole = ChannelGuess.Complete(map, channels);
        var plan = new ChannelPlan(whole, channels);
        string names = string.Join(", ", channels.Take(20).Select(c => c.Name));
        plan.Defect = plan._energy < 0 ? new("missing_field", $"no channel of the energy{(whole.Energy is { Length: > 0 } e ? $" ({e})" : "")} among {names}")
            : plan.Unit == EnergyUnit.Degree && whole.MonoDSpacing is null ? new("missing_field", $"{whole.Energy} is an angle, and the lattice spacing is not known")
            : plan._mu < 0 && (plan._i0 < 0 || (plan._itrans < 0 && plan._fluorescence.IsEmpty)) ? new("missing_field", $"neither mu nor I0 with a transmitted or fluorescence intensity among {names}")
            : null;
        return plan;
    }

    /// <summary>These channels as points: a message that still wants its ids. A column of one value counts for every point where the energy has more.</summary>
    /// <param name="column">Values of the channel in that place [n]; empty: it did not come.</param>
    public ScanV1Message Points(Func<int, ImmutableArray<double>> column)
    {
        ImmutableArray<double> energy = Column(_energy), temperature = Column(_temperature);
        int n = energy.Length;
        bool isAngle = Unit == EnergyUnit.Degree;
        double kelvin = Mean(temperature);
        return new ScanV1Message
        {
            Type = ScanV1MessageType.Points,
            Element = _map.Element,
            Edge = _map.Edge,
            Energy = isAngle ? [] : Unit == EnergyUnit.KiloElectronVolt ? [.. energy.Select(e => e * 1000)] : energy,
            Angle = isAngle ? energy : [],
            MonoDSpacing = isAngle ? _map.MonoDSpacing : null,
            I0 = Column(_i0),
            ITrans = Column(_itrans),
            IRefer = Column(_irefer),
            Mu = Column(_mu),
            MuReference = Column(_muReference),
            IFluor = Channels(_fluorescence, wholeOnly: true),
            Channels = Channels(_others, wholeOnly: false),
            SampleTemperature = double.IsFinite(kelvin) ? kelvin + _celsius : null,
        };

        ImmutableArray<double> Column(int at) => at < 0 ? [] : column(at);

        ImmutableArray<Channel> Channels(ImmutableArray<(int At, StreamChannel Channel)> wanted, bool wholeOnly)
        {
            if (wanted.IsEmpty)
                return [];
            var found = ImmutableArray.CreateBuilder<Channel>(wanted.Length);
            foreach ((int at, StreamChannel channel) in wanted)
            {
                ImmutableArray<double> values = column(at);
                if (!values.IsEmpty && (wholeOnly || values.Length == n || values.Length == 1))
                    found.Add(new Channel(channel.Name, channel.Unit, values));
            }

            return found.DrainToImmutable();
        }
    }

    /// <summary>One point of a stream that sends a value for each channel.</summary>
    public ScanV1Message Point(ReadOnlySpan<double> values)
    {
        var columns = new ImmutableArray<double>[values.Length];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = ImmutableCollectionsMarshal.AsImmutableArray([values[i]]);
        return Points(at => columns[at]);
    }

    private static double Mean(ImmutableArray<double> values)
    {
        double sum = 0;
        int count = 0;
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                continue;
            sum += value;
            count++;
        }

        return count == 1 ? sum : sum / count;
    }
}
