using System.Numerics.Tensors;
using Exafs.Signal;

namespace Exafs.Pipeline.Changes;

/// <summary>χ(k) as a short vector: real and imaginary part of the transform of k²χ(k), between 3 and 10 Å⁻¹, at the distances where shells are.</summary>
/// <remarks>The range is fixed, so that neither the end of the data nor hot or cold changes the meaning; what lies beyond 10 Å⁻¹ is noise in a hot metal.</remarks>
internal static class SpectralVector
{
    /// <summary>Real and imaginary parts at 1.0, 1.15, …, 5.5 Å (not corrected for phase).</summary>
    public const int Length = 2 * Distances;

    private const int Distances = 31;
    private const double KMin = 3, KMax = 10, Sill = 1, KStep = 0.05, RMin = 1, RStep = 0.15;
    private const int First = (int)(KMin / KStep) + 1, Last = (int)(KMax / KStep) - 1, Points = Last - First + 1;

    // [2 · distances, points], and the same for the derivative by E0: ∂χ/∂E0 = −(dχ/dk)·(dk/dE).
    private static readonly double[] Transform = Rows(derivative: false), Slope = Rows(derivative: true);

    /// <summary>False where χ(k) ends before 10 Å⁻¹ or is on another grid.</summary>
    /// <param name="reduction">χ(k).</param>
    /// <param name="vector">The vector [62].</param>
    /// <param name="shifted">How it moves where E0 does, per eV [62].</param>
    public static bool Of(Reduction reduction, Span<double> vector, Span<double> shifted)
    {
        var chi = reduction.Chi;
        if (chi.Length <= Last + 1 || reduction.K.Length < 2 || Math.Abs(reduction.K[1] - reduction.K[0] - KStep) > 1e-9) return false;
        var values = chi.AsSpan(First, Points);
        Span<double> differences = stackalloc double[Points];
        TensorPrimitives.Subtract(chi.AsSpan(First + 1, Points), chi.AsSpan(First - 1, Points), differences);
        for (var row = 0; row < Length; row++)
        {
            vector[row] = Subspace.Dot(Transform.AsSpan(row * Points, Points), values);
            shifted[row] = Subspace.Dot(Slope.AsSpan(row * Points, Points), differences);
        }

        for (var row = 0; row < Length; row++)
        {
            if (!double.IsFinite(vector[row])) return false;
        }

        return true;
    }

    private static double[] Rows(bool derivative)
    {
        var rows = new double[Length * Points];
        for (var i = 0; i < Points; i++)
        {
            var k = (First + i) * KStep;
            var edge = Math.Min(k - KMin, KMax - k);
            var window = edge >= Sill ? 1 : Math.Pow(Math.Sin(Math.PI / 2 * edge / Sill), 2);
            var weight = k * k * window * KStep / Math.Sqrt(Math.PI) * (derivative ? -Wavenumber.KSquaredPerEnergy / (2 * k) / (2 * KStep) : 1);
            for (var j = 0; j < Distances; j++)
            {
                var phase = 2 * k * (RMin + (j * RStep));
                rows[(2 * j * Points) + i] = weight * Math.Cos(phase);
                rows[(((2 * j) + 1) * Points) + i] = weight * Math.Sin(phase);
            }
        }

        return rows;
    }
}
