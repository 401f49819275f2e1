using Exafs.Pipeline;
using Exafs.Pipeline.Delivery;

namespace Exafs.Tests.Pipeline.Delivery;

/// <summary>An outbox without a disk: bodies are the numbers from 1 on.</summary>
internal sealed class MemoryOutbox(string target) : IOutbox
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, OutboxItem> _waiting = [];
    private OutboxCounts _counts = new() { Target = target };

    public string Target => target;

    public OutboxCounts Counts
    {
        get
        {
            lock (_gate) return _counts with { Waiting = _waiting.Count };
        }
    }

    /// <summary>Called before something is marked; it may throw.</summary>
    public Action Marking { get; set; } = () => { };

    public List<(string Body, string Reason)> Dead { get; } = [];

    public void Accept(int items)
    {
        lock (_gate)
        {
            for (var i = 0; i < items; i++) _waiting[_counts.Accepted + 1 + i] = new(_counts.Accepted + 1 + i, $"{_counts.Accepted + 1 + i}");
            _counts = _counts with { Accepted = _counts.Accepted + items };
        }
    }

    public IReadOnlyList<OutboxItem> Take(int most, bool newest)
    {
        lock (_gate) return [.. newest ? _waiting.Values.TakeLast(most) : _waiting.Values.Take(most)];
    }

    public void Delivered(IReadOnlyList<OutboxItem> items)
    {
        Marking();
        lock (_gate) _counts = _counts with { Delivered = _counts.Delivered + items.Count(item => _waiting.Remove(item.Id)) };
    }

    public void SetAside(OutboxItem item, string reason, string detail)
    {
        lock (_gate)
        {
            _waiting.Remove(item.Id);
            Dead.Add((item.Body, reason));
            _counts = _counts with { DeadLetters = _counts.DeadLetters.Plus(reason, 1) };
        }
    }

    public Task WaitAsync(TimeSpan longest, CancellationToken cancellation) => Task.Delay(1, cancellation);
}
