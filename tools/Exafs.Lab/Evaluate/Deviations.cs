namespace Exafs.Lab.Evaluate;

/// <summary>Estimated minus true, of many.</summary>
/// <param name="Count">Of those that are numbers.</param>
/// <param name="Bias">Mean.</param>
/// <param name="MeanAbsolute">Mean of the sizes.</param>
/// <param name="Rms">Root of the mean square.</param>
public sealed record Deviations(int Count, double Bias, double MeanAbsolute, double Rms)
{
    /// <summary>NaN where there are none.</summary>
    public static Deviations Of(IEnumerable<double> deviations)
    {
        double[] all = [.. deviations.Where(double.IsFinite)];
        return all.Length == 0
            ? new(0, double.NaN, double.NaN, double.NaN)
            : new(all.Length, all.Average(), all.Average(Math.Abs), Math.Sqrt(all.Average(value => value * value)));
    }
}
