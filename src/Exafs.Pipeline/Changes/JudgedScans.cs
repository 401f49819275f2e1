using Exafs.Physics.Estimates;

namespace Exafs.Pipeline.Changes;

/// <summary>The latest usable scans of a series, oldest first, and what they say about the temperature.</summary>
internal sealed class JudgedScans(ChangeOptions options)
{
    private const int Kept = 60, RateScans = 8;

    private readonly List<JudgedScan> _scans = [];

    public IReadOnlyList<JudgedScan> All => _scans;

    /// <summary>Which way the temperature goes.</summary>
    public Branch Branch
    {
        get
        {
            if (_scans.Count < 3) return Branch.Constant;
            var moved = _scans[^1].Kelvin - _scans[Math.Max(0, _scans.Count - 1 - RateScans)].Kelvin;
            return Math.Abs(moved) > 4 * options.TemperatureSigmaKelvin ? (moved > 0 ? Branch.Heating : Branch.Cooling) : Branch.Constant;
        }
    }

    /// <param name="scan">The next.</param>
    /// <param name="inChange">While a change goes on all of it is kept.</param>
    public void Add(JudgedScan scan, bool inChange)
    {
        while (_scans.Count >= (inChange ? StructuralChange.LongestScans + Kept : Kept)) _scans.RemoveAt(0);
        _scans.Add(scan);
    }

    /// <summary>These alone, the latest.</summary>
    public JudgedScan[] KeepLast(int count)
    {
        JudgedScan[] last = [.. _scans.TakeLast(count)];
        _scans.Clear();
        _scans.AddRange(last);
        return last;
    }

    /// <summary>The last one before a scan; null where none is kept.</summary>
    public string? Before(JudgedScan scan) => _scans.LastOrDefault(other => other.Number < scan.Number)?.ScanId;

    /// <summary>Back from a scan to where a change is within its noise.</summary>
    public JudgedScan FirstOf(StructuralChange change, JudgedScan announced)
    {
        var first = announced;
        for (var i = _scans.Count - 1; i >= 0 && change.Of(_scans[i]) > 3 * change.Sigma; i--) first = _scans[i];
        return first;
    }

    /// <summary>Where something happened that was seen on one scan and not on the one before: evenly spread between the two, and the thermometer.</summary>
    public Uncertain? Temperature(double kelvin)
    {
        if (!double.IsFinite(kelvin)) return null;
        var step = _scans.Count > 1 ? Math.Abs(_scans[^1].Kelvin - _scans[^2].Kelvin) : 0;
        return new(kelvin, Math.Sqrt((double.IsFinite(step) ? step * step / 12 : 0) + (options.TemperatureSigmaKelvin * options.TemperatureSigmaKelvin)));
    }
}
