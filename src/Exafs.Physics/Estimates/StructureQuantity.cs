namespace Exafs.Physics.Estimates;

/// <summary>One number of an estimate, by the name that it has wherever it is written; the unit stands in the name.</summary>
/// <param name="Name">Such as r1_angstrom.</param>
/// <param name="SigmaName">Of its standard error, such as r1_sigma.</param>
/// <param name="Number">Value and standard error.</param>
public readonly record struct StructureQuantity(string Name, string SigmaName, Uncertain Number)
{
    /// <summary>What the name of a phase's part begins with.</summary>
    public const string PhasePrefix = "phase_";

    /// <summary>N(0–3.2 Å), density, shells nearest first, phases.</summary>
    public static IEnumerable<StructureQuantity> Of(StructureEstimate estimate)
    {
        yield return new("n_within_3_2_angstrom", "n_within_3_2_sigma", estimate.Within32);
        yield return new("density_per_angstrom3", "density_sigma", estimate.Density);
        for (var i = 0; i < estimate.Shells.Length; i++)
        {
            var shell = estimate.Shells[i];
            yield return new($"n{i + 1}", $"n{i + 1}_sigma", shell.CoordinationNumber);
            yield return new($"r{i + 1}_angstrom", $"r{i + 1}_sigma", shell.Distance);
            yield return new($"sigma2_{i + 1}_angstrom2", $"sigma2_{i + 1}_sigma", shell.Sigma2);
            yield return new($"c3_{i + 1}_angstrom3", $"c3_{i + 1}_sigma", shell.ThirdCumulant);
        }

        foreach (var phase in estimate.Phases) yield return new($"{PhasePrefix}{phase.Name}", $"{PhasePrefix}{phase.Name}_sigma", phase.Fraction);
    }
}
