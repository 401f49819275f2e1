using Exafs.Inference.Features;
using Exafs.Inference.Targets;

namespace Exafs.Inference.Training;

/// <summary>More disorder than the structures have, in χ(k) and in what is to be found alike.</summary>
/// <remarks>χ(k)·exp(−2k²Δσ²) is, for single scattering, that of distances with a variance greater by Δσ².</remarks>
internal static class Broadening
{
    /// <param name="sigma2">Δσ², Å².</param>
    /// <param name="chi">χ(k) of theory, changed in place [361].</param>
    /// <param name="neighbours">Changed in place [211]; beyond its ends it is taken to go on as it ends.</param>
    /// <param name="quantities">Changed in place [14].</param>
    public static void Apply(double sigma2, Span<double> chi, Span<double> neighbours, Span<double> quantities)
    {
        // Less than a tenth of a bin.
        if (sigma2 < 4e-6) return;
        for (var i = 0; i < chi.Length; i++) chi[i] *= Math.Exp(-2 * i * TheoryScale.KStep * i * TheoryScale.KStep * sigma2);
        for (var shell = 0; shell < Quantities.Shells; shell++) quantities[Quantities.FirstShell + (shell * Quantities.ShellValues) + 2] += sigma2;

        var width = Math.Sqrt(sigma2) / TargetGrid.Grid.Step;
        var reach = (int)Math.Ceiling(4 * width);
        Span<double> weights = stackalloc double[(2 * reach) + 1];
        var sum = 0.0;
        for (var j = 0; j < weights.Length; j++) sum += weights[j] = Math.Exp(-0.5 * (j - reach) * (j - reach) / (width * width));
        Span<double> sharp = stackalloc double[neighbours.Length];
        neighbours.CopyTo(sharp);
        for (var i = 0; i < neighbours.Length; i++)
        {
            neighbours[i] = 0;
            for (var j = 0; j < weights.Length; j++) neighbours[i] += weights[j] / sum * sharp[Math.Clamp(i + j - reach, 0, sharp.Length - 1)];
        }
    }
}
