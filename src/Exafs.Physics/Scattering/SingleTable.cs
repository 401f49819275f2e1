using System.Numerics;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.Physics.Scattering;

/// <summary>F = χ̃·r²·exp(-2ipr) of single scattering, at nodes uniform in 1/r.</summary>
internal sealed class SingleTable
{
    private readonly double _inverseStart;
    private readonly double _inverseStep;
    private readonly int _nodes;
    private readonly float[] _values;

    public SingleTable(PathEngineOptions options, int knots, PathAmplitude amplitude)
    {
        (_nodes, Width) = (options.SingleNodes, 2 * knots);
        // A little beyond both ends, for the bins there.
        _inverseStart = 0.95 / options.MaximumPairDistance;
        _inverseStep = ((1.02 / options.MinimumLeg) - _inverseStart) / (_nodes - 1);
        _values = new float[_nodes * Width];
        var chi = new Complex[knots];
        for (var node = 0; node < _nodes; node++)
        {
            var r = 1 / (_inverseStart + (node * _inverseStep));
            amplitude([new Vector(0, 0, r)], chi);
            for (var n = 0; n < knots; n++)
                (_values[(node * Width) + (2 * n)], _values[(node * Width) + (2 * n) + 1]) = ((float)(r * r * chi[n].Real), (float)(r * r * chi[n].Imaginary));
        }
    }

    /// <summary>Numbers of a node: two for each k.</summary>
    public int Width { get; }

    /// <summary>Adds weight·F/r² to <paramref name="sum"/> [Width].</summary>
    public void Add(double r, double weight, Span<float> sum)
    {
        var cubic = Cubic.Uniform(((1 / r) - _inverseStart) / _inverseStep, _nodes);
        for (var tap = 0; tap < 4; tap++)
        {
            var w = (float)(cubic[tap] * weight / (r * r));
            var node = _values.AsSpan((cubic.First + tap) * Width, Width);
            for (var n = 0; n < sum.Length; n++)
                sum[n] += w * node[n];
        }
    }
}
