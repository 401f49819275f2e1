using Exafs.Physics.Estimates;

namespace Exafs.Lab.CompareRuns;

/// <summary>Differences of one value a scan, as they come.</summary>
internal sealed class ValueTally(string name, string unit)
{
    private int _scans, _different, _onlyInOne;
    private double _largest, _squares, _variances;
    private string _largestAt = "";

    /// <summary>One scan.</summary>
    public void Add(string scanId, double? a, double? b) => Add(scanId, Exact(a), Exact(b));

    /// <summary>One scan; what is no number is not there.</summary>
    public void Add(string scanId, Uncertain? a, Uncertain? b)
    {
        bool hasA = a is { } one && double.IsFinite(one.Value), hasB = b is { } two && double.IsFinite(two.Value);
        if (!hasA || !hasB)
        {
            _onlyInOne += hasA != hasB ? 1 : 0;
            return;
        }

        double delta = b!.Value.Value - a!.Value.Value;
        _scans++;
        _squares += delta * delta;
        _variances += (a.Value.Sigma * a.Value.Sigma) + (b.Value.Sigma * b.Value.Sigma);
        if (delta == 0) return;
        _different++;
        if (Math.Abs(delta) > Math.Abs(_largest)) (_largest, _largestAt) = (delta, scanId);
    }

    /// <summary>What came; null: nothing did.</summary>
    public QuantityDifference? Sum() => _scans + _onlyInOne == 0 ? null : new()
    {
        Name = name,
        Unit = unit,
        Scans = _scans,
        Different = _different,
        OnlyInOne = _onlyInOne,
        Largest = _largest,
        LargestAt = _largestAt,
        Rms = Math.Sqrt(_squares / _scans),
        Sigma = Math.Sqrt(_variances / _scans),
    };

    private static Uncertain? Exact(double? value) => value is { } number ? new Uncertain(number, double.NaN) : null;
}
