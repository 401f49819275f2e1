using Exafs.Physics.Structures;
using Complex = System.Numerics.Complex;

namespace Exafs.Physics.Scattering;

/// <summary>The paths 0ABC0 over three different atoms, one by one.</summary>
internal sealed class GenericSum(PathTables tables, PathAmplitude amplitude)
{
    private readonly Complex[] _chi = new Complex[tables.K.Length];
    private readonly float[] _smooth = new float[2 * tables.K.Length];

    /// <summary>Adds all paths of one absorber to <paramref name="spectrum"/> [bin][Width]; how many they are.</summary>
    /// <param name="neighbours">Within the longest half path length, nearest first.</param>
    /// <param name="spectrum">Where to.</param>
    public PathCounts Add(ReadOnlySpan<Neighbour> neighbours, Span<float> spectrum)
    {
        var longest = 2 * tables.Options.MaximumHalfLength;
        var ends = new List<(double Length, int Atom)>();
        var counts = default(PathCounts);
        for (var b = 0; b < neighbours.Length; b++)
        {
            // The way from 0 over A to B, for every A; two of them make a path.
            ends.Clear();
            for (var a = 0; a < neighbours.Length; a++)
            {
                if (a == b) continue;
                var length = neighbours[a].Distance + (neighbours[b].Displacement - neighbours[a].Displacement).Length;
                if (length < longest) ends.Add((length, a));
            }

            ends.Sort();
            for (var i = 0; i < ends.Count; i++)
                for (var j = i + 1; j < ends.Count && ends[i].Length + ends[j].Length <= longest; j++)
                {
                    Add(neighbours[ends[i].Atom], neighbours[b], neighbours[ends[j].Atom], (ends[i].Length + ends[j].Length) / 2, spectrum);
                    counts.Generic += 2;
                }
        }

        return counts;
    }

    private void Add(Neighbour a, Neighbour b, Neighbour c, double halfLength, Span<float> spectrum)
    {
        amplitude([a.Displacement, b.Displacement, c.Displacement], _chi);
        TriangleTable.SmoothPart(_chi, tables.Momentum.AsSpan(), halfLength, 1, _smooth);
        var (bin, fraction) = tables.Bins.Find(halfLength);
        var (near, far) = ((float)(2 * (1 - fraction)), (float)(2 * fraction));
        var sum = spectrum[(bin * _smooth.Length)..];
        for (var n = 0; n < _smooth.Length; n++)
        {
            sum[n] += near * _smooth[n];
            sum[n + _smooth.Length] += far * _smooth[n];
        }
    }
}
