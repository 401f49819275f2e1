using System.Collections.Immutable;
using Exafs.Physics.Structures;

namespace Exafs.Physics.Scattering;

/// <summary>What one evaluation collects: pairs by distance, triangles and generic paths by half length.</summary>
internal sealed class PathCollection(PathTables tables, TriangleSum triangles, GenericSum generic, int genericKnots)
{
    private readonly double[] _pairs = new double[tables.PairBins.Count];
    private readonly float[] _generic = new float[tables.Bins.Count * 2 * genericKnots];
    private int _absorbers;
    private int _triangleAbsorbers;
    private int _genericAbsorbers;
    private PathCounts _counts;

    /// <param name="neighbours">Of an absorber, within the distance where single scattering ends.</param>
    public void AddPairs(ReadOnlySpan<Neighbour> neighbours)
    {
        _absorbers++;
        _counts.Single += neighbours.Length;
        foreach (var neighbour in neighbours)
        {
            if (neighbour.Distance < tables.Options.MinimumLeg)
                throw new ArgumentException($"two atoms are {neighbour.Distance:0.00} Å apart");
            var (bin, fraction) = tables.PairBins.Find(neighbour.Distance);
            _pairs[bin] += 1 - fraction;
            _pairs[bin + 1] += fraction;
        }
    }

    /// <param name="neighbours">Of an absorber, within the longest half path length, nearest first.</param>
    public void AddTriangles(ReadOnlySpan<Neighbour> neighbours)
    {
        _triangleAbsorbers++;
        _counts += triangles.Add(neighbours);
    }

    /// <param name="neighbours">Of an absorber, within the longest half path length, nearest first.</param>
    public void AddGeneric(ReadOnlySpan<Neighbour> neighbours)
    {
        _genericAbsorbers++;
        _counts += generic.Add(neighbours, _generic);
    }

    /// <summary>χ per absorber of each kind.</summary>
    public PathSum ToSum(ImmutableArray<double> k, RadialTransform pairTransform, RadialTransform transform, RadialTransform genericTransform)
    {
        var (single, triangle) = (new float[tables.PairBins.Count * tables.Single.Width], new float[tables.Bins.Count * tables.Single.Width]);
        for (var bin = 0; bin < _pairs.Length; bin++)
            if (_pairs[bin] > 0) tables.Single.Add(tables.PairBins[bin], _pairs[bin], single.AsSpan(bin * tables.Single.Width, tables.Single.Width));
        triangles.MoveTo(triangle);
        return new(k, pairTransform.Apply(single, _absorbers), transform.Apply(triangle, _triangleAbsorbers), genericTransform.Apply(_generic, _genericAbsorbers), _counts);
    }
}
