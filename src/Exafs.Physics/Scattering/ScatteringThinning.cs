namespace Exafs.Physics.Scattering;

/// <summary>Scattering data at fewer k.</summary>
internal static class ScatteringThinning
{
    /// <summary>Distance between neighbouring k, Å⁻¹, below which the one between is left out.</summary>
    private const double Spacing = 0.59;

    /// <summary>At k far enough apart, up to the first beyond <paramref name="last"/>: for paths that are evaluated one by one, and weak.</summary>
    public static ScatteringData Thinned(this ScatteringData data, double last)
    {
        var points = new List<int> { 0 };
        for (var n = 1; n < data.K.Length && data.K[points[^1]] <= last; n++)
            if (data.K[n] - data.K[points[^1]] >= Spacing || n == data.K.Length - 1) points.Add(n);
        return data with
        {
            K = [.. points.Select(n => data.K[n])],
            Momentum = [.. points.Select(n => data.Momentum[n])],
            Central = [.. points.Select(n => data.Central[n])],
            Absorber = At(data.Absorber),
            Scatterer = At(data.Scatterer),
        };

        PartialWaves At(PartialWaves waves) =>
            new(waves.Waves, [.. from l in Enumerable.Range(0, waves.Waves) from n in points select waves.T[(l * waves.Count) + n]]);
    }
}
