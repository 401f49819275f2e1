namespace Exafs.Physics.Estimates;

/// <summary>One shell of neighbours; where several phases are present, the mean over all atoms of the sample.</summary>
/// <param name="CoordinationNumber">N.</param>
/// <param name="Distance">Mean distance R, Å.</param>
/// <param name="Sigma2">Variance of the distance σ², Å².</param>
/// <param name="ThirdCumulant">C3, Å³.</param>
public sealed record ShellEstimate(Uncertain CoordinationNumber, Uncertain Distance, Uncertain Sigma2, Uncertain ThirdCumulant)
{
    /// <summary>C3/σ³: positive where the distribution has its tail at long distances.</summary>
    public Uncertain Skewness
    {
        get
        {
            var cube = Math.Pow(Sigma2.Value, 1.5);
            var value = ThirdCumulant.Value / cube;
            // First order, C3 and σ² taken as independent.
            return new(value, Math.Sqrt(Square(ThirdCumulant.Sigma / cube) + Square(1.5 * value * Sigma2.Sigma / Sigma2.Value)));

            static double Square(double x) => x * x;
        }
    }
}
