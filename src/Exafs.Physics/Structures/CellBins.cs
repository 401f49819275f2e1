namespace Exafs.Physics.Structures;

/// <summary>The box cut into bins about half as wide as the search radius, each with its atoms.</summary>
internal sealed class CellBins
{
    private readonly AtomicStructure _structure;
    private readonly Axis _a, _b, _c;
    private readonly Vector[] _wrapped;
    private readonly int[] _first;
    private readonly int[] _next;

    private CellBins(AtomicStructure structure, double cutoff)
    {
        _structure = structure;
        Cell cell = structure.Cell;
        var fractional = new Vector[structure.Count];
        for (var i = 0; i < fractional.Length; i++)
        {
            fractional[i] = cell.ToFractional(structure.Positions[i]);
            if (!double.IsFinite(fractional[i].LengthSquared)) throw new ArgumentException($"atom {i} has no position");
        }

        Vector heights = cell.Heights;
        _a = Axis.Of(fractional.Select(f => f.X), cell.PeriodicA, heights.X, cutoff);
        _b = Axis.Of(fractional.Select(f => f.Y), cell.PeriodicB, heights.Y, cutoff);
        _c = Axis.Of(fractional.Select(f => f.Z), cell.PeriodicC, heights.Z, cutoff);

        _wrapped = new Vector[structure.Count];
        _first = new int[_a.Bins * _b.Bins * _c.Bins];
        _next = new int[structure.Count];
        Array.Fill(_first, -1);
        for (var i = fractional.Length - 1; i >= 0; i--)
        {
            Vector f = fractional[i];
            f = new(_a.Wrap(f.X), _b.Wrap(f.Y), _c.Wrap(f.Z));
            _wrapped[i] = cell.ToPosition(f);
            var bin = Bin(_a.Bin(f.X), _b.Bin(f.Y), _c.Bin(f.Z));
            _next[i] = _first[bin];
            _first[bin] = i;
        }
    }

    public static CellBins Of(AtomicStructure structure, double cutoff)
    {
        if (!(cutoff > 0) || !double.IsFinite(cutoff)) throw new ArgumentOutOfRangeException(nameof(cutoff), cutoff, "a radius is positive");
        if (!(structure.Cell.Volume > 0)) throw new ArgumentException("the box has no volume, or is left-handed");
        return new(structure, cutoff);
    }

    public void Search(int atom, double cutoff, List<Neighbour> found)
    {
        Cell cell = _structure.Cell;
        Vector here = _wrapped[atom];
        Vector f = cell.ToFractional(here);
        foreach (var (a, imageA) in _a.Around(f.X))
            foreach (var (b, imageB) in _b.Around(f.Y))
                foreach (var (c, imageC) in _c.Around(f.Z))
                {
                    Vector shift = cell.ToPosition(new(imageA, imageB, imageC)) - here;
                    var itself = imageA == 0 && imageB == 0 && imageC == 0;
                    for (var other = _first[Bin(a, b, c)]; other >= 0; other = _next[other])
                    {
                        if (itself && other == atom) continue;
                        Vector way = _wrapped[other] + shift;
                        var squared = way.LengthSquared;
                        if (squared < cutoff * cutoff) found.Add(new(other, way, Math.Sqrt(squared)));
                    }
                }
    }

    private int Bin(int a, int b, int c) => (((a * _b.Bins) + b) * _c.Bins) + c;

    /// <summary>One direction of the box: where its bins begin, how many, and which ones a search from each of them meets.</summary>
    private readonly record struct Axis(bool Periodic, double Origin, double Width, int Bins, (int Bin, int Image)[][] Near)
    {
        public static Axis Of(IEnumerable<double> fractions, bool periodic, double height, double cutoff)
        {
            double origin = 0, span = 1;
            if (!periodic)
            {
                double least = double.PositiveInfinity, most = double.NegativeInfinity;
                foreach (var x in fractions)
                {
                    least = Math.Min(least, x);
                    most = Math.Max(most, x);
                }

                origin = double.IsFinite(least) ? least : 0;
                span = Math.Max(most - origin, 1e-9);
            }

            // Half a radius wide: the bins around an atom hold a third of the atoms that whole radii would.
            var bins = Math.Clamp((int)(2 * span * height / cutoff), 1, 200);
            // Atoms in a plane make flat bins: beyond the last there is nothing to reach for.
            var reach = (int)Math.Min(Math.Ceiling(cutoff / (span * height / bins)), periodic ? int.MaxValue : bins);
            return new(periodic, origin, span / bins, bins, [.. Enumerable.Range(0, bins).Select(bin => Around(bin, periodic, bins, reach))]);
        }

        public double Wrap(double x)
        {
            if (!Periodic) return x;
            x -= Math.Floor(x);
            return x < 1 ? x : 0;
        }

        public int Bin(double x) => Math.Clamp((int)((x - Origin) / Width), 0, Bins - 1);

        /// <summary>The bins that a search from a position may meet, and which image of the box they lie in.</summary>
        public (int Bin, int Image)[] Around(double x) => Near[Bin(x)];

        private static (int Bin, int Image)[] Around(int here, bool periodic, int bins, int reach)
        {
            var near = new List<(int, int)>();
            var (first, last) = periodic ? (here - reach, here + reach) : (Math.Max(0, here - reach), Math.Min(bins - 1, here + reach));
            for (var bin = first; bin <= last; bin++)
            {
                var image = (int)Math.Floor((double)bin / bins);
                near.Add((bin - (image * bins), image));
            }

            return [.. near];
        }
    }
}
