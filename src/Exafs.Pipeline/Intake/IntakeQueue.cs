using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>Bounded queue in which a newer state of a growing scan overtakes an older one that still waits. One writer, one reader.</summary>
internal sealed class IntakeQueue
{
    private readonly Lock _gate = new();
    private readonly Channel<Place> _places;
    private readonly Dictionary<(string Run, string Scan), Place> _snapshots = [];
    private readonly Action _superseded;

    public IntakeQueue(int length, Action superseded)
    {
        _places = System.Threading.Channels.Channel.CreateBounded<Place>(new BoundedChannelOptions(length) { SingleReader = true, SingleWriter = true });
        _superseded = superseded;
    }

    /// <summary>Places taken.</summary>
    public int Count => _places.Reader.Count;

    /// <summary>Adds a scan and waits for room if it must.</summary>
    public ValueTask AddAsync(Scan scan, CancellationToken cancellation) =>
        Overtake(scan) ? ValueTask.CompletedTask : _places.Writer.WriteAsync(NewPlace(scan), cancellation);

    public void Complete(Exception? error) => _places.Writer.TryComplete(error);

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _places.Reader.WaitToReadAsync(cancellation);

    public bool TryTake([NotNullWhen(true)] out Scan? scan)
    {
        while (_places.Reader.TryRead(out var place))
        {
            lock (_gate)
            {
                scan = place.Scan;
                if (scan is { IsSnapshot: true })
                    _snapshots.Remove((scan.RunId, scan.ScanId));
            }

            if (scan is not null)
                return true;
        }

        scan = null;
        return false;
    }

    // A newer snapshot takes the older one's place. A finished scan leaves that place empty and queues up at the end,
    // so that finished scans are reduced in the order in which they came, whatever waited.
    private bool Overtake(Scan scan)
    {
        lock (_gate)
        {
            if (!_snapshots.TryGetValue((scan.RunId, scan.ScanId), out var older))
                return false;
            _superseded();
            older.Scan = scan.IsSnapshot ? scan : null;
            if (!scan.IsSnapshot)
                _snapshots.Remove((scan.RunId, scan.ScanId));
            return scan.IsSnapshot;
        }
    }

    private Place NewPlace(Scan scan)
    {
        var place = new Place { Scan = scan };
        if (scan.IsSnapshot)
        {
            lock (_gate)
                _snapshots.Add((scan.RunId, scan.ScanId), place);
        }

        return place;
    }

    private sealed class Place
    {
        public Scan? Scan { get; set; }
    }
}
