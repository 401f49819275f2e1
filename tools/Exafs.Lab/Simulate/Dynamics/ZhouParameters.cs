namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>The embedded-atom potential of Zhou, Johnson and Wadley in closed form: pair energy φ(r), density f(r) and embedding energy F(ρ).</summary>
/// <remarks>X. W. Zhou, R. A. Johnson, H. N. G. Wadley, Phys. Rev. B 69, 144113 (2004), and X. W. Zhou et al., Acta Mater. 49, 4005 (2001); the keys are their symbols. Distances in Å, energies in eV.</remarks>
public sealed record ZhouParameters
{
    // Where the inner and the outer polynomial of F end, in units of ρe.
    private const double InnerEnd = 0.85, OuterEnd = 1.15;

    public required double Re { get; init; }

    public required double Fe { get; init; }

    public required double RhoE { get; init; }

    public required double RhoS { get; init; }

    public required double Alpha { get; init; }

    public required double Beta { get; init; }

    public required double A { get; init; }

    public required double B { get; init; }

    public required double Kappa { get; init; }

    public required double Lambda { get; init; }

    /// <summary>Fn0 … Fn3, of densities below 0.85 ρe.</summary>
    public required double[] Fn { get; init; }

    /// <summary>F0 … F3, of densities around ρe.</summary>
    public required double[] F { get; init; }

    public required double Eta { get; init; }

    /// <summary>Fe of the embedding energy beyond 1.15 ρe, eV (the fe of the density is another).</summary>
    public required double FEquilibrium { get; init; }

    /// <summary>f(r), with r in Å.</summary>
    public double Density(double r) => Fe * Decay(r, Beta, Lambda);

    /// <summary>φ(r), eV.</summary>
    public double Pair(double r) => (A * Decay(r, Alpha, Kappa)) - (B * Decay(r, Beta, Lambda));

    /// <summary>F(ρ), eV.</summary>
    public double Embedding(double rho)
    {
        if (rho < InnerEnd * RhoE) return Cubic(Fn, (rho / (InnerEnd * RhoE)) - 1);
        if (rho < OuterEnd * RhoE) return Cubic(F, (rho / RhoE) - 1);
        var power = Math.Pow(rho / RhoS, Eta);
        return FEquilibrium * (1 - Math.Log(power)) * power;
    }

    private static double Cubic(double[] c, double x) => c[0] + (x * (c[1] + (x * (c[2] + (x * c[3])))));

    private double Decay(double r, double steepness, double shift) =>
        Math.Exp(-steepness * ((r / Re) - 1)) / (1 + Math.Pow((r / Re) - shift, 20));
}
