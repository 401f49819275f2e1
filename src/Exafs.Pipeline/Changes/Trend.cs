using System.Collections.Immutable;

namespace Exafs.Pipeline.Changes;

/// <summary>What a feature would be now had nothing changed: the straight line through the quiet scans, but for the latest. A value: <see cref="Next"/> gives the state after one more.</summary>
public sealed record Trend
{
    private ImmutableArray<(double X, double Y)> _scans = [];

    /// <summary>So many scans make the line…</summary>
    public required int Scans { get; init; }

    /// <summary>… and so many later ones do not.</summary>
    public required int Lag { get; init; }

    /// <summary>Error of x: a slope that only it could have made is none. Infinite: a level, no slope.</summary>
    public required double XSigma { get; init; }

    /// <summary>Scatter of y that is there in any case.</summary>
    public required double LeastScatter { get; init; }

    /// <summary>The line is made of so many.</summary>
    public int Count => Math.Max(0, _scans.Length - Lag);

    /// <summary>One more quiet scan.</summary>
    /// <param name="x">What the feature depends on without a change of structure: temperature, or time.</param>
    /// <param name="y">The feature; what is no number is left out.</param>
    public Trend Next(double x, double y) => !double.IsFinite(x) || !double.IsFinite(y)
        ? this
        : this with { _scans = [.. _scans.AsSpan()[(_scans.Length < Scans + Lag ? 0 : 1)..], (x, y)] };

    /// <summary>Value of the prediction, and the standard error of one scan about it; NaN before there is a line.</summary>
    public (double Value, double Sigma) At(double x)
    {
        var n = Count;
        if (n < 3) return (double.NaN, double.NaN);
        double sx = 0, sy = 0;
        for (var i = 0; i < n; i++) (sx, sy) = (sx + _scans[i].X, sy + _scans[i].Y);
        double mx = sx / n, my = sy / n, sxx = n * XSigma * XSigma, sxy = 0;
        for (var i = 0; i < n; i++)
        {
            var dx = _scans[i].X - mx;
            (sxx, sxy) = (sxx + (dx * dx), sxy + (dx * (_scans[i].Y - my)));
        }

        var slope = sxx > 0 ? sxy / sxx : 0;
        var squares = 0.0;
        for (var i = 0; i < n; i++)
        {
            var off = _scans[i].Y - my - (slope * (_scans[i].X - mx));
            squares += off * off;
        }

        var scatter = Math.Sqrt((squares / (n - 2)) + (LeastScatter * LeastScatter));
        var reach = sxx > 0 ? (x - mx) * (x - mx) / sxx : 0;
        return (my + (slope * (x - mx)), scatter * Math.Sqrt(1 + (1.0 / n) + reach));
    }
}
