namespace Exafs.Physics.Experiment;

/// <summary>Photons per second at one place of the beam, for each reading of a scan [n].</summary>
/// <param name="Fundamental">Those that were asked for.</param>
/// <param name="Harmonic">The third harmonic, in fundamental photons of the same signal.</param>
internal sealed record Beam(double[] Fundamental, double[] Harmonic)
{
    /// <summary>Behind a sample, which the harmonic does not notice.</summary>
    public Beam BehindSample(SampleModel sample, SampleAbsorption absorption) =>
        this with { Fundamental = [.. Fundamental.Select((photons, i) => photons * sample.Transmission(absorption[i].Edge + absorption[i].Other))] };

    /// <summary>With a part taken from everything.</summary>
    public Beam Without(Func<int, double> part) => new(
        [.. Fundamental.Select((photons, i) => photons * (1 - part(i)))],
        [.. Harmonic.Select((photons, i) => photons * (1 - part(i)))]);
}
