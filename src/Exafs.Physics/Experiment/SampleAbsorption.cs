namespace Exafs.Physics.Experiment;

/// <summary>µ(E)·t of a sample in a state: the other absorption, and that of the edge.</summary>
/// <remarks>
/// µt = B·(E/E0)^−b + S·(E/E0)^−a·[step(E − E0) + peaks(E − E0) + χ(k)], where the step is that of a core level of finite width seen
/// by a monochromator of finite resolution (<see cref="LineShape"/>), and χ is blended in above E0 (<see cref="FineStructure"/>), so that
/// µ is continuous and steepest at E0. χ adds to the step instead of multiplying it: the tail of the step is background.
/// </remarks>
internal sealed class SampleAbsorption
{
    private readonly double[] _edge;
    private readonly double[] _other;

    private SampleAbsorption(double[] edge, double[] other) => (_edge, _other) = (edge, other);

    /// <summary>µt of the edge alone [n]; that of all other absorption [n].</summary>
    public (double Edge, double Other) this[int i] => (_edge[i], _other[i]);

    /// <param name="sample">The sample.</param>
    /// <param name="state">Its state.</param>
    /// <param name="energy">Photon energy, eV [n].</param>
    /// <param name="resolution">Full width at half maximum of the monochromator, eV.</param>
    public static SampleAbsorption Of(SampleModel sample, SampleState state, ReadOnlySpan<double> energy, double resolution)
    {
        var e0 = sample.Edge.Energy + state.EdgeShift;
        var relative = new double[energy.Length];
        for (var i = 0; i < relative.Length; i++)
            relative[i] = energy[i] - e0;
        var chi = FineStructure.At(sample, state, relative, resolution / (2 * Math.Sqrt(2 * Math.Log(2))));

        var step = new LineShape(sample.Edge.CoreHoleWidth, resolution);
        var peaks = sample.Peaks.Select(peak => (peak.Offset, peak.Height, Shape: new LineShape(sample.Edge.CoreHoleWidth + peak.Width, resolution))).ToArray();
        var thickness = sample.RelativeThickness(state);
        var (edge, other) = (new double[energy.Length], new double[energy.Length]);
        for (var i = 0; i < energy.Length; i++)
        {
            var shape = step.Edge(relative[i]) + chi[i];
            foreach (var (offset, height, peak) in peaks)
                shape += height * peak.Peak(relative[i] - offset);
            edge[i] = thickness * sample.EdgeStep * Math.Pow(energy[i] / e0, -sample.AtomicExponent) * shape;
            other[i] = thickness * sample.Background * Math.Pow(energy[i] / e0, -sample.BackgroundExponent);
        }

        return new(edge, other);
    }
}
