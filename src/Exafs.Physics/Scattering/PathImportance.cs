using System.Runtime.Intrinsics;

namespace Exafs.Physics.Scattering;

/// <summary>A cheap guess of how large a path is in k²χ(k): plane waves, at four k across the range that is fitted.</summary>
/// <remarks>In units of the single scattering by an atom at 2.5 Å.</remarks>
internal sealed class PathImportance
{
    private const int Bins = 256;
    private static readonly double[] Wavenumbers = [4.5, 6.5, 8.5, 11];

    private readonly Vector128<float>[] _turns = new Vector128<float>[Bins + 1];
    private readonly double _loss;
    private readonly Vector128<float> _scale;

    public PathImportance(ScatteringData data)
    {
        int[] points = [.. Wavenumbers.Select(k => data.K.Count(known => known < k))];
        for (var bin = 0; bin <= Bins; bin++)
            _turns[bin] = Four(n => data.Scatterer.PlaneWaveAmplitude(n, (2.0 * bin / Bins) - 1, data.Momentum[n]).Magnitude);
        _loss = points.Average(n => data.Momentum[n].Imaginary);
        _scale = Four(n => data.K[n]);
        var single = _scale * _turns[0] * (float)Spread(2 * 2.5, 2.5 * 2.5);
        _scale /= MathF.Sqrt(Vector128.Dot(single, single));

        Vector128<float> Four(Func<int, double> of) => Vector128.Create([.. points.Select(n => (float)of(n))]);
    }

    /// <summary>What two legs bring, and the turn between them; <paramref name="cosine"/> is 1 straight on.</summary>
    public Vector128<float> Corner(double comes, double leaves, double cosine) => Turn(cosine) * (float)Spread(comes + leaves, comes * leaves);

    /// <summary>What a turn brings, by four k.</summary>
    public Vector128<float> Turn(double cosine) => _turns[(int)((cosine + 1) * (Bins / 2.0) + 0.5)];

    /// <summary>Of a path whose corners and turns multiply to <paramref name="product"/>.</summary>
    public float Of(Vector128<float> product)
    {
        product *= _scale;
        return MathF.Sqrt(Vector128.Dot(product, product));
    }

    private double Spread(double length, double product) => Math.Exp(-_loss * length) / product;
}
