using Exafs.Signal;

namespace Exafs.Tests.Signal;

/// <summary>A simulated quick-scanning monochromator at iron's edge: encoder and currents, sample by sample, of a spectrum that is known at every energy.</summary>
/// <param name="Rate">Samples a second.</param>
/// <param name="Frequency">Oscillations a second; each has a sweep up and one down.</param>
public sealed record QuickBeamline(double Rate = 2e6, double Frequency = 50)
{
    public const double E0 = 7112, DSpacing = 3.1356, BeamI0 = 1e5;

    /// <summary>Least and greatest energy of a sweep, eV.</summary>
    public double From { get; init; } = 6950;

    public double To { get; init; } = 8000;

    /// <summary>Steps of the encoder, degree; 0: none.</summary>
    public double Step { get; init; }

    /// <summary>Noise of the encoder, degree, one standard deviation.</summary>
    public double Jitter { get; init; }

    /// <summary>Relative noise of each current, one standard deviation.</summary>
    public double Noise { get; init; }

    /// <summary>Part of each half period that the monochromator rests at a turning point; the rest of it is a ramp of constant speed. Null: a sine.</summary>
    public double? Rest { get; init; }

    /// <summary>Where in its oscillation it is at sample 0, 0 to 1; at 0 it turns at the lowest energy.</summary>
    public double Phase { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Samples of one sweep.</summary>
    public double SweepSamples => Rate / Frequency / 2;

    public double Angle(long sample)
    {
        double low = Monochromator.Angle(To, DSpacing), high = Monochromator.Angle(From, DSpacing);
        double turn = ((sample * Frequency / Rate) + Phase) % 1;
        if (Rest is not { } rest) return ((low + high) / 2) + ((high - low) / 2 * Math.Cos(2 * Math.PI * turn));
        double way = turn < 0.5 ? 2 * turn : 2 - (2 * turn);
        return high - ((high - low) * Math.Clamp((way - (rest / 2)) / (1 - rest), 0, 1));
    }

    /// <summary>Encoder, I0 and I_t of some samples; the noise of a sample does not depend on where the piece begins.</summary>
    public (double[] Angle, double[] I0, double[] ITrans) Samples(long first, int count)
    {
        var (angle, i0, itrans) = (new double[count], new double[count], new double[count]);
        for (int i = 0; i < count; i++)
        {
            double true0 = Angle(first + i), read = true0;
            if (Jitter > 0) read += Jitter * Normal(first + i, 0);
            angle[i] = Step > 0 ? Math.Round(read / Step) * Step : read;
            double beam = BeamI0 * (1 + (0.05 * Math.Sin((first + i) * 300 / Rate)));
            i0[i] = beam * (Noise > 0 ? 1 + (Noise * Normal(first + i, 1)) : 1);
            itrans[i] = beam * Math.Exp(-Mu(Monochromator.Energy(true0, DSpacing))) * (Noise > 0 ? 1 + (Noise * Normal(first + i, 2)) : 1);
        }

        return (angle, i0, itrans);
    }

    /// <summary>Edge, white line, smooth backgrounds and four shells.</summary>
    public static double Mu(double energy)
    {
        double relative = energy - E0, k = Wavenumber.FromEnergy(Math.Max(relative, 0)), chi = 0;
        ReadOnlySpan<(double R, double N, double S2)> shells = [(2.48, 8, 0.005), (2.87, 6, 0.006), (4.06, 12, 0.008), (4.75, 24, 0.009)];
        foreach ((double r, double n, double s2) in shells)
            chi += n / (r * r) * Math.Exp(-2 * s2 * k * k) * Math.Sin((2 * k * (r - 0.35)) + 1) / Math.Max(k, 1) * 0.8;
        chi *= 1 - Math.Exp(-Math.Pow(k, 4));
        double white = 0.4 / (1 + Math.Pow((relative - 4) / 2, 2));
        return (0.5 * Math.Exp(-relative / 3000)) + ((0.5 + (Math.Atan(relative / 1.5) / Math.PI)) * (1 + chi) * Math.Exp(-relative / 2500)) + white;
    }

    // Of a hash of sample and channel: sum of twelve uniform numbers.
    private double Normal(long sample, int channel)
    {
        ulong state = ((ulong)sample * 3) + (ulong)channel + ((ulong)Seed << 48);
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            state += 0x9E3779B97F4A7C15;
            ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            sum += ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }

        return sum;
    }
}
