using System.Collections.Immutable;
using Exafs.Physics.Experiment;

namespace Exafs.Lab.Heat;

/// <summary>The beamline of the simulated runs: quick step scans of 361 points to 14.5 Å⁻¹, three ion chambers, an iron foil behind the second.</summary>
internal static class HeatingBeamline
{
    private const double ElementaryCharge = 1.602176634e-19, PairEnergy = 34.8, CountsPerVolt = 1e6, Edge = 7112, Other = 0.3;

    /// <summary>Of the noise: eV above the edge.</summary>
    private const double NoiseAt = 400;

    private const int Points = 361;

    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Of χ(k) in the libraries, Å⁻¹.</summary>
    public static ImmutableArray<double> K { get; } = [.. Enumerable.Range(0, 361).Select(i => 0.05 * i)];

    public static DateTimeOffset StartOf(HeatingConfig config, int number) => s_start + TimeSpan.FromSeconds(number * config.ScanSeconds);

    public static SimulatedExperiment Of(HeatingConfig config, HeatingEvents events, ImmutableArray<double> foil, double s02, double edgeStep, double foilKelvin)
    {
        var dwell = 0.8 * config.ScanSeconds / Points;
        // Gain such that a count is a photon, so that whole counts lose nothing; amplifiers without noise of their own, so that the noise is what was asked for.
        var gain = 1 / (Edge / PairEnergy * ElementaryCharge * CountsPerVolt);
        var i0 = new IonChamber { Absorbed = 0.1, Gain = gain, Noise = 0, FullScale = double.PositiveInfinity };
        var itrans = i0 with { Absorbed = 0.3 };
        var irefer = i0 with { Absorbed = 0.5 };
        return new(
            new SampleModel { Name = "iron, simulated", EdgeStep = edgeStep, Background = Other },
            new BeamlineModel
            {
                Grid = new StepGrid { KMax = 14.5, Dwell = dwell, SettlingTime = dwell / 8 },
                Flux = Photons(config.Noise, edgeStep, i0, itrans) / dwell,
                FluxSlope = 0,
                I0 = i0,
                ITrans = itrans,
                IRefer = irefer,
                Ring = new() { DipDepth = 0.02 },
                Monochromator = new()
                {
                    Drift = config.DriftEvPerHour,
                    CalibratedAt = s_start,
                    Glitches = [new(7400, 0.1, 3, 0.02), new(7705, 0.06, 2, 0.02)],
                },
                Reference = new(new SampleModel { EdgeStep = 1 }, new SampleState { K = K, Chi = foil, S02 = s02, Temperature = foilKelvin }),
                Events = events.OnBeam,
            });
    }

    /// <summary>Photons per reading so that µ has the noise that is asked for: σ² = 1/N0 + 1/Nt.</summary>
    private static double Photons(double noise, double edgeStep, IonChamber i0, IonChamber itrans)
    {
        var relative = (Edge + NoiseAt) / Edge;
        var gas = Math.Pow(relative, -3);
        double first = 1 - Math.Pow(1 - i0.Absorbed, gas), second = 1 - Math.Pow(1 - itrans.Absorbed, gas);
        var transmitted = Math.Exp(-((edgeStep * Math.Pow(relative, -2.6)) + (Other * Math.Pow(relative, -2.8))));
        return ((1 / first) + (1 / ((1 - first) * transmitted * second))) / (noise * noise * edgeStep * edgeStep);
    }
}
