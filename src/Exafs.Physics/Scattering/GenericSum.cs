using System.Numerics;
using System.Runtime.Intrinsics;
using Exafs.Physics.Structures;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.Physics.Scattering;

/// <summary>The paths 0ABC0 over three different atoms, one by one: the strong ones all, of the weak ones a random few in place of all.</summary>
/// <remarks>A path of importance a below the threshold a₀ is taken with probability a/a₀ and then counts a₀/a times: the sum is right on average, whatever the guess of a is worth.</remarks>
internal sealed class GenericSum(PathEngineOptions options, RadialBins bins, int knots, PathAmplitude amplitude, PathImportance? importance, ulong seed)
{
    private readonly Complex[] _chi = new Complex[knots];
    private SplitMix _random = new(seed);

    /// <summary>Adds the paths of one absorber to <paramref name="spectrum"/> [bin][2·knots]; how many there are.</summary>
    /// <param name="neighbours">Within the longest half path length, nearest first.</param>
    /// <param name="spectrum">Where to.</param>
    public PathCounts Add(ReadOnlySpan<Neighbour> neighbours, Span<float> spectrum)
    {
        var longest = 2 * options.MaximumHalfLength;
        var counts = default(PathCounts);
        // A path comes up once, in the direction in which A is before C; the other one is the same. A is the outer loop, since the amplitude remembers the way so far.
        var ways = Ways(neighbours);
        for (var a = 0; a < neighbours.Length; a++)
            for (var b = 0; b < neighbours.Length; b++)
            {
                var way = ways[(a * neighbours.Length) + b];
                if (b == a || way.Length + neighbours[b].Distance >= longest) continue;
                for (var c = a + 1; c < neighbours.Length; c++)
                {
                    var back = ways[(c * neighbours.Length) + b];
                    if (c == b || way.Length + back.Length > longest) continue;
                    counts.Generic += 2;
                    var weight = 2.0;
                    if (importance is not null && options.GenericThreshold > 0)
                    {
                        var turn = importance.Turn(-way.Direction.Dot(back.Direction));
                        var share = importance.Of(way.Importance * back.Importance * turn) / options.GenericThreshold;
                        if (share < 1)
                        {
                            if (_random.NextDouble() >= share) continue;
                            weight /= share;
                        }
                    }

                    counts.GenericEvaluated++;
                    amplitude([neighbours[a].Displacement, neighbours[b].Displacement, neighbours[c].Displacement], _chi);
                    Deposit((way.Length + back.Length) / 2, weight, spectrum);
                }
            }

        return counts;
    }

    /// <summary>The ways from 0 over one atom to another, [over][to].</summary>
    private Way[] Ways(ReadOnlySpan<Neighbour> neighbours)
    {
        var ways = new Way[neighbours.Length * neighbours.Length];
        for (var a = 0; a < neighbours.Length; a++)
            for (var b = 0; b < neighbours.Length; b++)
            {
                if (a == b) continue;
                var (first, second) = (neighbours[a].Displacement, neighbours[b].Displacement - neighbours[a].Displacement);
                var (r1, r2) = (neighbours[a].Distance, second.Length);
                var corner = importance?.Corner(r1, r2, Math.Clamp(first.Dot(second) / (r1 * r2), -1, 1)) ?? default;
                ways[(a * neighbours.Length) + b] = new(r1 + r2, second / r2, corner);
            }

        return ways;
    }

    private void Deposit(double halfLength, double weight, Span<float> spectrum)
    {
        var (bin, fraction) = bins.Find(halfLength);
        var near = spectrum.Slice(bin * 2 * knots, 2 * knots);
        var far = spectrum.Slice((bin + 1) * 2 * knots, 2 * knots);
        for (var n = 0; n < knots; n++)
        {
            var (real, imaginary) = (weight * _chi[n].Real, weight * _chi[n].Imaginary);
            near[2 * n] += (float)((1 - fraction) * real);
            near[(2 * n) + 1] += (float)((1 - fraction) * imaginary);
            far[2 * n] += (float)(fraction * real);
            far[(2 * n) + 1] += (float)(fraction * imaginary);
        }
    }

    private readonly record struct Way(double Length, Vector Direction, Vector128<float> Importance);
}
