using System.Globalization;
using Exafs.Physics.Structures;
using Exafs.Physics.Vibrations;
using Spectre.Console;

namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>The first shell of every crystal that was run: what tells whether a potential is too soft or too stiff.</summary>
public static class FirstShells
{
    /// <summary>σ² beside that of an Einstein oscillator of the configuration's θ at the temperature that is meant.</summary>
    public static Table Table(TrainingConfig config, IEnumerable<DynamicsOutcome> outcomes, DynamicsStage stage)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns("run", "potential", "T, K", "a, Å", "R1, Å", "σ², 10⁻³ Å²", "Einstein", "ratio");
        foreach (DynamicsOutcome outcome in outcomes.Where(outcome => outcome.Dropped is null && outcome.Phase is DynamicsPhase.Bcc or DynamicsPhase.Fcc or DynamicsPhase.Hcp))
        {
            DynamicsRun run = outcome.Run;
            Shell first = CrystalShells.Of(stage.FramesOf(run).Frames, run.LatticeAngstrom * 1.1)[0];
            var einstein = EinsteinSpread.Sigma2(run.Kelvin, config.Dynamics.EinsteinKelvin, Elements.MassOf(config.AtomicNumber) / 2);
            table.AddRow(
                run.Name, run.Potential, Text($"{run.Kelvin}"), Text($"{run.LatticeAngstrom:F4}"), Text($"{first.Distance:F4}"),
                Text($"{1000 * first.Sigma2:F2}"), Text($"{1000 * einstein:F2}"), Text($"{first.Sigma2 / einstein:F2}"));
        }

        return table;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
