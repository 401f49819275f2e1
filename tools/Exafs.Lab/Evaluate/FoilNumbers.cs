namespace Exafs.Lab.Evaluate;

/// <summary>What one estimator says of one foil; NaN where it says nothing.</summary>
/// <param name="Within32">N(0–3.2 Å).</param>
/// <param name="N1">Of the first shell.</param>
/// <param name="N2">Of the second.</param>
/// <param name="R1Angstrom">Å.</param>
/// <param name="Sigma2Angstrom2">Of the first shell, Å².</param>
/// <param name="RadialFactor">R-factor of g(R) against the library's reference.</param>
/// <param name="Consistency">R-factor of the spectrum of the structure found.</param>
/// <param name="OodScore">How unlike the training set.</param>
public sealed record FoilNumbers(double Within32, double N1, double N2, double R1Angstrom, double Sigma2Angstrom2, double RadialFactor, double Consistency, double OodScore);
