using System.Collections.Immutable;
using Exafs.Physics.Estimates;

namespace Exafs.Tests.Pipeline;

/// <summary>An estimator whose estimates are made up of the spectra and of nothing else, after doing what the test wants of it.</summary>
public sealed class FakeEstimator(Action<IReadOnlyList<ChiK>>? before = null) : IStructureEstimator
{
    /// <summary>What it was asked, call by call.</summary>
    public List<ImmutableArray<ChiK>> Calls { get; } = [];

    public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch)
    {
        Calls.Add([.. batch]);
        before?.Invoke(batch);
        return [.. batch.Select(chi => new EstimateOutcome(Of(1000 * chi.Chi.Sum(Math.Abs) / chi.Chi.Length) with { KMax = chi.KMax }, null))];
    }

    /// <summary>An estimate in which no two numbers are equal.</summary>
    public static StructureEstimate Of(double x)
    {
        ImmutableArray<double> r = [.. Enumerable.Range(0, 211).Select(i => 1.8 + (0.02 * i))];
        return new()
        {
            Pack = new("example", new string('e', 64)),
            R = r,
            NeighboursPerAngstrom = [.. r.Select(at => (40 * Math.Exp(-Square((at - 2.48) / 0.1))) + (x / 100))],
            NeighboursPerAngstromSigma = [.. r.Select(at => 0.01 * at)],
            TrustedRMax = 5.2,
            Shells =
            [
                new(new(8 + (0.001 * x), 0.21), new(2.48, 0.0041), new(0.0052, 0.00031), new(1.1e-5, 2.5e-6)),
                new(new(6, 0.32), new(2.87, 0.0082), new(0.0061, 0.00041), new(1.2e-5, 3.5e-6)),
                new(new(12, 0.93), new(4.05, 0.0153), new(0.0083, 0.00051), new(1.3e-5, 4.5e-6)),
            ],
            ShellCovariance = [.. Enumerable.Range(0, 144).Select(i => 0.001 * i)],
            ShellRatios = [new(0.75, 0.045), new(1.5, 0.125)],
            Within32 = new(14.02, 0.28),
            Density = new(0.0849, 0.0009),
            Phases = [new("bcc", new(0.91, 0.031)), new("fcc", new(0.05, 0.032)), new("hcp", new(0.01, 0.011)), new("disordered", new(0.03, 0.021))],
            OodScore = 0.08,
            ConsistencyRFactor = 0.0123,
            KMax = 13.85,
            DeltaE0 = 7.9,
            S02 = 0.81,
        };
    }

    private static double Square(double x) => x * x;
}
