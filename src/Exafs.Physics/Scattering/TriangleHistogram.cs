using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exafs.Physics.Scattering;

/// <summary>How much of each node of a table the triangles seen so far ask for, by half path length.</summary>
/// <remarks>
/// Interpolation is linear in the table. So a triangle leaves its 64 weights here, over the product of its legs, in two bins of R,
/// and the table is read once for all triangles together, not once for each. Float, [length][length][bin][angle].
/// </remarks>
internal sealed class TriangleHistogram
{
    private readonly TriangleGrid _grid;
    private readonly RadialBins _bins;
    private readonly int _stride;
    private readonly float[] _weights;
    private readonly (int Low, int High)[] _touched;

    public TriangleHistogram(TriangleGrid grid, RadialBins bins)
    {
        (_grid, _bins) = (grid, bins);
        _stride = (grid.Angles + 3) / 4 * 4;
        _weights = new float[grid.Lengths * grid.Lengths * bins.Count * _stride];
        _touched = new (int, int)[grid.Lengths * grid.Lengths];
        Array.Fill(_touched, (int.MaxValue, -1));
    }

    public void Add(double r1, double r2, double angle, double halfLength, double weight)
    {
        var lengths = _grid.Lengths;
        var first = Cubic.Uniform(_grid.LengthNode(r1), lengths);
        var second = Cubic.Uniform(_grid.LengthNode(r2), lengths);
        var turn = Cubic.Uniform(_grid.AngleNode(angle), _grid.Angles);
        var turns = Vector128.Create((float)turn.W0, (float)turn.W1, (float)turn.W2, (float)turn.W3);
        var (bin, fraction) = _bins.Find(halfLength);

        ref var touched = ref _touched[(first.First * lengths) + second.First];
        touched = (Math.Min(touched.Low, bin), Math.Max(touched.High, bin + 1));

        var plane = _bins.Count * _stride;
        var corner = (((first.First * lengths) + second.First) * plane) + (bin * _stride) + turn.First;
        ref var origin = ref MemoryMarshal.GetArrayDataReference(_weights);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(corner + (3 * (lengths + 1) * plane) + _stride + 4, _weights.Length, nameof(halfLength));
        for (var i = 0; i < 4; i++)
        {
            var at = (nuint)(corner + (i * lengths * plane));
            var wi = weight * first[i];
            for (var j = 0; j < 4; j++, at += (nuint)plane)
            {
                var w = wi * second[j];
                var near = Vector128.LoadUnsafe(ref origin, at);
                var far = Vector128.LoadUnsafe(ref origin, at + (nuint)_stride);
                Vector128.FusedMultiplyAdd(turns, Vector128.Create((float)(w * (1 - fraction))), near).StoreUnsafe(ref origin, at);
                Vector128.FusedMultiplyAdd(turns, Vector128.Create((float)(w * fraction)), far).StoreUnsafe(ref origin, at + (nuint)_stride);
            }
        }
    }

    /// <summary>Adds Σ weight·F to <paramref name="spectrum"/> [bin][Width], and is empty again.</summary>
    public void MoveTo(TriangleTable table, Span<float> spectrum)
    {
        var lengths = _grid.Lengths;
        for (var i = 0; i < lengths; i++)
            for (var j = 0; j < lengths; j++)
            {
                var (low, high) = Touched(i, j);
                for (var bin = low; bin <= high; bin++)
                {
                    var row = _weights.AsSpan(((((i * lengths) + j) * _bins.Count) + bin) * _stride, _grid.Angles);
                    var sum = spectrum.Slice(bin * table.Width, table.Width);
                    for (var angle = 0; angle < row.Length; angle++)
                        if (row[angle] != 0) TensorPrimitives.MultiplyAdd(table.Node(i, j, angle), row[angle], sum, sum);
                    row.Clear();
                }
            }

        Array.Fill(_touched, (int.MaxValue, -1));
    }

    /// <summary>The bins that any cell around a node has touched.</summary>
    private (int Low, int High) Touched(int i, int j)
    {
        var (low, high) = (int.MaxValue, -1);
        for (var a = Math.Max(i - 3, 0); a <= i; a++)
            for (var b = Math.Max(j - 3, 0); b <= j; b++)
            {
                var (l, h) = _touched[(a * _grid.Lengths) + b];
                (low, high) = (Math.Min(low, l), Math.Max(high, h));
            }

        return (low, high);
    }
}
