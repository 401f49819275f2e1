namespace Exafs.Signal;

/// <summary>The part of the grid that the scans of a run are given out on: the same from scan to scan, although the monochromator does not turn at the same place twice.</summary>
internal sealed class QuickAxis
{
    // The bins where it turns are filled in part.
    private const int Margin = 2, Slack = 3 * Margin;

    private int _first = int.MaxValue, _last = -1;

    /// <summary>First and last bin to give out for a sweep that has samples in these.</summary>
    public (int First, int Last) For(int first, int last)
    {
        if (last - first <= 2 * Slack) return (first, last);
        if (!(first <= _first && last >= _last && first >= _first - Slack && last <= _last + Slack)) (_first, _last) = (first + Margin, last - Margin);
        return (_first, _last);
    }
}
