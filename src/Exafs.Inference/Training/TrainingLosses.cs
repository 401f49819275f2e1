namespace Exafs.Inference.Training;

/// <summary>How far a network is off, mean over a batch or over several.</summary>
/// <param name="Total">What is made small.</param>
/// <param name="Neighbours">Of g(R), squared, per Å².</param>
/// <param name="Quantities">β-NLL of the quantities, in units of their spread.</param>
/// <param name="Phases">Cross-entropy of the phases.</param>
/// <param name="NeighboursSigma">Negative logarithm of the likelihood of g(R).</param>
public readonly record struct TrainingLosses(double Total, double Neighbours, double Quantities, double Phases, double NeighboursSigma)
{
    /// <summary>Its share of a running mean.</summary>
    internal TrainingLosses Towards(TrainingLosses next, double share) => new(
        Total + (share * (next.Total - Total)),
        Neighbours + (share * (next.Neighbours - Neighbours)),
        Quantities + (share * (next.Quantities - Quantities)),
        Phases + (share * (next.Phases - Phases)),
        NeighboursSigma + (share * (next.NeighboursSigma - NeighboursSigma)));
}
