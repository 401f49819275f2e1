namespace Exafs.Inference.Decomposition;

/// <summary>One spectrum as a mixture.</summary>
internal sealed class DecompositionFit
{
    private const double Tolerance = 1e-9;

    private readonly SimplexFit _simplex;

    /// <param name="plan">Of its kmax.</param>
    /// <param name="parameters">Ridge.</param>
    /// <param name="theory">χ(k) of theory's scale [361].</param>
    public DecompositionFit(DecompositionPlan plan, DecompositionParameters parameters, ReadOnlySpan<double> theory)
    {
        (Plan, _simplex) = (plan, new(plan.Gram, plan.Count));
        var chi = theory.Slice(plan.Metric.First, plan.Metric.Points);
        var (products, own) = (new double[plan.Count], new double[chi.Length]);
        plan.Metric.Multiply(chi, own);
        for (var i = 0; i < own.Length; i++) Norm += own[i] * chi[i];
        if (!(Norm > 0)) return;
        plan.Project(chi, products);
        var linear = (double[])products.Clone();
        plan.Charge(Norm, linear);
        Found = _simplex.Solve(linear, parameters.Ridge * Norm, Tolerance * Norm);
        Rest = Norm;
        for (var p = 0; p < Members.Length; p++)
        {
            Rest -= 2 * Weights[p] * products[Members[p]];
            for (var q = 0; q < Members.Length; q++) Rest += Weights[p] * Weights[q] * plan.Gram[(Members[p] * plan.Count) + Members[q]];
        }
    }

    public DecompositionPlan Plan { get; }

    /// <summary>Whether there is a minimum.</summary>
    public bool Found { get; }

    /// <summary>Structures that take part [p].</summary>
    public ReadOnlySpan<int> Members => _simplex.Members;

    /// <summary>Their parts of the atoms, above 0; they add to 1 [p].</summary>
    public ReadOnlySpan<double> Weights => _simplex.Weights;

    /// <summary>Σ|χ̃|² of the spectrum.</summary>
    public double Norm { get; }

    /// <summary>Σ|χ̃|² of what is left.</summary>
    public double Rest { get; }

    public double RFactor => Math.Max(0, Rest / Norm);

    /// <summary>By how much the objective exceeds its minimum at most, of <see cref="Norm"/>.</summary>
    public double RelativeGap => _simplex.Gap / Norm;

    /// <summary>How the weights answer to a change of the products: x ← S·x, Σ of the result 0 [p].</summary>
    public void Respond(Span<double> x) => _simplex.Respond(x);
}
