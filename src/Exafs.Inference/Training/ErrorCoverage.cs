using Exafs.Inference.Packs;

namespace Exafs.Inference.Training;

/// <summary>Whether the σ of something hold.</summary>
/// <param name="Name">Of what.</param>
/// <param name="Count">Values.</param>
/// <param name="MedianError">Median of |error|.</param>
/// <param name="MedianSigma">Median of σ.</param>
/// <param name="Within68">Part of the errors within σ; 0.683 of a normal distribution.</param>
/// <param name="Within95">Part within 1.96 σ.</param>
public sealed record ErrorCoverage(string Name, int Count, double MedianError, double MedianSigma, double Within68, double Within95)
{
    internal static ErrorCoverage Of(string name, IReadOnlyList<(double Error, double Sigma)> pairs, ErrorScale scale)
    {
        double[] sigma = [.. pairs.Select(pair => scale.Of(pair.Sigma))];
        return new(
            name,
            pairs.Count,
            ErrorCalibration.Quantile(pairs.Select(pair => Math.Abs(pair.Error)), 0.5),
            ErrorCalibration.Quantile(sigma, 0.5),
            Within(1),
            Within(ErrorCalibration.Sigmas95));

        double Within(double sigmas) => pairs.Where((pair, i) => Math.Abs(pair.Error) <= sigmas * sigma[i]).Count() / (double)Math.Max(1, pairs.Count);
    }
}
