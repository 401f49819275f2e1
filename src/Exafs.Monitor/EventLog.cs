using System.Collections.Immutable;

namespace Exafs.Monitor;

/// <summary>What an operator should know: kept for the view, and handed on to whoever prints it. Thread-safe.</summary>
internal sealed class EventLog(TimeProvider time)
{
    private const int Kept = 50;

    private ImmutableList<Event> _latest = [];

    /// <summary>Told of each event as it happens, on the task where it happens.</summary>
    public event Action<Event>? Added;

    /// <summary>The latest events, oldest first.</summary>
    public ImmutableList<Event> Latest => Volatile.Read(ref _latest);

    public void Info(string text, params ImmutableArray<(string Name, string Value)> about) => Add(new Event(time.GetUtcNow(), false, text, about));

    public void Warn(string text, params ImmutableArray<(string Name, string Value)> about) => Add(new Event(time.GetUtcNow(), true, text, about));

    private void Add(Event happened)
    {
        ImmutableInterlocked.Update(ref _latest, latest => (latest.Count < Kept ? latest : latest.RemoveAt(0)).Add(happened));
        Added?.Invoke(happened);
    }
}
