using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>The shells of a crystal that vibrates. Which shell a neighbour belongs to is told by where the two are in the mean, so that shells that overlap stay apart.</summary>
/// <remarks>The 8 + 6 neighbours of bcc iron at 900 K overlap in g(R), not in the mean positions. Moments are of r itself in every frame, as EXAFS has them: σ² is the variance of r.
/// Atoms that change places in the run belong to no shell: use <see cref="Shells"/> then.</remarks>
public static class CrystalShells
{
    // Mean positions of finite runs scatter by some hundredths of an Å; shells of metals are 0.2 Å apart at least.
    private const double Resolution = 0.03;
    private const double Bin = 0.005;

    // Fewer neighbours than this are a defect's, and go to the shell beside them.
    private const double FewestNeighbours = 0.1;

    /// <summary>The shells whose mean distance is up to <paramref name="reach"/>, Å, nearest first; of all atoms, or of one element around another.</summary>
    public static ImmutableArray<Shell> Of(IReadOnlyList<AtomicStructure> frames, double reach = 6, int? centre = null, int? neighbour = null) =>
        Of(AtomicMotion.Of(frames), reach, centre, neighbour);

    public static ImmutableArray<Shell> Of(AtomicMotion motion, double reach = 6, int? centre = null, int? neighbour = null)
    {
        AtomicStructure mean = motion.Mean;
        // A little farther, so that the last shell is whole.
        var pairs = NeighbourList.Of(mean, reach + (20 * Resolution));
        var atoms = Enumerable.Range(0, mean.Count).Where(atom => centre is null || mean.AtomicNumbers[atom] == centre).ToArray();
        if (atoms.Length == 0) throw new ArgumentException($"no atoms of element {centre}");
        bool Wanted(Neighbour other) => neighbour is null || mean.AtomicNumbers[other.Atom] == neighbour;

        var histogram = new double[(int)(pairs.Cutoff / Bin) + 1];
        foreach (var atom in atoms)
            foreach (Neighbour other in pairs.Of(atom))
                if (Wanted(other)) histogram[(int)(other.Distance / Bin)] += 1.0 / atoms.Length;

        var edges = Edges(histogram);
        var moments = new Moments[edges.Count + 1];
        foreach (var atom in atoms)
            foreach (Neighbour other in pairs.Of(atom))
            {
                if (!Wanted(other)) continue;
                var shell = edges.BinarySearch(other.Distance);
                moments[shell < 0 ? ~shell : shell].Add(motion, atom, other);
            }

        // The last one may go on beyond what was searched.
        return [.. moments.Take(edges.Count).Select(m => m.Shell(atoms.Length)).Where(shell => shell.Distance <= reach)];
    }

    /// <summary>Where one shell ends and the next begins: in the middle of the valleys between peaks at least twice as high, Å.</summary>
    private static List<double> Edges(double[] histogram)
    {
        var density = Smoothing.Gaussian(histogram, Resolution / Bin);
        var edges = new List<double>();
        var (peak, lowest, since) = (0, 0, 0);
        for (var i = 1; i < density.Length; i++)
        {
            if (density[i] < density[lowest]) lowest = i;
            if (density[i] > density[peak]) (peak, lowest) = (i, i);
            if (!IsValley(density, peak, lowest, i)) continue;
            var (first, last) = (lowest, lowest);
            while (last + 1 < i && density[last + 1] <= 1.001 * density[lowest]) last++;
            var edge = (first + last + 1) / 2;
            if (histogram.AsSpan(since, edge - since).ToArray().Sum() >= FewestNeighbours && histogram.AsSpan(edge).ToArray().Sum() >= FewestNeighbours)
            {
                edges.Add(edge * Bin);
                since = edge;
            }

            (peak, lowest) = (i, i);
        }

        if (histogram.AsSpan(since).ToArray().Sum() > 0 && density[^1] < 1e-3 * density[peak]) edges.Add(histogram.Length * Bin);
        return edges;
    }

    private static bool IsValley(double[] density, int peak, int lowest, int here) =>
        lowest > peak && density[lowest] < density[peak] / 2 && density[here] > 2 * density[lowest] && density[here] > 1e-3;

    /// <summary>Sums of (r − r₀)ᵖ over pairs and frames, about the first r that came: powers of r itself would lose digits.</summary>
    private struct Moments
    {
        private long _count, _pairs;
        private double _about, _first, _second, _third;

        public void Add(AtomicMotion motion, int atom, Neighbour other)
        {
            if (_pairs++ == 0) _about = other.Distance;
            Vector image = motion.Image(atom, other);
            for (var frame = 0; frame < motion.Frames; frame++)
            {
                var off = motion.Way(frame, atom, other.Atom, image).Length - _about;
                _count++;
                _first += off;
                _second += off * off;
                _third += off * off * off;
            }
        }

        public readonly Shell Shell(int centres)
        {
            double mean = _first / _count, second = _second / _count;
            return new((double)_pairs / centres, _about + mean, Math.Max(0, second - (mean * mean)),
                (_third / _count) - (3 * mean * second) + (2 * mean * mean * mean));
        }
    }
}
