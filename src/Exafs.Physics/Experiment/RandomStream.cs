using MathNet.Numerics;

namespace Exafs.Physics.Experiment;

/// <summary>Random numbers of one purpose, the same on every machine. Each effect has its own stream, so that one more effect leaves the others' numbers alone.</summary>
/// <remarks>SplitMix64: G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014.</remarks>
public sealed class RandomStream
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <param name="seed">Of the whole measurement.</param>
    /// <param name="purpose">What the numbers are for.</param>
    public RandomStream(ulong seed, string purpose)
    {
        _state = Mix(seed);
        foreach (var letter in purpose)
            _state = Mix((_state + letter) * Step);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Mix(_state += Step) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Mean 0, variance 1 (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Number of photons where so many are expected, any number from 0.</summary>
    /// <remarks>By products of uniforms up to ten; then by transformed rejection, W. Hörmann, Insurance: Math. Econ. 12, 39 (1993), PTRS; beyond 10¹² by the normal distribution.</remarks>
    public double Poisson(double mean) => mean switch
    {
        <= 0 => 0,
        < 10 => ByProducts(mean),
        > 1e12 => Math.Round(mean + (Math.Sqrt(mean) * Normal())),
        _ => ByRejection(mean),
    };

    private double ByProducts(double mean)
    {
        var (limit, product, count) = (Math.Exp(-mean), Uniform(), 0);
        for (; product > limit; count++)
            product *= Uniform();
        return count;
    }

    private double ByRejection(double mean)
    {
        var b = 0.931 + (2.53 * Math.Sqrt(mean));
        var a = -0.059 + (0.02483 * b);
        var inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        var squeeze = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            var (u, v) = (Uniform() - 0.5, Uniform());
            var us = 0.5 - Math.Abs(u);
            var count = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= squeeze)
                return count;
            if (count < 0 || (us < 0.013 && v > us))
                continue;
            if (Math.Log(v * inverseAlpha / ((a / (us * us)) + b)) <= (count * Math.Log(mean)) - mean - SpecialFunctions.GammaLn(count + 1))
                return count;
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
