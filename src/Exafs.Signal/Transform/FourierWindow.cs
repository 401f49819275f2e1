using MathNet.Numerics;

namespace Exafs.Signal;

/// <summary>Larch's windows (ftwindow), the snapping of their edges to the grid included.</summary>
public static class FourierWindow
{
    /// <summary>The window on a uniform grid that starts at 0.</summary>
    /// <param name="x">Grid, Å⁻¹ or Å [n].</param>
    /// <param name="xmin">Middle of the lower sill.</param>
    /// <param name="xmax">Middle of the upper sill.</param>
    /// <param name="dx">Width of the lower sill; for Kaiser and Bessel the argument of I₀, for Gaussian σ, for fractional Hanning a fraction of the range.</param>
    /// <param name="dx2">Width of the upper sill; null: <paramref name="dx"/>.</param>
    /// <param name="kind">Which window.</param>
    /// <returns>Weights [n].</returns>
    public static double[] Evaluate(ReadOnlySpan<double> x, double xmin, double xmax, double dx, double? dx2, WindowKind kind)
    {
        var n = x.Length;
        var upper = dx2 ?? dx;
        var step = (x[^1] - x[0]) / (n - 1);
        var eps = 1e-4 * step;
        var x1 = Math.Max(x[0], xmin - (dx / 2));
        var x2 = xmin + (dx / 2) + eps;
        var x3 = xmax - (upper / 2) - eps;
        var x4 = Math.Min(x[^1], xmax + (upper / 2));
        if (kind == WindowKind.FractionalHanning)
        {
            x2 = x1 + eps + (Math.Max(dx, 0) * (xmax - xmin) / 2);
            x3 = x4 - eps - (Math.Min(upper, 1) * (xmax - xmin) / 2);
        }
        else if (kind == WindowKind.Gaussian)
        {
            dx = Math.Max(dx, eps);
        }

        // The edges snap down to the grid.
        int Index(double value) => Math.Clamp((int)((value + eps) / step), 0, n - 1);
        var (i1, i2, i3, i4) = (Index(x1), Index(x2), Index(x3), Index(x4));
        if (i2 == i1) i1 = Math.Max(0, i2 - 1);
        if (i4 == i3) i3 = Math.Max(i2, i4 - 1);
        (x1, x2, x3, x4) = (x[i1], x[i2], x[i3], x[i4]);
        if (x1 == x2) x2 += eps;
        if (x3 == x4) x4 += eps;

        var w = new double[n];
        for (var i = i2; i < i3; i++)
            w[i] = 1;

        var center = (x4 + x1) / 2;
        var half = (x4 - x1) / 2;
        double Arch(double value) => Math.Sqrt(Math.Max(0, 1 - ((value - center) * (value - center) / (half * half))));
        switch (kind)
        {
            case WindowKind.Hanning or WindowKind.FractionalHanning:
                for (var i = i1; i <= i2; i++) w[i] = Square(Math.Sin(Math.PI / 2 * (x[i] - x1) / (x2 - x1)));
                for (var i = i3; i <= i4; i++) w[i] = Square(Math.Cos(Math.PI / 2 * (x[i] - x3) / (x4 - x3)));
                break;
            case WindowKind.Parzen:
                for (var i = i1; i <= i2; i++) w[i] = (x[i] - x1) / (x2 - x1);
                for (var i = i3; i <= i4; i++) w[i] = 1 - ((x[i] - x3) / (x4 - x3));
                break;
            case WindowKind.Welch:
                for (var i = i1; i <= i2; i++) w[i] = 1 - Square((x[i] - x2) / (x2 - x1));
                for (var i = i3; i <= i4; i++) w[i] = 1 - Square((x[i] - x3) / (x4 - x3));
                break;
            case WindowKind.Sine:
                for (var i = i1; i <= i4; i++) w[i] = Math.Sin(Math.PI * (x4 - x[i]) / (x4 - x1));
                break;
            case WindowKind.Kaiser:
                var scale = Math.Max(1e-10, BesselI0(dx) - 1);
                for (var i = 0; i < n; i++) w[i] = (BesselI0(dx * Arch(x[i])) - 1) / scale;
                break;
            case WindowKind.Bessel:
                for (var i = 0; i < n; i++) w[i] = x[i] <= x1 || x[i] >= x4 ? 0 : BesselI0(dx * Arch(x[i])) / BesselI0(dx);
                break;
            case WindowKind.Gaussian:
                for (var i = 0; i < n; i++) w[i] = Math.Exp(-Square(x[i] - center) / (2 * dx * dx));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a window");
        }
        return w;
    }

    private static double Square(double value) => value * value;

    private static double BesselI0(double value) => SpecialFunctions.BesselI0(value);
}
