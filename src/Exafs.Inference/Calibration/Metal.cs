namespace Exafs.Inference.Calibration;

/// <summary>What is known of a foil's metal.</summary>
/// <param name="Element">Symbol.</param>
/// <param name="Expansion">Linear thermal expansion at 293 K, 1/K (American Institute of Physics Handbook, 3rd edition, 1972, table 4f).</param>
/// <param name="AtomicMass">g/mol.</param>
internal sealed record Metal(string Element, double Expansion, double AtomicMass)
{
    private static readonly Metal[] s_all = [new("Fe", 11.8e-6, 55.845), new("Ni", 13.4e-6, 58.693), new("Cu", 16.5e-6, 63.546), new("Pd", 11.8e-6, 106.42), new("Ag", 18.9e-6, 107.868), new("Pt", 8.8e-6, 195.084), new("Au", 14.2e-6, 196.967)];

    public static Metal? Of(string element) => s_all.FirstOrDefault(metal => metal.Element == element);
}
