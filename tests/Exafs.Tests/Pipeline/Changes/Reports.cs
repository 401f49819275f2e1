using System.Collections.Immutable;
using Exafs.Physics.Estimates;
using Exafs.Pipeline;
using Exafs.Signal;
using static Exafs.Tests.Pipeline.Changes.FoldTests;

namespace Exafs.Tests.Pipeline.Changes;

/// <summary>Made-up reports of a metal that turns from one structure into another, of a third, and of a beamline that does this and that.</summary>
internal sealed class Reports(int seed = 1, bool withPhases = true)
{
    private readonly Random _random = new(seed);
    private int _number;

    /// <summary>ε of χ(k).</summary>
    public double Noise { get; init; } = 5e-4;

    /// <summary>The next scan.</summary>
    /// <param name="kelvin">Null: no temperature comes.</param>
    /// <param name="turned">Part of the second structure.</param>
    /// <param name="foreign">Part of a third one, which no phase knows.</param>
    /// <param name="step">Edge step.</param>
    /// <param name="energyShift">By how much all energies read too high, eV.</param>
    /// <param name="dip">Part of I0 missing in a top-up.</param>
    /// <param name="spike">On one reading of I0.</param>
    public Analyzed Next(double? kelvin, double turned = 0, double foreign = 0, double step = 1, double energyShift = 0, double dip = 0, double spike = 0)
    {
        _number++;
        var energy = ImmutableArray.CreateRange(Enumerable.Range(0, 400).Select(i => 7000 + (2.5 * i)));
        var t = kelvin ?? 900;
        ImmutableArray<double> k = [.. Enumerable.Range(0, 281).Select(i => 0.05 * i)];
        ImmutableArray<double> chi = [.. k.Select(at =>
            ((1 - turned - foreign) * Shell(at, 2.1 + (3e-5 * (t - 300)), t))
            + (turned * (Shell(at, 2.2 + (5e-5 * (t - 300)), t) + (0.7 * Shell(at, 3.3, t))))
            + (foreign * Shell(at, 1.6, 400))
            + (Noise * Normal(_random)))];
        ImmutableArray<double> norm = [.. energy.Select(e => 0.5 + (Math.Atan((e - energyShift - 7112) / 1.5) / Math.PI) + (2e-4 * Normal(_random)))];
        ImmutableArray<double> foil = [.. energy.Select(e => 0.5 + (Math.Atan((e - energyShift - 7112) / 1.5) / Math.PI) + (2e-4 * Normal(_random)))];
        var i0 = energy.Select((_, i) => 1e6 * (1 - (i >= 150 ? dip * Math.Exp(-(i - 150) / 20.0) : 0)) * (1 + (1e-3 * Normal(_random)))).ToArray();
        if (spike != 0) norm = norm.SetItem(300, norm[300] + spike);
        return new Analyzed(
            new Scan
            {
                RunId = "run",
                ScanId = $"{_number}",
                Sequence = _number,
                Element = "Fe",
                Edge = "K",
                Energy = energy,
                I0 = [.. i0],
                MuReference = foil,
                StartTime = DateTime.UnixEpoch.AddSeconds(10 * _number),
                EndTime = DateTime.UnixEpoch.AddSeconds((10 * _number) + 8),
                SampleTemperature = kelvin + (0.2 * Normal(_random)),
            },
            new Reduction { E0 = 7112, EdgeStep = step * (1 + (1e-3 * Normal(_random))), Energy = energy, Mu = norm, Norm = norm, K = k, Chi = chi })
        {
            Structure = withPhases ? new EstimateOutcome(Estimate(t, turned, foreign), null) : null,
        };
    }

    /// <summary>The next scan, refused.</summary>
    public Rejected Refused(string reason)
    {
        var scan = Next(900).Scan;
        return new(scan, new Defect(reason, "as asked for"));
    }

    private StructureEstimate Estimate(double t, double turned, double foreign) => new()
    {
        Pack = new("made-up", new string('0', 64)),
        R = [2, 3],
        NeighboursPerAngstrom = [1, 1],
        NeighboursPerAngstromSigma = [0.1, 0.1],
        TrustedRMax = 3,
        Shells = [new(new(8 + (4 * turned), 0.1), new(2.48 + (3e-5 * (t - 300)) + (0.06 * turned) + (1e-3 * Normal(_random)), 0.003), new(0.005 + (1.4e-5 * (t - 300)), 5e-4), new(0, 1e-5))],
        ShellCovariance = [],
        ShellRatios = [],
        Within32 = new(14 - (2 * turned) + (0.02 * Normal(_random)), 0.05),
        Density = new(0.085 - (3e-6 * (t - 300)) + (0.0009 * turned) + (1e-4 * Normal(_random)), 3e-4),
        Phases = [new("alpha", new(1 - turned + (2e-3 * Normal(_random)), 0.01)), new("beta", new(turned + (2e-3 * Normal(_random)), 0.01))],
        OodScore = foreign > 0.25 ? 0.8 : 0.1,
        ConsistencyRFactor = 0.01,
        KMax = 14,
        DeltaE0 = 0,
        S02 = 0.8,
    };

    private static double Shell(double k, double r, double t) =>
        k < 0.5 ? 0 : 0.5 * Math.Exp(-2 * k * k * (0.004 + (1.3e-5 * t))) * Math.Sin((2 * k * r) - (0.3 * k)) / Math.Sqrt(k);
}
