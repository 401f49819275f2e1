using System.Collections.Immutable;
using System.Globalization;

namespace Exafs.Report.Plot;

/// <summary>Where an axis has its numbers: multiples of 1, 2 or 5 times a power of ten, all written with equally many decimals.</summary>
/// <param name="Values">Ascending, all within the axis.</param>
/// <param name="Labels">As written [as the values].</param>
public sealed record Ticks(ImmutableArray<double> Values, ImmutableArray<string> Labels)
{
    /// <summary>About <paramref name="wanted"/> ticks between two values.</summary>
    public static Ticks Of(double min, double max, int wanted)
    {
        var step = Step(max - min, wanted);
        var first = (long)Math.Ceiling((min / step) - 1e-9);
        var last = (long)Math.Floor((max / step) + 1e-9);
        ImmutableArray<double> values = [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => (first + i) * step)];
        return new(values, [.. values.Select(value => Label(value, step))]);
    }

    /// <summary>The range itself, or widened to the ticks around it where little is missing; never empty.</summary>
    public static (double Min, double Max) Widened(double min, double max, int wanted)
    {
        if (!(max > min)) (min, max) = (min - Math.Max(1e-3, Math.Abs(min) * 0.1), max + Math.Max(1e-3, Math.Abs(max) * 0.1));
        var step = Step(max - min, wanted) / 2;
        return (Math.Floor((min / step) + 1e-9) * step, Math.Ceiling((max / step) - 1e-9) * step);
    }

    private static double Step(double span, int wanted)
    {
        var raw = span / Math.Max(1, wanted);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return power * ((raw / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
    }

    private static string Label(double value, double step)
    {
        // A multiple of the step is 0 to rounding or at least half a step.
        if (Math.Abs(value) < step / 2) return "0";
        var large = Math.Abs(value) >= 1e6 || (Math.Abs(value) < 1e-4 && step < 1e-4);
        if (large) return value.ToString("0.###e0", CultureInfo.InvariantCulture).Replace('-', '−');
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');
    }
}
