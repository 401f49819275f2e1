namespace Exafs.Physics.Scattering;

/// <summary>Bins of the half path length R, Å, with linear deposit.</summary>
internal readonly record struct RadialBins(double Start, double Step, int Count)
{
    /// <summary>Up to <paramref name="end"/>, Å.</summary>
    public static RadialBins Of(PathEngineOptions options, double end) =>
        new(options.MinimumLeg, options.RadialStep, (int)Math.Ceiling((end - options.MinimumLeg) / options.RadialStep) + 3);

    public double this[int bin] => Start + (bin * Step);

    /// <summary>The bin below R, and how far R is on the way to the next.</summary>
    public (int Bin, double Fraction) Find(double halfLength)
    {
        var x = (halfLength - Start) / Step;
        var bin = (int)x;
        return (bin, x - bin);
    }
}
