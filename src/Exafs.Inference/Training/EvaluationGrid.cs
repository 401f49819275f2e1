namespace Exafs.Inference.Training;

/// <summary>Conditions under which error bars have to hold.</summary>
public static class EvaluationGrid
{
    private static readonly double[] s_noise = [1e-4, 1e-3, 3e-3], s_kmax = [10, 12, 14], s_deltaE0 = [-2, -1, 0, 1, 2], s_s02 = [0, 0.05, -0.05];

    /// <summary>Whether they are those of a beam time that a foil has calibrated: E0 within 1 eV, noise of at most 1e-3. Worse ones have to be covered by error bars, but must not widen what is trusted.</summary>
    public static bool IsOrdinary(EvaluationOptions options) => Math.Abs(options.DeltaE0Error) <= 1 && options.Noise <= 1e-3;

    /// <summary>Theory's own scattering and another's, in the place of nature's; all kmax and errors of E0 of each, noise and errors of S0² in turn: 30 conditions.</summary>
    /// <param name="half">Structures.</param>
    /// <param name="seed">Of the noise.</param>
    public static IEnumerable<EvaluationOptions> Of(HeldOutHalf half, ulong seed)
    {
        foreach (var other in new[] { false, true })
            for (var k = 0; k < s_kmax.Length; k++)
                for (var e = 0; e < s_deltaE0.Length; e++)
                {
                    yield return new()
                    {
                        Half = half,
                        OtherScattering = other,
                        KMax = s_kmax[k],
                        DeltaE0Error = s_deltaE0[e],
                        Noise = s_noise[(k + e) % s_noise.Length],
                        S02Error = s_s02[(k + (2 * e) + (other ? 1 : 0)) % s_s02.Length],
                        Seed = seed,
                    };
                }
    }
}
