namespace Exafs.Pipeline;

/// <summary>Counts what comes to one sink and what becomes of it. Thread-safe.</summary>
public sealed class SinkAccount(string name, bool everyScan)
{
    private readonly Lock _gate = new();
    private SinkCounts _counts = new() { Name = name, EveryScan = everyScan };
    private Func<int> _depth = () => 0;

    public string Name { get; } = name;

    /// <summary>The books now.</summary>
    public SinkCounts Counts
    {
        get
        {
            lock (_gate)
                return _counts with { Queued = _depth() };
        }
    }

    internal void MeasureDepthBy(Func<int> depth) => _depth = depth;

    internal void Offered() => Change(c => c with { Offered = c.Offered + 1 });

    internal void Delivered(int reports) => Change(c => c with { Delivered = c.Delivered + reports, Trouble = null });

    internal void Dropped(int reports, string reason) => Change(c => c with { Dropped = c.Dropped.Plus(reason, reports) });

    internal void Failed(string trouble) => Change(c => c with { Failures = c.Failures + 1, Trouble = trouble });

    private void Change(Func<SinkCounts, SinkCounts> change)
    {
        lock (_gate)
            _counts = change(_counts);
    }
}
