namespace Exafs.Inference.Training;

/// <summary>From <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
public readonly record struct Interval(double Low, double High)
{
    internal double At(double share) => Low + ((High - Low) * share);

    /// <summary>As many in each decade.</summary>
    internal double LogAt(double share) => Low * Math.Pow(High / Low, share);
}
