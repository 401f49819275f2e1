namespace Exafs.Lab.Evaluate;

/// <summary>How often the truth lies within the error that was told.</summary>
public sealed class Coverage
{
    /// <summary>Of a normal distribution, 95 % lie within so many σ.</summary>
    private const double Wide = 1.959964;

    private int _narrow, _wide;

    public int Count { get; private set; }

    /// <summary>Part within 1 σ; NaN of none.</summary>
    public double Within68 => Count == 0 ? double.NaN : (double)_narrow / Count;

    /// <summary>Part within 1.96 σ.</summary>
    public double Within95 => Count == 0 ? double.NaN : (double)_wide / Count;

    /// <summary>One more; what is no number does not count, but an error that is none covers nothing.</summary>
    public void Add(double truth, double found, double sigma)
    {
        if (!double.IsFinite(truth) || !double.IsFinite(found)) return;
        Count++;
        var off = Math.Abs(found - truth);
        if (off <= sigma) _narrow++;
        if (off <= Wide * sigma) _wide++;
    }

    /// <summary>Those of another as well.</summary>
    public void Add(Coverage other)
    {
        Count += other.Count;
        _narrow += other._narrow;
        _wide += other._wide;
    }
}
