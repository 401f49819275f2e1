using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exafs.Signal;

namespace Exafs.Adapters.ScanV1;

/// <summary>A whole-scan message as a scan.</summary>
internal static class ScanV1Scan
{
    /// <summary>The scan that a message of type scan carries, or what could be read of any message with a defect.</summary>
    public static Scan From(ScanV1Message message, long received)
    {
        (DateTime? start, DateTime? end) = Interval(message.StartTime, message.EndTime, message.Time);
        return new Scan
        {
            RunId = message.RunId,
            ScanId = message.ScanId,
            Sequence = message.Sequence,
            Element = message.Element,
            Edge = message.Edge,
            Direction = message.Direction,
            PointsPlanned = message.PointsPlanned,
            Progress = message.Defect is null ? ScanProgress.Complete : ScanProgress.Aborted,
            Energy = Energy(message, message.MonoDSpacing),
            I0 = message.I0,
            ITrans = message.ITrans,
            IRefer = message.IRefer,
            IFluor = message.IFluor,
            Mu = message.Mu,
            MuReference = message.MuReference,
            Time = message.Time,
            StartTime = start,
            EndTime = end,
            SampleTemperature = message.SampleTemperature,
            Channels = message.Channels,
            Defect = message.Defect,
            ReceivedTimestamp = received,
        };
    }

    /// <summary>Energy as given, or from the angles; empty when a spacing is missing.</summary>
    public static ImmutableArray<double> Energy(ScanV1Message message, double? dSpacing) =>
        !message.Energy.IsEmpty ? message.Energy
        : dSpacing is { } d ? ImmutableCollectionsMarshal.AsImmutableArray(Monochromator.Energies(message.Angle.AsSpan(), d))
        : [];

    /// <summary>First and last time: as stated, else the earliest and the latest of the points.</summary>
    public static (DateTime? Start, DateTime? End) Interval(DateTime? start, DateTime? end, ImmutableArray<double> time)
    {
        if (time.IsEmpty || (start is not null && end is not null))
            return (start, end);
        double first = double.PositiveInfinity, last = double.NegativeInfinity;
        foreach (double seconds in time)
        {
            first = Math.Min(first, double.IsNaN(seconds) ? first : seconds);
            last = Math.Max(last, double.IsNaN(seconds) ? last : seconds);
        }

        return (start ?? UnixTime.FromSeconds(first), end ?? UnixTime.FromSeconds(last));
    }
}
