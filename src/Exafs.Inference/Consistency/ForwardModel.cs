using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Targets;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Consistency;

/// <summary>A learnt way from the structure back to χ(k), and how well that agrees with the measured one.</summary>
public sealed class ForwardModel : IDisposable
{
    private readonly INetwork _network;
    private readonly FeaturePlan _plan;
    private readonly ConsistencyMetric _metric;

    /// <param name="network">Of the shape that <see cref="ShapeFor"/> gives.</param>
    /// <param name="parameters">Of the pack's features; those of k²χ(k) are taken, whatever the pack's own kind.</param>
    /// <exception cref="InvalidDataException">The network has other inputs or outputs.</exception>
    public ForwardModel(INetwork network, FeatureParameters parameters)
    {
        (_network, _plan) = (network, PlanFor(parameters));
        _metric = new(_plan);
        var (inputs, outputs) = (network.Shape.Inputs, network.Shape.Outputs);
        if (inputs != ForwardInputs.Count || outputs != _plan.SpectralInputs)
            throw new InvalidDataException($"the forward network leads from {inputs} to {outputs} numbers, not from {ForwardInputs.Count} to {_plan.SpectralInputs}");
    }

    /// <summary>Points of a spectrum.</summary>
    public int Points => _plan.SpectralInputs;

    /// <summary>A network for it.</summary>
    public static NetworkShape ShapeFor(FeatureParameters parameters, int hidden = 256, int depth = 2) =>
        new() { Inputs = ForwardInputs.Count, Outputs = PlanFor(parameters).SpectralInputs, Hidden = hidden, Depth = depth };

    /// <summary>Filtered k²χ(k) of theory up to the greatest kmax.</summary>
    /// <param name="inputs">Rows of <see cref="ForwardInputs"/>.</param>
    /// <param name="count">Rows.</param>
    /// <param name="spectra">Result [count × <see cref="Points"/>].</param>
    public void Predict(ReadOnlySpan<float> inputs, int count, Span<float> spectra) => _network.Forward(inputs, count, spectra);

    /// <summary>Σ|Δχ̃|²/Σ|χ̃|² over 1.2 to 5.2 Å; NaN where nothing was measured there.</summary>
    /// <param name="theory">The measured χ(k) on theory's scale [361].</param>
    /// <param name="kmax">Up to where it is used, Å⁻¹.</param>
    /// <param name="predicted">Of <see cref="Predict"/> [<see cref="Points"/>].</param>
    public double RFactor(ReadOnlySpan<double> theory, double kmax, ReadOnlySpan<float> predicted)
    {
        Span<float> measured = stackalloc float[_plan.Inputs];
        _plan.Apply(theory, kmax, measured);
        return _metric.RFactor(measured[..Points], kmax, predicted);
    }

    /// <summary>How well it knows the spectra of structures whose g(R), phases and density are known to the last digit: R-factor of each, up to the greatest kmax.</summary>
    /// <param name="set">Structures, such as those of held-out potentials; those without a density are left out.</param>
    public IReadOnlyList<double> RFactorsOf(StructureSet set)
    {
        var (quantities, phases) = (Quantities.Of(set), PhaseTargets.Of(set));
        var (inputs, predicted, found) = (new float[ForwardInputs.Count], new float[Points], new List<double>(set.Count));
        for (var i = 0; i < set.Count; i++)
        {
            var density = quantities[(i * Quantities.Count) + Quantities.Density];
            if (!double.IsFinite(density)) continue;
            ForwardInputs.Write([.. TargetGrid.NeighboursOf(set, i).ToArray().Select(value => (double)value)], phases.AsSpan(i * PhaseTargets.Count, PhaseTargets.Count), density, inputs);
            Predict(inputs, 1, predicted);
            found.Add(RFactor([.. set.ChiOf(i).ToArray().Select(value => (double)value)], _plan.Parameters.KMaxHighest, predicted));
        }

        return found;
    }

    public void Dispose() => _network.Dispose();

    internal static FeaturePlan PlanFor(FeatureParameters parameters) => new(parameters with { Kind = FeatureKind.K2Chi, KWeight = 2 });
}
