using System.Numerics;
using System.Numerics.Tensors;

namespace Exafs.Pipeline.Changes;

/// <summary>The few directions that quiet spectra lie in, learnt as they come: principal components of an exponentially forgetting second moment, by one step of orthogonal iteration a spectrum.</summary>
/// <remarks>E. Oja, J. Math. Biol. 15, 267 (1982) in blocks: with the moment at hand, C ← ρC + vvᵀ, B ← orth(C·B). Not thread-safe.</remarks>
internal sealed class Subspace(int length, int rank, double memoryScans)
{
    private readonly double[] _moment = new double[length * length];
    private readonly double[][] _basis = [.. Enumerable.Range(0, rank).Select(_ => new double[length])];
    private readonly double[] _product = new double[length];
    private readonly double _forget = 1 - (1 / memoryScans);

    /// <summary>Spectra that were learnt.</summary>
    public int Count { get; private set; }

    /// <summary>Directions in use: no more than half as many as spectra, since noise would fill the rest.</summary>
    private int Rank => Math.Min(rank, Count / 2);

    public void Learn(ReadOnlySpan<double> vector)
    {
        for (var i = 0; i < length; i++)
        {
            var row = _moment.AsSpan(i * length, length);
            TensorPrimitives.Multiply(row, _forget, row);
            TensorPrimitives.MultiplyAdd(vector, vector[i], row, row);
        }

        Count++;
        if (Count <= 2 * rank && Count % 2 == 0) vector.CopyTo(_basis[(Count / 2) - 1]); // a new direction begins where the data are
        for (var b = 0; b < Rank; b++)
        {
            var basis = _basis[b];
            for (var i = 0; i < length; i++) _product[i] = Dot(_moment.AsSpan(i * length, length), basis);
            _product.CopyTo(basis.AsSpan());
        }

        for (var b = 0; b < Rank; b++)
        {
            for (var earlier = 0; earlier < b; earlier++) Remove(_basis[b], _basis[earlier]);
            for (var earlier = 0; earlier < b; earlier++) Remove(_basis[b], _basis[earlier]); // twice is enough
            Normalize(_basis[b]);
        }
    }

    /// <summary>What of a vector the directions, and one more, do not have; in place.</summary>
    /// <param name="vector">[n].</param>
    /// <param name="further">A direction that means nothing, such as a shift of E0; destroyed.</param>
    public void Residual(Span<double> vector, Span<double> further)
    {
        for (var b = 0; b < Rank; b++)
        {
            Remove(vector, _basis[b]);
            Remove(further, _basis[b]);
        }

        if (Normalize(further)) Remove(vector, further);
    }

    /// <summary>Σ a b, always in one order, wherever in memory they lie, so that a replay gives the same bits.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (sum, i) = (Vector<double>.Zero, 0);
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count) sum += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }

    private static void Remove(Span<double> vector, ReadOnlySpan<double> direction)
    {
        var part = Dot(vector, direction);
        TensorPrimitives.MultiplyAdd(direction, -part, vector, vector);
    }

    private static bool Normalize(Span<double> vector)
    {
        var norm = Math.Sqrt(Dot(vector, vector));
        if (!(norm > 1e-12)) return false;
        for (var i = 0; i < vector.Length; i++) vector[i] /= norm;
        return true;
    }
}
