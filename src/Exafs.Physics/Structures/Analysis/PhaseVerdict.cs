namespace Exafs.Physics.Structures;

/// <summary>Which phase a run is, and what that was told by.</summary>
/// <param name="Label">The phase.</param>
/// <param name="Judged">Atoms that were looked at: all, or those inside a particle.</param>
/// <param name="Bcc">Share of the atoms judged, and so are the next three.</param>
/// <param name="Fcc"></param>
/// <param name="Hcp"></param>
/// <param name="Icosahedral"></param>
/// <param name="MeanSquareDisplacement">Of the atoms from the first half of the run to the second, in units of the squared nearest distance; NaN of a single frame.</param>
public sealed record PhaseVerdict(PhaseLabel Label, int Judged, double Bcc, double Fcc, double Hcp, double Icosahedral, double MeanSquareDisplacement)
{
    /// <summary>Share of the atoms judged that are in some crystal.</summary>
    public double Crystalline => Bcc + Fcc + Hcp + Icosahedral;
}
