using Exafs.Signal;

namespace Exafs.Monitor;

/// <summary>The strongest peak of |χ(R)|.</summary>
/// <param name="R">Where, Å, not corrected for phase.</param>
/// <param name="Height">How high, Å^-(w+1).</param>
internal readonly record struct Peak(double R, double Height)
{
    /// <summary>The highest point above the background's reach and within the first shells, refined by the parabola through its neighbours; null where there is none.</summary>
    public static Peak? StrongestOf(Reduction reduction, double from = 1, double to = 6)
    {
        var (r, magnitude) = (reduction.R, reduction.ChiRMag);
        var best = -1;
        for (var i = 1; i < r.Length - 1; i++)
        {
            if (r[i] >= from && r[i] <= to && magnitude[i] > magnitude[i - 1] && magnitude[i] >= magnitude[i + 1] && (best < 0 || magnitude[i] > magnitude[best]))
                best = i;
        }

        if (best < 0)
            return null;
        var (left, middle, right) = (magnitude[best - 1], magnitude[best], magnitude[best + 1]);
        var offset = 0.5 * (left - right) / (left - (2 * middle) + right);
        return new Peak(r[best] + (offset * (r[best + 1] - r[best])), middle - (0.25 * (left - right) * offset));
    }
}
