using System.Collections.Immutable;

namespace Exafs.Adapters.Streams.Xspress;

/// <summary>The planned energies as the scans that the frames of an acquisition are: frame i is point i modulo n, and where the energy turns another scan begins.</summary>
internal sealed class EnergyFrames
{
    private readonly ImmutableArray<double> _energy;
    private readonly ImmutableArray<int> _starts;

    /// <param name="energy">eV [n], at least one.</param>
    public EnergyFrames(ImmutableArray<double> energy) => (_energy, _starts) = (energy, Starts(energy));

    /// <summary>Scan of the acquisition that a frame belongs to, its place in it, and how many points that scan has.</summary>
    public (long Scan, int Point, int Points) Of(long frame)
    {
        (long sweep, long at) = Math.DivRem(frame, _energy.Length);
        int part = _starts.BinarySearch((int)at);
        if (part < 0)
            part = ~part - 1;
        int start = _starts[part], end = part + 1 < _starts.Length ? _starts[part + 1] : _energy.Length;
        return ((sweep * _starts.Length) + part, (int)at - start, end - start);
    }

    /// <summary>Energies of neighbouring frames of one scan, eV.</summary>
    public ImmutableArray<double> Energies(long firstFrame, int count) => _energy.Slice((int)(firstFrame % _energy.Length), count);

    private static ImmutableArray<int> Starts(ImmutableArray<double> energy)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        int direction = 0;
        for (int i = 1; i < energy.Length; i++)
        {
            int step = energy[i].CompareTo(energy[i - 1]);
            if (step * direction < 0)
            {
                starts.Add(i);
                step = 0;
                direction = 0;
            }

            direction = step == 0 ? direction : step;
        }

        return starts.DrainToImmutable();
    }
}
