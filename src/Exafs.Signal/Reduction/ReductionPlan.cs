using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Exafs.Signal;

/// <summary>Everything of the reduction that depends on the energy grid, E0 and the parameters alone, made once; then each scan costs a few small products.</summary>
internal sealed class ReductionPlan
{
    /// <summary>Post-edge data without which a step means nothing, eV.</summary>
    private const double LeastBehindEdge = 4;

    private readonly ReductionParameters _p;
    private readonly PreEdgePlan? _preEdge;
    private readonly AutobkPlan? _autobk;
    private readonly ForwardTransform? _forward;
    private readonly NoisePlan? _noise;
    private readonly Defect? _limit;
    private readonly ImmutableArray<double> _k = [];
    private readonly ImmutableArray<double> _r = [];

    public ReductionPlan(ImmutableArray<double> energy, double e0, ReductionParameters p)
    {
        (Energy, E0, _p) = (energy, e0, p);
        var grid = energy.AsSpan();
        // Before the edge, and just behind it, there is nothing to normalise with; Larch does so all the same.
        if (Grid.IndexNearest(grid, e0) < 2 || grid[^1] - e0 < (p.Compatibility == Compatibility.None ? LeastBehindEdge : 0))
        {
            _limit = new Defect("before_edge", $"{grid.Length} points, the last at {grid[^1]:0.#} eV, with E0 at {e0:0.#} eV: nothing to normalise with");
            return;
        }
        _preEdge = new PreEdgePlan(grid, e0, p);
        E0 = _preEdge.E0;
        if (!AutobkPlan.TryCreate(grid, E0, p, out _autobk, out _limit))
            return;
        var larch0958 = p.Compatibility == Compatibility.Larch0_9_58;
        _forward = new ForwardTransform(p.Fourier, p.Fourier.KWeight ?? (larch0958 ? 0 : 2), _autobk.K.Length, p.KStep, p.NFft);
        // The noise is that of the range which is transformed.
        var kmax = Math.Min(p.Fourier.KMax ?? double.PositiveInfinity, _autobk.K[^1]);
        if (p.EstimateNoise && kmax > p.Fourier.KMin + 1)
            _noise = new NoisePlan(_autobk.K.Length, p.KStep, p.NFft, new NoiseParameters { KMin = p.Fourier.KMin, KMax = kmax });
        _k = ImmutableCollectionsMarshal.AsImmutableArray(_autobk.K);
        _r = ImmutableCollectionsMarshal.AsImmutableArray(_forward.R);
    }

    public ImmutableArray<double> Energy { get; }

    /// <summary>E0 as it is used: 0.9.58 moves it to the grid.</summary>
    public double E0 { get; }

    /// <summary>Reduces a spectrum that stands on this grid. Not thread-safe.</summary>
    public Reduction Reduce(Spectrum spectrum)
    {
        var mu = spectrum.Mu.AsSpan();
        var result = new Reduction { E0 = E0, Energy = Energy, Mu = spectrum.Mu, Limit = _limit };
        if (_preEdge is null)
            return result;

        var n = mu.Length;
        var (preEdge, postEdge, norm, flat) = (new double[n], new double[n], new double[n], new double[n]);
        var step = _preEdge.Apply(mu, preEdge, postEdge, norm, flat);
        result = result with { EdgeStep = step, PreEdge = Frozen(preEdge), PostEdge = Frozen(postEdge), Norm = Frozen(norm), Flat = Frozen(flat) };
        if (_autobk is null || _forward is null)
            return result;

        var (m, p) = (_k.Length, _r.Length);
        var (bkg, chi, delta) = (new double[n], new double[m], _p.Uncertainties ? new double[m] : []);
        _autobk.Apply(mu, step, bkg, chi, delta);
        var (re, im, mag) = (new double[p], new double[p], new double[p]);
        _forward.Apply(chi, re, im);
        TensorPrimitives.Hypot<double>(re, im, mag);
        return result with
        {
            Bkg = Frozen(bkg),
            K = _k,
            Chi = Frozen(chi),
            DeltaChi = Frozen(delta),
            R = _r,
            ChiRRe = Frozen(re),
            ChiRIm = Frozen(im),
            ChiRMag = Frozen(mag),
            Noise = _noise?.Estimate(chi),
        };
    }

    private static ImmutableArray<double> Frozen(double[] values) => ImmutableCollectionsMarshal.AsImmutableArray(values);
}
