using MathNet.Numerics.LinearAlgebra;

namespace Exafs.Pipeline.Changes;

/// <summary>y = low + (high − low)/(1 + exp(−(T − T_c)/w)) through the scans of a transition, by Levenberg-Marquardt.</summary>
/// <remarks>
/// The error of T_c has three parts: that of the fit, with the scatter it leaves; that of the thermometer; and that of an estimate which is off by its own
/// error at half transformed, which no number of scans takes away.
/// </remarks>
public static class LogisticFit
{
    private const int Parameters = 4, Steps = 60;

    /// <summary>From 10 to 90 %, in units of w: 2 ln 9.</summary>
    private const double TenToNinety = 4.394449154672439;

    /// <summary>Null where there is nothing to fit: fewer than six scans, or no span of temperature.</summary>
    /// <param name="kelvin">T of each scan [n].</param>
    /// <param name="y">The part that is transformed, or what goes with it [n].</param>
    /// <param name="estimateSigma">Error of y that all scans share, in units of y; NaN: none is known.</param>
    /// <param name="thermometerSigma">Of one reading, K.</param>
    public static TransitionFit? Of(ReadOnlySpan<double> kelvin, ReadOnlySpan<double> y, double estimateSigma, double thermometerSigma)
    {
        var n = kelvin.Length;
        if (n < 6) return null;
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity, first = 0, last = 0;
        for (var i = 0; i < n; i++) (lowest, highest) = (Math.Min(lowest, kelvin[i]), Math.Max(highest, kelvin[i]));
        var span = highest - lowest;
        if (!(span > 4 * thermometerSigma)) return null;
        for (var i = 0; i < 3; i++) (first, last) = (first + (y[i] / 3), last + (y[n - 1 - i] / 3));
        var step = span / (n - 1);
        var narrowest = step / 20; // between two scans any width does
        double[] p = [Crossing(kelvin, y, (first + last) / 2), Math.Max(step, span / 30), first, last];
        // On a cooling branch T falls from first to last: the curve that is "low" at low T ends up high.
        if (kelvin[^1] < kelvin[0]) (p[2], p[3]) = (p[3], p[2]);
        var squares = Squares(kelvin, y, p);
        var damping = 1e-3;
        double[,] normal = new double[Parameters, Parameters];
        for (var iteration = 0; iteration < Steps; iteration++)
        {
            var gradient = new double[Parameters];
            normal = Normal(kelvin, y, p, gradient);
            if (Solve(normal, gradient, damping) is not { } move) break;
            double[] tried = [Math.Clamp(p[0] + move[0], lowest - span, highest + span), Math.Clamp(p[1] + move[1], narrowest, 2 * span), p[2] + move[2], p[3] + move[3]];
            var after = Squares(kelvin, y, tried);
            if (after < squares)
            {
                var gain = squares - after;
                (p, squares, damping) = (tried, after, Math.Max(1e-12, damping / 5));
                if (gain < 1e-12 * squares) break;
            }
            else if ((damping *= 6) > 1e12)
            {
                break;
            }
        }

        if (p[0] < lowest || p[0] > highest) return null;
        normal = Normal(kelvin, y, p, new double[Parameters]);
        var scatter = Math.Sqrt(squares / Math.Max(1, n - Parameters));
        var variances = Inverse(normal);
        // Where the change is sharper than the scans are apart, it is somewhere between two of them, and the parabola of the fit means nothing.
        var isSharp = p[1] < step / 2;
        var between = p[1] < step ? step / Math.Sqrt(12) : 0;
        double fitted = isSharp ? step / 2 : variances is null ? step : scatter * Math.Sqrt(Math.Max(0, variances[0])), fittedWidth = isSharp || variances is null ? step : scatter * Math.Sqrt(Math.Max(0, variances[1]));
        var slope = Math.Abs(p[3] - p[2]) / (4 * p[1]);
        var shared = double.IsFinite(estimateSigma) && slope > 0 ? estimateSigma / slope : 0;
        return new(
            new(p[0], Math.Sqrt((fitted * fitted) + (between * between) + (shared * shared) + (thermometerSigma * thermometerSigma))),
            new(TenToNinety * p[1], TenToNinety * Math.Sqrt((fittedWidth * fittedWidth) + (between * between))),
            n);
    }

    private static double Crossing(ReadOnlySpan<double> kelvin, ReadOnlySpan<double> y, double half)
    {
        for (var i = 1; i < y.Length; i++)
        {
            if ((y[i - 1] - half) * (y[i] - half) <= 0 && y[i] != y[i - 1])
                return kelvin[i - 1] + ((kelvin[i] - kelvin[i - 1]) * (half - y[i - 1]) / (y[i] - y[i - 1]));
        }

        return kelvin[kelvin.Length / 2];
    }

    private static double Squares(ReadOnlySpan<double> kelvin, ReadOnlySpan<double> y, double[] p)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            var off = y[i] - p[2] - ((p[3] - p[2]) * Part(kelvin[i], p));
            sum += off * off;
        }

        return sum;
    }

    private static double Part(double kelvin, double[] p) => 1 / (1 + Math.Exp(-Math.Clamp((kelvin - p[0]) / p[1], -500, 500)));

    private static double[,] Normal(ReadOnlySpan<double> kelvin, ReadOnlySpan<double> y, double[] p, double[] gradient)
    {
        var normal = new double[Parameters, Parameters];
        Span<double> d = stackalloc double[Parameters];
        for (var i = 0; i < y.Length; i++)
        {
            double part = Part(kelvin[i], p), bell = (p[3] - p[2]) * part * (1 - part) / p[1];
            (d[0], d[1], d[2], d[3]) = (-bell, -bell * (kelvin[i] - p[0]) / p[1], 1 - part, part);
            var off = y[i] - p[2] - ((p[3] - p[2]) * part);
            for (var a = 0; a < Parameters; a++)
            {
                gradient[a] += d[a] * off;
                for (var b = 0; b < Parameters; b++) normal[a, b] += d[a] * d[b];
            }
        }

        return normal;
    }

    private static double[]? Solve(double[,] normal, double[] gradient, double damping)
    {
        var damped = Matrix<double>.Build.DenseOfArray(normal);
        for (var a = 0; a < Parameters; a++) damped[a, a] += (damping * normal[a, a]) + 1e-15;
        var move = damped.Solve(Vector<double>.Build.DenseOfArray(gradient)).ToArray();
        return Array.TrueForAll(move, double.IsFinite) ? move : null;
    }

    /// <summary>Variances of the parameters for unit noise; null where the scans do not determine them.</summary>
    private static double[]? Inverse(double[,] normal)
    {
        var variances = Matrix<double>.Build.DenseOfArray(normal).Inverse().Diagonal().ToArray();
        return Array.TrueForAll(variances, double.IsFinite) ? variances : null;
    }
}
