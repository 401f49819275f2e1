using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exafs.Physics.Comparison;
using Exafs.Report.Plot;
using Exafs.Signal;

namespace Exafs.Lab.Show;

/// <summary>χ(k) of one grid as what is looked at: k²χ(k) and |χ(R)|. The transform is that of a comparison with foils.</summary>
internal sealed class Curves
{
    public const double LargestK = 15, LargestR = 7;

    private readonly ImmutableArray<double> _k;
    private readonly ForwardTransform _transform;

    /// <param name="k">0, δk, 2δk, … Å⁻¹ [m].</param>
    public Curves(ImmutableArray<double> k)
    {
        var parameters = new FoilFitParameters();
        _k = k;
        _transform = new(parameters.Fourier, parameters.Fourier.KWeight!.Value, k.Length, k[1] - k[0], parameters.NFft);
        Note = $"transform k²-weighted, k from {parameters.Fourier.KMin} to {parameters.Fourier.KMax} Å⁻¹, R not corrected for phase";
    }

    /// <summary>For a subtitle.</summary>
    public string Note { get; }

    public static Axis KAxis => new("*k* (Å⁻¹)") { Min = 0, Max = LargestK };

    public static Axis KSquaredChiAxis => new("*k*²χ(*k*) (Å⁻²)");

    public static Axis RAxis => new("*R* (Å)") { Min = 0, Max = LargestR };

    public static Axis ChiRAxis => new("|χ(*R*)| (Å⁻³)") { Min = 0 };

    public static Axis DistanceAxis => new("*R* (Å)") { Min = 1.5, Max = 8 };

    public static Axis NeighboursAxis => new("d*N*/d*R* (Å⁻¹)") { Min = 0 };

    public static double[] Doubles(ReadOnlySpan<float> values)
    {
        var doubles = new double[values.Length];
        for (var i = 0; i < doubles.Length; i++) doubles[i] = values[i];
        return doubles;
    }

    /// <summary>As far as it is shown.</summary>
    public LineLayer KSquaredChi(string? name, string colour, ReadOnlySpan<double> chi)
    {
        var points = _k.Count(k => k <= LargestK);
        var weighted = new double[points];
        for (var i = 0; i < points; i++) weighted[i] = _k[i] * _k[i] * chi[i];
        return new(name, colour, _k[..points], ImmutableCollectionsMarshal.AsImmutableArray(weighted));
    }

    public LineLayer ChiR(string? name, string colour, ReadOnlySpan<double> chi)
    {
        var (re, im) = (new double[_transform.R.Length], new double[_transform.R.Length]);
        _transform.Apply(chi, re, im);
        return new(name, colour, [.. _transform.R], [.. re.Zip(im, double.Hypot)]);
    }
}
