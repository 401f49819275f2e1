using System.Globalization;
using Exafs.Lab.Programs;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Whether a run stayed what it was meant to be, became something else that has a name, or is to be dropped.</summary>
public static class DynamicsJudgement
{
    // Three times what a thermostat leaves between the mean over the frames and what it was set to.
    private const double TemperatureTolerance = 0.08;

    // Of a crystal's nearest distance: thermal means over a few picoseconds stay below 0.03, a transformation moves atoms by 0.1 and more.
    private const double LargestDrift = 0.055;

    /// <summary>From the log, the frames and the structure they started from.</summary>
    public static DynamicsOutcome Of(DynamicsRun run, LammpsLog log, Trajectory trajectory, AtomicStructure start)
    {
        var kelvin = log.Kelvin.IsEmpty ? double.NaN : log.Kelvin.Average();
        var bar = log.Bar.IsEmpty ? double.NaN : log.Bar.Average();
        PhaseVerdict verdict = Phases.Of(trajectory.Frames);
        var drift = Drift(trajectory, start);
        var (phase, problem) = Phase(run, verdict, drift);
        return new DynamicsOutcome
        {
            Run = run,
            Phase = phase,
            Dropped = Temperature(run, kelvin, start.Count) ?? problem,
            MeanKelvin = double.IsFinite(kelvin) ? Math.Round(kelvin, 2) : 0,
            MeanBar = double.IsFinite(bar) ? Math.Round(bar, 1) : 0,
            Atoms = start.Count,
            Frames = trajectory.Frames.Length,
            DriftAngstrom = Math.Round(drift, 4),
            Label = verdict.Label,
            CrystallineShare = Math.Round(verdict.Crystalline, 4),
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

    private static (DynamicsPhase Phase, string? Problem) Phase(DynamicsRun run, PhaseVerdict verdict, double drift) => run.Phase switch
    {
        // A particle is a particle, whatever its inside; melted ones have their temperature and distances beside them.
        DynamicsPhase.Particle => (run.Phase, null),
        DynamicsPhase.Liquid or DynamicsPhase.Quenched when verdict.Label == PhaseLabel.Liquid => (DynamicsPhase.Liquid, null),
        DynamicsPhase.Liquid or DynamicsPhase.Quenched when verdict.Label == PhaseLabel.Disordered => (DynamicsPhase.Quenched, null),
        // Every atom about its own site: it is the crystal it started as, however wildly it swings.
        DynamicsPhase.Bcc or DynamicsPhase.Fcc or DynamicsPhase.Hcp when drift <= LargestDrift * Nearest(run) => (run.Phase, null),
        _ => verdict.Label switch
        {
            PhaseLabel.Bcc => (DynamicsPhase.Bcc, null),
            PhaseLabel.Fcc => (DynamicsPhase.Fcc, null),
            PhaseLabel.Hcp => (DynamicsPhase.Hcp, null),
            PhaseLabel.Liquid => (DynamicsPhase.Liquid, null),
            _ => (run.Phase, string.Create(CultureInfo.InvariantCulture, $"it is {verdict.Bcc:P0} bcc, {verdict.Fcc:P0} fcc, {verdict.Hcp:P0} hcp and the rest none of them")),
        },
    };

    private static double Nearest(DynamicsRun run) => run.Phase switch
    {
        DynamicsPhase.Bcc => run.LatticeAngstrom * Math.Sqrt(0.75),
        DynamicsPhase.Fcc => run.LatticeAngstrom / Math.Sqrt(2),
        _ => run.LatticeAngstrom,
    };

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
