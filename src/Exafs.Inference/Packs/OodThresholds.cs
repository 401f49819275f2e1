namespace Exafs.Inference.Packs;

/// <summary>Values at which a spectrum is as unlike as like the training set, and its score 0.5.</summary>
/// <param name="ConsistencyRFactor">R-factor between the measured χ(k) and that of the estimated structure.</param>
/// <param name="MemberSpread">Spread of the members' g(R), rms over R, relative to the rms of g(R).</param>
public sealed record OodThresholds(double ConsistencyRFactor = 0.15, double MemberSpread = 0.25)
{
    /// <exception cref="InvalidDataException">One is not above 0.</exception>
    public void Check()
    {
        if (!(ConsistencyRFactor > 0 && MemberSpread > 0)) throw new InvalidDataException("out of distribution: a threshold is not above 0");
    }
}
