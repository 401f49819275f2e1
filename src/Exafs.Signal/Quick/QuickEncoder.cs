namespace Exafs.Signal;

/// <summary>Readings of an encoder over one block of samples → where the monochromator was: the parabola through them, since a crystal with its mount moves smoothly where readings jitter and go in steps.</summary>
/// <remarks>The least and the greatest reading are not counted, so that a single wrong one does nothing. Blocks of a few samples stay as they are.</remarks>
/// <param name="length">Samples of the longest block.</param>
internal sealed class QuickEncoder(int length)
{
    private const int Fewest = 8;

    private readonly double[] _smooth = new double[length];

    /// <summary>Mean over the block, degree; not finite where nothing can be said.</summary>
    public double Middle { get; private set; }

    /// <summary>Angles of the samples, degree [n]; valid until the next block.</summary>
    public ReadOnlySpan<double> Take(ReadOnlySpan<double> angle)
    {
        int n = angle.Length, least = -1, greatest = -1, count = 0;
        for (int i = 0; i < n; i++)
        {
            double a = angle[i];
            if (!double.IsFinite(a)) continue;
            if (least < 0 || a < angle[least]) least = i;
            if (greatest < 0 || a >= angle[greatest]) greatest = i;
            count++;
        }

        if (count < Fewest || least == greatest)
        {
            Middle = Mean(angle, count > 2 ? least : -1, count > 2 ? greatest : -1);
            return angle;
        }

        // Normal equations in x from −1 to 1, of the readings' distances from their first.
        double step = 2.0 / (n - 1), origin = angle[least];
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, y0 = 0, y1 = 0, y2 = 0;
        for (int i = 0; i < n; i++)
        {
            double y = angle[i] - origin;
            if (i == least || i == greatest || !double.IsFinite(y)) continue;
            double x = (i * step) - 1, square = x * x;
            s0++;
            s1 += x;
            s2 += square;
            s3 += square * x;
            s4 += square * square;
            y0 += y;
            y1 += x * y;
            y2 += square * y;
        }

        Middle = origin + (y0 / s0);
        double m0 = (s2 * s4) - (s3 * s3), m1 = (s2 * s3) - (s1 * s4), m2 = (s1 * s3) - (s2 * s2);
        double determinant = (s0 * m0) + (s1 * m1) + (s2 * m2);
        double a0 = ((y0 * m0) + (y1 * m1) + (y2 * m2)) / determinant;
        double a1 = ((y0 * m1) + (y1 * ((s0 * s4) - (s2 * s2))) + (y2 * ((s1 * s2) - (s0 * s3)))) / determinant;
        double a2 = ((y0 * m2) + (y1 * ((s1 * s2) - (s0 * s3))) + (y2 * ((s0 * s2) - (s1 * s1)))) / determinant;
        Span<double> smooth = _smooth.AsSpan(0, n);
        for (int i = 0; i < n; i++)
        {
            double x = (i * step) - 1;
            smooth[i] = origin + a0 + (x * (a1 + (x * a2)));
        }

        return smooth;
    }

    private static double Mean(ReadOnlySpan<double> angle, int least, int greatest)
    {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < angle.Length; i++)
        {
            if (i == least || i == greatest || !double.IsFinite(angle[i])) continue;
            sum += angle[i];
            n++;
        }

        return sum / n;
    }
}
