using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Exafs.Signal;

namespace Exafs.Inference.Features;

/// <summary>χ(k) of theory's scale → inputs of a network: the filtered spectrum up to kmax and zero beyond, then kmax itself.</summary>
/// <remarks>
/// Linear in χ(k), but for kmax; what χ(k) is beyond kmax changes nothing. kʷχ(k) under a window that ends at kmax (Hanning), then one product with a
/// matrix that is the same for every kmax (<see cref="FeatureFilter"/>). Thread-safe. Every sum has one order: the same spectrum gives the same bits.
/// Cost: about 2 µs for k²χ(k).
/// </remarks>
public sealed class FeaturePlan
{
    /// <summary>Inputs that say what kmax is: 1 at one of 9, 10, … 16 Å⁻¹, in between shared by two.</summary>
    public const int KMaxInputs = 8;

    private const double KMaxFirst = 9;
    private const int Block = 32;

    private readonly double[] _k;          // of each spectral input
    private readonly int _rows;            // spectral inputs, rounded up to whole blocks
    private readonly int _first;           // of the points of theory, where the window begins
    private readonly float[] _matrix;      // [point, row]
    private readonly float[][] _windows;   // kʷ·window, one for each kmax [point]

    /// <exception cref="InvalidDataException">The parameters contradict each other.</exception>
    public FeaturePlan(FeatureParameters parameters)
    {
        parameters.Check();
        Parameters = parameters;
        (_k, var rows) = FeatureFilter.Of(parameters);
        _rows = (_k.Length + Block - 1) / Block * Block;
        _first = (int)Math.Round(parameters.KStart / TheoryScale.KStep);
        var points = (int)Math.Round(parameters.KMaxHighest / TheoryScale.KStep) - _first + 1;
        _matrix = new float[points * _rows];
        for (var i = 0; i < points; i++)
            for (var row = 0; row < _k.Length; row++) _matrix[(i * _rows) + row] = (float)rows[row][_first + i];
        _windows = [.. Enumerable.Range(0, Step(parameters.KMaxHighest) - Step(parameters.KMaxLowest) + 1).Select(i => Window((Step(parameters.KMaxLowest) + i) * parameters.KStep))];
    }

    public FeatureParameters Parameters { get; }

    /// <summary>Inputs of the spectrum; <see cref="KMaxInputs"/> more follow.</summary>
    public int SpectralInputs => _k.Length;

    /// <summary>All inputs.</summary>
    public int Inputs => _k.Length + KMaxInputs;

    /// <summary>k of an input of the spectrum, Å⁻¹ [<see cref="SpectralInputs"/>].</summary>
    public ReadOnlySpan<double> K => _k;

    /// <summary>The kmax that is used of a spectrum, or why it is too short.</summary>
    /// <param name="end">Where it ends in theory's k, Å⁻¹ (<see cref="TheoryScale.EndOf"/>).</param>
    public (double KMax, Defect? Defect) KMaxOf(double end)
    {
        if (!(Step(end) >= Step(Parameters.KMaxLowest)))
            return (0, new Defect("short_range", $"χ(k) ends at {end:0.##} Å⁻¹ of theory's k; the network needs {Parameters.KMaxLowest:0.##} Å⁻¹"));
        return (Math.Min(Step(end), Step(Parameters.KMaxHighest)) * Parameters.KStep, null);
    }

    /// <summary>The inputs of one spectrum.</summary>
    /// <param name="theory">χ(k) of theory's scale [361].</param>
    /// <param name="kmax">Å⁻¹, one that <see cref="KMaxOf"/> gave.</param>
    /// <param name="inputs">Result [<see cref="Inputs"/>].</param>
    /// <exception cref="ArgumentOutOfRangeException">kmax is outside its range.</exception>
    public void Apply(ReadOnlySpan<double> theory, double kmax, Span<float> inputs)
    {
        var which = Step(kmax) - Step(Parameters.KMaxLowest);
        if (which < 0 || which >= _windows.Length) throw new ArgumentOutOfRangeException(nameof(kmax), kmax, "not between the least and the greatest kmax");
        ReadOnlySpan<float> window = _windows[which];
        Span<float> weighted = stackalloc float[window.Length];
        for (var i = 0; i < weighted.Length; i++) weighted[i] = (float)theory[_first + i] * window[i];
        Span<float> sums = _rows <= 1024 ? stackalloc float[_rows] : new float[_rows];
        Multiply(weighted, sums);

        var end = kmax + (Parameters.KStep / 2);
        for (var row = 0; row < _k.Length; row++) inputs[row] = _k[row] < end ? sums[row] : 0;
        var place = Math.Clamp(kmax - KMaxFirst, 0, KMaxInputs - 1);
        for (var i = 0; i < KMaxInputs; i++) inputs[_k.Length + i] = (float)Math.Max(0, 1 - Math.Abs(place - i));
    }

    private void Multiply(ReadOnlySpan<float> weighted, Span<float> sums)
    {
        ref var matrix = ref MemoryMarshal.GetArrayDataReference(_matrix);
        ref var target = ref MemoryMarshal.GetReference(sums);
        for (nuint block = 0; block < (nuint)_rows; block += Block)
        {
            Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
            var at = block;
            foreach (var value in weighted)
            {
                var factor = Vector256.Create(value);
                s0 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref matrix, at), s0);
                s1 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref matrix, at + 8), s1);
                s2 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref matrix, at + 16), s2);
                s3 = Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref matrix, at + 24), s3);
                at += (nuint)_rows;
            }

            s0.StoreUnsafe(ref target, block);
            s1.StoreUnsafe(ref target, block + 8);
            s2.StoreUnsafe(ref target, block + 16);
            s3.StoreUnsafe(ref target, block + 24);
        }
    }

    private int Step(double k) => double.IsFinite(k) ? (int)Math.Floor((Math.Min(k, TheoryScale.KMax) / Parameters.KStep) + 1e-6) : 0;

    /// <summary>From its beginning to kmax, as many points as there are.</summary>
    private float[] Window(double kmax)
    {
        var k = new double[TheoryScale.Points];
        for (var i = 0; i < k.Length; i++) k[i] = i * TheoryScale.KStep;
        var window = FourierWindow.Evaluate(k, Parameters.KMin, kmax - (Parameters.Dk / 2), Parameters.Dk, null, WindowKind.Hanning);
        var last = (int)Math.Round(kmax / TheoryScale.KStep);
        return [.. Enumerable.Range(_first, last - _first + 1).Select(i => (float)(window[i] * Math.Pow(k[i], Parameters.KWeight)))];
    }
}
