using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exafs.Physics.Structures;

namespace Exafs.Physics.Scattering;

/// <summary>χ(k) of ensembles of frames of one element: curved-wave single scattering from all pairs, multiple scattering from random absorbers.</summary>
/// <remarks>Many callers may use one engine at once; each call runs on its caller's thread and depends on nothing but its arguments, bit for bit.</remarks>
public sealed class PathEngine
{
    private const double KStep = 0.05;
    private const int KPoints = 361;

    private readonly PathTables _tables;
    private readonly RadialTransform _transform;
    private readonly PathAmplitude _amplitude;
    private readonly int _atomicNumber;
    private readonly ImmutableArray<double> _k = [.. Enumerable.Range(0, KPoints).Select(m => m * KStep)];
    private readonly ConcurrentBag<TriangleSum> _scratch = [];

    internal PathEngine(int atomicNumber, PathTables tables, PathAmplitude amplitude)
    {
        if (tables.K[^1] < _k[^1]) throw new ArgumentException($"the potentials end at k = {tables.K[^1]} Å⁻¹, before {_k[^1]}");
        (_atomicNumber, _tables, _amplitude) = (atomicNumber, tables, amplitude);
        _transform = new(tables.Bins, tables.K.AsSpan(), tables.Momentum.AsSpan(), _k.AsSpan());
    }

    /// <summary>χ(k) per absorber of <paramref name="frames"/>.</summary>
    /// <param name="frames">Of the engine's element.</param>
    /// <param name="absorbers">How many random atoms of the frames the triangles are summed around.</param>
    /// <param name="genericAbsorbers">How many of those the paths over three different atoms are summed around.</param>
    /// <param name="seed">Which atoms.</param>
    /// <param name="cancellation">Looked at before every atom.</param>
    /// <exception cref="ArgumentException">No atoms, another element, or two atoms nearer than the tables reach.</exception>
    public PathSum Evaluate(IReadOnlyList<AtomicStructure> frames, int absorbers, int genericAbsorbers, ulong seed, CancellationToken cancellation)
    {
        var total = frames.Sum(frame => frame.Count);
        if (total == 0) throw new ArgumentException("no atoms");
        if (frames.Any(frame => frame.AtomicNumbers.Any(z => z != _atomicNumber))) throw new ArgumentException($"an atom that is not of element {_atomicNumber}");

        var random = new SplitMix(seed);
        var chosen = random.Choose(absorbers, total);
        var generic = chosen[..Math.Min(genericAbsorbers, chosen.Length)].ToHashSet();
        var chosenSet = chosen.ToHashSet();

        var size = _tables.Bins.Count * _tables.Single.Width;
        var (pairs, triangleSpectrum, genericSpectrum) = (new double[_tables.Bins.Count], new float[size], new float[size]);
        if (!_scratch.TryTake(out var triangles)) triangles = new(_tables);
        var genericSum = new GenericSum(_tables, _amplitude);
        var counts = default(PathCounts);
        var first = 0;
        var neighbours = new List<Neighbour>();
        foreach (var frame in frames)
        {
            var bins = CellBins.Of(frame, _tables.Options.MaximumHalfLength);
            for (var atom = 0; atom < frame.Count; atom++)
            {
                cancellation.ThrowIfCancellationRequested();
                neighbours.Clear();
                bins.Search(atom, _tables.Options.MaximumHalfLength, neighbours);
                counts.Single += AddPairs(neighbours, pairs);
                if (!chosenSet.Contains(first + atom)) continue;

                neighbours.Sort(static (a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : a.Atom.CompareTo(b.Atom));
                var span = CollectionsMarshal.AsSpan(neighbours);
                counts += triangles.Add(span);
                if (generic.Contains(first + atom)) counts += genericSum.Add(span, genericSpectrum);
            }

            first += frame.Count;
        }

        triangles.MoveTo(triangleSpectrum);
        _scratch.Add(triangles);
        return new(
            _k,
            Scaled(_transform.Apply(SingleSpectrum(pairs)), total),
            Scaled(_transform.Apply(triangleSpectrum), chosen.Length),
            Scaled(_transform.Apply(genericSpectrum), generic.Count),
            counts);
    }

    private int AddPairs(List<Neighbour> neighbours, double[] pairs)
    {
        foreach (var neighbour in neighbours)
        {
            if (neighbour.Distance < _tables.Options.MinimumLeg)
                throw new ArgumentException($"two atoms are {neighbour.Distance:0.00} Å apart");
            var (bin, fraction) = _tables.Bins.Find(neighbour.Distance);
            pairs[bin] += 1 - fraction;
            pairs[bin + 1] += fraction;
        }

        return neighbours.Count;
    }

    private float[] SingleSpectrum(double[] pairs)
    {
        var spectrum = new float[pairs.Length * _tables.Single.Width];
        for (var bin = 0; bin < pairs.Length; bin++)
            if (pairs[bin] > 0) _tables.Single.Add(_tables.Bins[bin], pairs[bin], spectrum.AsSpan(bin * _tables.Single.Width, _tables.Single.Width));
        return spectrum;
    }

    private static ImmutableArray<double> Scaled(ImmutableArray<double> chi, int absorbers) =>
        absorbers == 0 ? chi : [.. chi.Select(x => x / absorbers)];
}
