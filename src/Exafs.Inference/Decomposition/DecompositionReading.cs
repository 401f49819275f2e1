using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Physics.Estimates;

namespace Exafs.Inference.Decomposition;

/// <summary>Outputs of a mixture and their errors as an estimate.</summary>
internal static class DecompositionReading
{
    private const int PerShell = Quantities.ShellValues;

    public static StructureEstimate Of(double[] outputs, DecompositionErrors errors, DecompositionParameters parameters, DecompositionFit fit, PackIdentity pack, BeamlineCalibration calibration)
    {
        var sigmas = errors.Sigmas(parameters);
        var first = Mixtures.FirstQuantity + Quantities.FirstShell;
        var shells = double.IsNaN(outputs[first]) ? 0 : Quantities.Shells;
        var covariance = shells == 0 ? [] : errors.ShellCovariance(parameters);
        return new()
        {
            Pack = pack,
            R = TargetGrid.Grid.R,
            NeighboursPerAngstrom = [.. outputs.AsSpan(0, TargetGrid.Count)],
            NeighboursPerAngstromSigma = [.. sigmas.AsSpan(0, TargetGrid.Count)],
            TrustedRMax = parameters.RMax,
            Shells = [.. Enumerable.Range(0, shells).Select(shell => Shell(first + (PerShell * shell)))],
            ShellCovariance = [.. covariance],
            ShellRatios = [.. Enumerable.Range(1, Math.Max(0, shells - 1)).Select(Ratio)],
            Within32 = At(Mixtures.FirstQuantity + Quantities.Within32),
            Density = At(Mixtures.FirstQuantity + Quantities.Density),
            Phases = [.. PhaseTargets.Names.Select((name, i) => new PhaseEstimate(name, At(Mixtures.FirstPhase + i)))],
            OodScore = 0,
            ConsistencyRFactor = fit.RFactor,
            KMax = fit.Plan.KMax,
            DeltaE0 = calibration.DeltaE0,
            S02 = calibration.S02,
        };

        Uncertain At(int output) => new(outputs[output], sigmas[output]);

        ShellEstimate Shell(int at) => new(At(at), At(at + 1), At(at + 2), At(at + 3));

        // N of the shell over N of the first, with what the two errors have in common.
        Uncertain Ratio(int shell)
        {
            var (n, n1) = (outputs[first + (PerShell * shell)], outputs[first]);
            var (width, row) = (PerShell * Quantities.Shells, PerShell * shell);
            var relative = (covariance[(row * width) + row] / (n * n)) + (covariance[0] / (n1 * n1)) - (2 * covariance[row] / (n * n1));
            return new(n / n1, n / n1 * Math.Sqrt(Math.Max(0, relative)));
        }
    }
}
