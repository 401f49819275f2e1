using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Physics.Experiment;

/// <summary>What the crystals let through, and how far their encoder tells the truth. Energy errors are reported minus true.</summary>
public sealed record MonochromatorModel
{
    /// <summary>Full width at half maximum, eV; Si(111) at the iron edge and the source's divergence.</summary>
    public double Resolution { get; init; } = 1.3;

    /// <summary>Error of the calibration, eV.</summary>
    public double CalibrationOffset { get; init; }

    /// <summary>How the error grows, eV/h.</summary>
    public double Drift { get; init; }

    /// <summary>When it began to grow; null: with each scan.</summary>
    public DateTimeOffset? CalibratedAt { get; init; }

    /// <summary>Standard deviation from reading to reading, eV.</summary>
    public double Jitter { get; init; } = 0.01;

    /// <summary>Error of downward sweeps against upward ones, eV.</summary>
    public double Backlash { get; init; }

    /// <summary>Signal of the third harmonic in each chamber relative to the fundamental's, without sample and foil, which it passes unattenuated.</summary>
    public double Harmonics { get; init; } = 1e-4;

    public ImmutableArray<BraggGlitch> Glitches { get; init; } = [];

    /// <summary>The energies that the sample really sees, eV [n].</summary>
    internal double[] TrueEnergies(ImmutableArray<GridPoint> sweep, DateTimeOffset start, ScanDirection direction, ImmutableArray<BeamEvent> events, RandomStream? noise)
    {
        var hours = (start - (CalibratedAt ?? start)).TotalHours;
        var backlash = direction == ScanDirection.Down ? Backlash : 0;
        var energies = new double[sweep.Length];
        for (var i = 0; i < energies.Length; i++)
        {
            var error = CalibrationOffset + backlash + (Drift * (hours + (sweep[i].Time / 3600))) + (Jitter * (noise?.Normal() ?? 0));
            foreach (var happening in events)
                error += happening.EnergyError(happening.SecondsSince(start, sweep[i].Time));
            energies[i] = sweep[i].Energy - error;
        }

        return energies;
    }
}
