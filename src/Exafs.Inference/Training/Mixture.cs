using System.Numerics.Tensors;
using Exafs.Inference.Features;
using Exafs.Inference.Targets;

namespace Exafs.Inference.Training;

/// <summary>Structures side by side: which, and what part of the atoms each is.</summary>
/// <param name="Structures">Of a pool [p].</param>
/// <param name="Weights">They add to 1 [p].</param>
internal sealed record Mixture(int[] Structures, double[] Weights)
{
    /// <summary>χ(k) [361]: every atom absorbs.</summary>
    /// <param name="pool">Where the structures are.</param>
    /// <param name="genericScale">What the paths 0-A-B-C-0 count, 1 as they are.</param>
    /// <param name="chi">Result.</param>
    public void Chi(StructurePool pool, double genericScale, Span<double> chi)
    {
        chi[..TheoryScale.Points].Clear();
        for (var p = 0; p < Weights.Length; p++)
        {
            TensorPrimitives.MultiplyAdd(pool.Chi(Structures[p]), Weights[p], chi, chi);
            if (genericScale != 1) TensorPrimitives.MultiplyAdd(pool.Generic(Structures[p]), Weights[p] * (genericScale - 1), chi, chi);
        }
    }

    /// <summary>What is to be found.</summary>
    /// <param name="pool">Where the structures are.</param>
    /// <param name="neighbours">Per Å [211].</param>
    /// <param name="quantities">[14].</param>
    /// <param name="phases">[4].</param>
    public void Targets(StructurePool pool, Span<double> neighbours, Span<double> quantities, Span<double> phases)
    {
        neighbours.Clear();
        phases.Clear();
        Span<double> parts = stackalloc double[Weights.Length * Quantities.Count];
        for (var p = 0; p < Weights.Length; p++)
        {
            TensorPrimitives.MultiplyAdd(pool.Neighbours(Structures[p]), Weights[p], neighbours, neighbours);
            TensorPrimitives.MultiplyAdd(pool.PhasesOf(Structures[p]), Weights[p], phases, phases);
            pool.QuantitiesOf(Structures[p]).CopyTo(parts[(p * Quantities.Count)..]);
        }

        Quantities.Mix(parts, Weights, quantities);
    }
}
