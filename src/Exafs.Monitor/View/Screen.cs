using Exafs.Pipeline;
using Exafs.Pipeline.Delivery;

namespace Exafs.Monitor.View;

/// <summary>All that one frame shows.</summary>
/// <param name="Now">Wall clock, UTC.</param>
/// <param name="Elapsed">Since the start.</param>
/// <param name="Source">Where scans come from, in words.</param>
/// <param name="Counts">The books.</param>
/// <param name="Summary">What came out.</param>
/// <param name="Track">How the run goes.</param>
/// <param name="Rates">Scans a second.</param>
/// <param name="P50">Half of the scans were stored within this after their last byte.</param>
/// <param name="P99">99 in a hundred were.</param>
/// <param name="Events">The latest, oldest first.</param>
internal sealed record Screen(
    DateTimeOffset Now,
    TimeSpan Elapsed,
    string Source,
    LedgerCounts Counts,
    RunSummary Summary,
    RunTrack Track,
    Rates Rates,
    TimeSpan? P50,
    TimeSpan? P99,
    IReadOnlyList<Event> Events)
{
    /// <summary>What others are owed.</summary>
    public IReadOnlyList<DeliveryStatus> Deliveries { get; init; } = [];
}
