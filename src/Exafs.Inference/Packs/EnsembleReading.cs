using Exafs.Inference.Networks;

namespace Exafs.Inference.Packs;

/// <summary>What several networks say together: the mean, and as variance the mean of their variances and the variance of their means.</summary>
internal sealed class EnsembleReading(OutputLayout layout)
{
    private readonly OutputReading _member = new(layout);
    private readonly OutputReading _squares = new(layout);
    private int _members;

    /// <summary>Once <see cref="Finish"/> was called: means, and σ that the calibration has scaled.</summary>
    public OutputReading Total { get; } = new(layout);

    /// <summary>Spread of the members' g(R), rms over R, relative to the rms of g(R).</summary>
    public double MemberSpread { get; private set; }

    public void Clear()
    {
        _members = 0;
        foreach (var reading in new[] { Total, _squares })
        {
            foreach (var values in new[] { reading.Neighbours, reading.NeighboursSigma, reading.Quantities, reading.QuantitiesSigma, reading.Phases, reading.PhasesSigma })
                values.AsSpan().Clear();
        }
    }

    /// <summary>One network's raw outputs.</summary>
    public void Add(ReadOnlySpan<float> raw, PackManifest manifest)
    {
        layout.Read(raw, manifest.QuantityScale, _member);
        _members++;
        Add(_member.Neighbours, _member.NeighboursSigma, Total.Neighbours, Total.NeighboursSigma, _squares.Neighbours);
        Add(_member.Quantities, _member.QuantitiesSigma, Total.Quantities, Total.QuantitiesSigma, _squares.Quantities);
        Add(_member.Phases, _member.PhasesSigma, Total.Phases, Total.PhasesSigma, _squares.Phases);
    }

    public void Finish(PackCalibration calibration)
    {
        var spread = Combine(Total.Neighbours, Total.NeighboursSigma, _squares.Neighbours, _ => calibration.Neighbours);
        Combine(Total.Quantities, Total.QuantitiesSigma, _squares.Quantities, i => calibration.Quantities[i]);
        Combine(Total.Phases, Total.PhasesSigma, _squares.Phases, i => calibration.Phases[i]);
        var power = 0.0;
        foreach (var g in Total.Neighbours) power += g * g;
        MemberSpread = Math.Sqrt(spread / power);
    }

    // By Welford's way: the variance of distances is a millionth of their squares.
    private void Add(double[] value, double[] sigma, double[] mean, double[] variance, double[] squares)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var delta = value[i] - mean[i];
            mean[i] += delta / _members;
            squares[i] += delta * (value[i] - mean[i]);
            variance[i] += sigma[i] * sigma[i];
        }
    }

    /// <summary>Σ of the variances of the means.</summary>
    private double Combine(double[] mean, double[] sigma, double[] squares, Func<int, ErrorScale> scale)
    {
        var spread = 0.0;
        for (var i = 0; i < mean.Length; i++)
        {
            sigma[i] = scale(i).Of(Math.Sqrt((sigma[i] + squares[i]) / _members));
            spread += squares[i] / _members;
        }

        return spread;
    }
}
