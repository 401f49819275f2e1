using Exafs.Pipeline;
using Exafs.Pipeline.Delivery;

namespace Exafs.Monitor;

/// <summary>What the program says to whoever started it.</summary>
internal sealed class ExitCode
{
    public const int Ok = 0;

    /// <summary>The stream itself broke: an endpoint that cannot be bound, a store that cannot be opened.</summary>
    public const int Broken = 1;

    /// <summary>The command line or the configuration cannot be.</summary>
    public const int Configuration = 2;

    /// <summary>The books do not balance, which is a fault of the program.</summary>
    public const int NotConserved = 3;

    /// <summary>The books balance, but the store could not take every scan, change and alert before the patience was over.</summary>
    public const int NotStored = 4;

    public int Value { get; set; }

    /// <summary>What the books say at the end.</summary>
    public static int Of(LedgerCounts counts, IEnumerable<DeliveryStatus> deliveries) =>
        !counts.Violations().IsEmpty || deliveries.Any(delivery => delivery.Counts.Violation() is not null) ? NotConserved
        : counts.Sinks.Any(sink => Composition.IsStore(sink) && sink.DroppedTotal > 0) ? NotStored
        : Ok;
}
