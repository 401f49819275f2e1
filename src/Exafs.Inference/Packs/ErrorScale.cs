namespace Exafs.Inference.Packs;

/// <summary>From the σ of an ensemble to one that holds: √((factor·σ)² + floor²).</summary>
/// <param name="Factor">What networks are too sure by, above 0.</param>
/// <param name="Floor">What no network knows of, as that theory is not nature, in the unit of σ.</param>
public readonly record struct ErrorScale(double Factor, double Floor = 0)
{
    /// <summary>σ as it is.</summary>
    public static ErrorScale None { get; } = new(1);

    public double Of(double sigma) => Math.Sqrt((Factor * Factor * sigma * sigma) + (Floor * Floor));
}
