using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Exafs.Physics.Structures;

namespace Exafs.Physics.Scattering;

/// <summary>χ(k) of ensembles of frames of one element: curved-wave single scattering from all pairs, multiple scattering from random absorbers.</summary>
/// <remarks>Many callers may use one engine at once; each call runs on its caller's thread and depends on nothing but its arguments, bit for bit.</remarks>
public sealed class PathEngine
{
    private const double KStep = 0.05;
    private const int KPoints = 361;

    private readonly PathEngineOptions _options;
    private readonly PathTables _tables;
    private readonly RadialTransform _pairTransform;
    private readonly RadialTransform _transform;
    private readonly RadialTransform _genericTransform;
    private readonly int _genericKnots;
    private readonly PathImportance? _importance;
    private readonly Func<PathAmplitude> _genericAmplitude;
    private readonly int _atomicNumber;
    private readonly ImmutableArray<double> _k = [.. Enumerable.Range(0, KPoints).Select(m => m * KStep)];
    private readonly ConcurrentBag<TriangleSum> _scratch = [];

    /// <summary>Makes the tables, in about a second.</summary>
    /// <exception cref="ArgumentException">The data end before k = 18 Å⁻¹.</exception>
    public PathEngine(ScatteringData data, PathEngineOptions? options = null)
        : this(data, data.Thinned(KStep * (KPoints - 1)), (options ?? new()).GenericThreshold > 0 ? new PathImportance(data) : null, of => new RehrAlbers(of).Amplitude, options ?? new())
    {
    }

    /// <param name="data">For the tables.</param>
    /// <param name="coarse">For the generic paths.</param>
    /// <param name="importance">Of generic paths; none: all are taken.</param>
    /// <param name="amplitude">Where amplitudes come from; what it returns is for one thread.</param>
    /// <param name="options">Of the engine.</param>
    internal PathEngine(ScatteringData data, ScatteringData coarse, PathImportance? importance, Func<ScatteringData, PathAmplitude> amplitude, PathEngineOptions options)
    {
        if (data.K[^1] < _k[^1]) throw new ArgumentException($"the potentials end at k = {data.K[^1]} Å⁻¹, before {_k[^1]}");
        (_options, _atomicNumber, _importance, _genericKnots) = (options, data.AtomicNumber, importance, coarse.K.Length);
        _tables = new(data.K.Length, amplitude(data), options);
        _genericAmplitude = () => amplitude(coarse);
        _pairTransform = Transform(data, _tables.PairBins, options.MaximumPairDistance, options.MaximumPairDistance - options.MaximumHalfLength);
        _transform = Transform(data, _tables.Bins, options.MaximumHalfLength, options.Fade);
        _genericTransform = Transform(coarse, _tables.Bins, options.MaximumHalfLength, options.Fade);

        RadialTransform Transform(ScatteringData of, RadialBins bins, double end, double fade)
        {
            var single = new Complex[of.K.Length];
            amplitude(of)([new(0, 0, 2.5)], single);
            return new(bins, end, fade, of, _k.AsSpan(), single);
        }
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
        var triangles = chosen.ToHashSet();
        return Collect(random.Next(), collection =>
        {
            var first = 0;
            foreach (var frame in frames)
            {
                AddAtoms(collection, frame, atom => triangles.Contains(first + atom), atom => generic.Contains(first + atom), cancellation);
                first += frame.Count;
            }
        });
    }

    /// <summary>χ(k) of all paths around one atom.</summary>
    /// <exception cref="ArgumentException">Another element, or two atoms nearer than the tables reach.</exception>
    public PathSum EvaluateAround(AtomicStructure structure, int absorber)
    {
        if (structure.AtomicNumbers.Any(z => z != _atomicNumber)) throw new ArgumentException($"an atom that is not of element {_atomicNumber}");
        return Collect(0, collection =>
        {
            var neighbours = NeighbourList.Of(structure, _options.MaximumPairDistance).Of(absorber);
            collection.AddPairs(neighbours);
            collection.AddTriangles(Near(neighbours));
            collection.AddGeneric(Near(neighbours));
        });
    }

    private PathSum Collect(ulong seed, Action<PathCollection> add)
    {
        // Large, and as good as new after each sum; one that an exception left half full is not used again.
        if (!_scratch.TryTake(out var triangles)) triangles = new(_tables);
        var collection = new PathCollection(_tables, triangles, new(_options, _tables.Bins, _genericKnots, _genericAmplitude(), _importance, seed), _genericKnots);
        add(collection);
        var sum = collection.ToSum(_k, _pairTransform, _transform, _genericTransform);
        _scratch.Add(triangles);
        return sum;
    }

    private void AddAtoms(PathCollection collection, AtomicStructure frame, Func<int, bool> triangles, Func<int, bool> generic, CancellationToken cancellation)
    {
        var bins = CellBins.Of(frame, _options.MaximumPairDistance);
        var found = new List<Neighbour>();
        for (var atom = 0; atom < frame.Count; atom++)
        {
            cancellation.ThrowIfCancellationRequested();
            found.Clear();
            bins.Search(atom, _options.MaximumPairDistance, found);
            var neighbours = CollectionsMarshal.AsSpan(found);
            collection.AddPairs(neighbours);
            if (!triangles(atom)) continue;

            neighbours.Sort(static (a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : a.Atom.CompareTo(b.Atom));
            collection.AddTriangles(Near(neighbours));
            if (generic(atom)) collection.AddGeneric(Near(neighbours));
        }
    }

    /// <summary>Those of <paramref name="neighbours"/>, nearest first, that a path over more than one atom can reach.</summary>
    private ReadOnlySpan<Neighbour> Near(ReadOnlySpan<Neighbour> neighbours)
    {
        var count = neighbours.Length;
        while (count > 0 && neighbours[count - 1].Distance > _options.MaximumHalfLength) count--;
        return neighbours[..count];
    }
}
