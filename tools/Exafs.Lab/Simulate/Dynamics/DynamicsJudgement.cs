using System.Globalization;
using Exafs.Lab.Programs;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Whether a run stayed what it was meant to be.</summary>
public static class DynamicsJudgement
{
    // Three times what a thermostat leaves between the mean over the frames and what it was set to.
    private const double TemperatureTolerance = 0.08;

    // Of a crystal's nearest distance: thermal means over a few picoseconds stay below 0.03, a transformation moves atoms by 0.1 and more.
    private const double LargestDrift = 0.055;

    /// <summary>From the log, the frames and the structure they started from.</summary>
    public static DynamicsOutcome Of(DynamicsRun run, LammpsLog log, Trajectory trajectory, AtomicStructure start)
    {
        var drift = Drift(trajectory, start);
        var kelvin = log.Kelvin.IsEmpty ? double.NaN : log.Kelvin.Average();
        return new DynamicsOutcome
        {
            Run = run,
            Phase = run.Phase,
            MeanKelvin = double.IsFinite(kelvin) ? Math.Round(kelvin, 2) : 0,
            MeanBar = log.Bar.IsEmpty || !double.IsFinite(log.Bar.Average()) ? 0 : Math.Round(log.Bar.Average(), 1),
            Atoms = trajectory.Frames[0].Count,
            Frames = trajectory.Frames.Length,
            DriftAngstrom = Math.Round(drift, 4),
            Dropped = Temperature(run, kelvin, start.Count) ?? Crystal(run, drift),
        };
    }

    private static string? Temperature(DynamicsRun run, double kelvin, int atoms)
    {
        // A few hundred atoms: their temperature fluctuates by √(2/3N), and slowly.
        var tolerance = TemperatureTolerance + Math.Sqrt(2.0 / (3 * atoms));
        return Math.Abs(kelvin - run.DynamicsKelvin) <= tolerance * run.DynamicsKelvin
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"its temperature is {kelvin:F0} K instead of {run.DynamicsKelvin:F0} K");
    }

    private static string? Crystal(DynamicsRun run, double drift)
    {
        if (run.Phase is DynamicsPhase.Liquid or DynamicsPhase.Quenched or DynamicsPhase.Particle) return null;
        var nearest = run.Phase == DynamicsPhase.Bcc ? run.LatticeAngstrom * Math.Sqrt(0.75)
            : run.Phase == DynamicsPhase.Fcc ? run.LatticeAngstrom / Math.Sqrt(2)
            : run.LatticeAngstrom;
        return drift <= LargestDrift * nearest
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"it left its lattice: mean positions are {drift:F2} Å from their sites");
    }

    /// <summary>Root mean square distance of the atoms' mean positions from where they started, Å, without the motion of the whole.</summary>
    private static double Drift(Trajectory trajectory, AtomicStructure start)
    {
        var moves = new Vector[start.Count];
        foreach (AtomicStructure frame in trajectory.Frames)
            for (var i = 0; i < moves.Length; i++) moves[i] += (frame.Positions[i] - start.Positions[i]) / trajectory.Frames.Length;
        Vector whole = moves.Aggregate(new Vector(), static (sum, move) => sum + move) / moves.Length;
        return Math.Sqrt(moves.Average(move => (move - whole).LengthSquared));
    }
}
