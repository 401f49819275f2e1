namespace Exafs.Signal;

/// <summary>How far a spectrum lies from the reference, or why that is not known.</summary>
/// <param name="Shift">Energy to add to the spectrum's so that it matches, eV (Larch's eshift).</param>
/// <param name="StandardError">Standard error of the shift from the scatter of the fit, eV.</param>
/// <param name="Scale">Edge of the spectrum in units of the reference's.</param>
/// <param name="Defect">Null where a shift was found.</param>
public readonly record struct AlignmentResult(double Shift, double StandardError, double Scale, Defect? Defect)
{
    internal static AlignmentResult Failed(string detail) => new(double.NaN, double.NaN, double.NaN, new Defect("not_aligned", detail));
}
