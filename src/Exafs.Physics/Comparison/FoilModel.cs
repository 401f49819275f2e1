using System.Numerics;

namespace Exafs.Physics.Comparison;

/// <summary>The theory at one ΔE0 and S0² = 1.</summary>
/// <param name="Chi">χ(k) [m].</param>
/// <param name="ChiR">χ(R), Å⁻³ [p].</param>
/// <param name="PerElectronvolt">∂χ(R)/∂ΔE0, Å⁻³ eV⁻¹ [p].</param>
internal sealed record FoilModel(double[] Chi, Complex[] ChiR, Complex[] PerElectronvolt);
