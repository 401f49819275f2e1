using Exafs.Signal;

namespace Exafs.Pipeline.Changes;

/// <summary>Whether a spectrum has something that the quiet ones before it had not: sees new phases that no model knows. Not thread-safe.</summary>
/// <remarks>
/// The part of the spectrum outside the subspace of the quiet ones (<see cref="Subspace"/>; a shift of E0 does not count) is compared with what it usually is,
/// and a CUSUM runs on the deviation. Nothing is learnt from the latest scans, nor from any while the CUSUM is up.
/// </remarks>
internal sealed class SpectralWatch(ChangeOptions options)
{
    private const int Rank = 5;
    private const double MemoryScans = 200;

    private readonly double[] _vector = new double[SpectralVector.Length], _shift = new double[SpectralVector.Length];
    private readonly Queue<double[]> _waiting = new();
    private Subspace _subspace = new(SpectralVector.Length, Rank, MemoryScans);
    private Trend _usual = NewUsual(options);
    private int _held;

    /// <summary>Sum over the deviations.</summary>
    public Cusum Cusum { get; private set; }

    /// <summary>Length of what is new, noise taken off, relative to the spectrum; NaN where it cannot be told.</summary>
    public double Part { get; private set; } = double.NaN;

    /// <summary>Its standard error.</summary>
    public double PartSigma { get; private set; } = double.NaN;

    /// <summary>Something is new, and it is worth a word.</summary>
    public bool Departs => Cusum.Sum > options.CusumThreshold && Part > options.ResidualMinimum;

    /// <summary>One more usable scan; NaN comes out of one that cannot be judged.</summary>
    /// <param name="reduction">χ(k).</param>
    /// <param name="number">Of the scan.</param>
    /// <param name="learn">Whether the scan may be learnt from.</param>
    public void Next(Reduction reduction, int number, bool learn)
    {
        (Part, PartSigma) = (double.NaN, double.NaN);
        if (!SpectralVector.Of(reduction, _vector, _shift)) return;
        var size = Math.Sqrt(Subspace.Dot(_vector, _vector));
        var copy = _vector.ToArray();
        if (_subspace.Count >= 2 * Rank && size > 0)
        {
            _subspace.Residual(_vector, _shift);
            var left = Math.Sqrt(Subspace.Dot(_vector, _vector));
            var (usual, sigma) = _usual.At(number);
            if (_usual.Count >= options.BaselineScans / 2)
            {
                // Noise leaves the same whatever the size of the spectrum; what means something is a part of it.
                sigma = Math.Sqrt((sigma * sigma) + Square(options.ResidualMinimum / 6 * size));
                Cusum = Cusum.Next(Math.Min((left - usual) / sigma, options.CusumThreshold), options.CusumReference);
                Part = Math.Sqrt(Math.Max(0, (left * left) - (usual * usual))) / size;
                PartSigma = sigma / size;
            }

            // A trifle that stays is how spectra are here now.
            if (learn && ++_held > options.TrendScans && Part < options.ResidualMinimum) Cusum = default;
            if (learn && Cusum.Sum < options.CusumThreshold / 2) _usual = _usual.Next(number, left);
        }

        if (!learn || Cusum.Sum >= options.CusumThreshold / 2) return;
        _held = 0;
        _waiting.Enqueue(copy);
        if (_waiting.Count > (_subspace.Count < 2 * Rank ? 0 : options.TrendLagScans)) _subspace.Learn(_waiting.Dequeue());
    }

    /// <summary>Forgets all: another structure is the usual one now.</summary>
    public void Restart()
    {
        _waiting.Clear();
        _subspace = new(SpectralVector.Length, Rank, MemoryScans);
        _usual = NewUsual(options);
        Cusum = default;
        (Part, PartSigma, _held) = (double.NaN, double.NaN, 0);
    }

    private static Trend NewUsual(ChangeOptions options) => new() { Scans = options.TrendScans, Lag = Math.Min(4, options.TrendLagScans), XSigma = 20, LeastScatter = 0 };

    private static double Square(double value) => value * value;
}
