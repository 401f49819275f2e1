using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.ScanV1;

/// <summary>Scan → bytes of exafs-scan-v1: the payload of one ZeroMQ message.</summary>
/// <param name="form">How arrays of numbers are spelled.</param>
public sealed class ScanV1Writer(ScanV1ArrayForm form = ScanV1ArrayForm.Binary)
{
    /// <summary>The scan as a whole.</summary>
    public byte[] WriteScan(Scan scan)
    {
        ScanV1MapWriter map = Open("scan", scan);
        Head(ref map, scan, scan.Energy.Length);
        map.Write(ScanV1Key.EndTime, scan.EndTime);
        map.WriteChannels(ScanV1Key.Channels, scan.Channels, ..);
        Columns(ref map, scan, ..);
        return map.ToMessage();
    }

    /// <summary>The scan begins: all that is known before its first point.</summary>
    public byte[] WriteBegin(Scan scan, int pointsPlanned)
    {
        ScanV1MapWriter map = Open("begin", scan);
        Head(ref map, scan, pointsPlanned);
        map.WriteChannels(ScanV1Key.Channels, [.. scan.Channels.Where(c => c.Values.Length == 1)], ..);
        return map.ToMessage();
    }

    /// <summary>Points <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1 of the scan.</summary>
    public byte[] WritePoints(Scan scan, int first, int count)
    {
        ScanV1MapWriter map = Open("points", scan);
        Range range = first..(first + count);
        map.Write(ScanV1Key.FirstPoint, first);
        map.WriteChannels(ScanV1Key.Channels, [.. scan.Channels.Where(c => c.Values.Length != 1)], range);
        Columns(ref map, scan, range);
        return map.ToMessage();
    }

    /// <summary>The scan has all its points.</summary>
    public byte[] WriteEnd(Scan scan)
    {
        ScanV1MapWriter map = Open("end", scan);
        map.Write(ScanV1Key.Points, scan.Energy.Length);
        map.Write(ScanV1Key.EndTime, scan.EndTime);
        return map.ToMessage();
    }

    /// <summary>The scan ends before its last point.</summary>
    public byte[] WriteAbort(Scan scan, string reason)
    {
        ScanV1MapWriter map = Open("abort", scan);
        map.Write(ScanV1Key.Reason, reason);
        return map.ToMessage();
    }

    private ScanV1MapWriter Open(string type, Scan scan)
    {
        var map = new ScanV1MapWriter(form);
        map.Write(ScanV1Key.Format, ScanV1Key.FormatName);
        map.Write(ScanV1Key.Type, type);
        map.Write(ScanV1Key.RunId, scan.RunId);
        map.Write(ScanV1Key.ScanId, scan.ScanId);
        map.Write(ScanV1Key.Sequence, scan.Sequence);
        return map;
    }

    private static void Head(ref ScanV1MapWriter map, Scan scan, int pointsPlanned)
    {
        map.Write(ScanV1Key.Element, scan.Element);
        map.Write(ScanV1Key.Edge, scan.Edge);
        map.Write(ScanV1Key.Direction, scan.Direction switch
        {
            ScanDirection.Up => "up",
            ScanDirection.Down => "down",
            _ => null,
        });
        map.Write(ScanV1Key.PointsPlanned, pointsPlanned);
        map.Write(ScanV1Key.StartTime, scan.StartTime);
        map.Write(ScanV1Key.SampleTemperature, scan.SampleTemperature);
    }

    private static void Columns(ref ScanV1MapWriter map, Scan scan, Range range)
    {
        map.Write(ScanV1Key.Energy, Part(scan.Energy, range));
        map.Write(ScanV1Key.I0, Part(scan.I0, range));
        map.Write(ScanV1Key.ITrans, Part(scan.ITrans, range));
        map.Write(ScanV1Key.IRefer, Part(scan.IRefer, range));
        map.WriteElements(ScanV1Key.IFluor, scan.IFluor, range);
        map.Write(ScanV1Key.Mu, Part(scan.Mu, range));
        map.Write(ScanV1Key.MuReference, Part(scan.MuReference, range));
        map.Write(ScanV1Key.Time, Part(scan.Time, range));
    }

    private static ReadOnlySpan<double> Part(ImmutableArray<double> column, Range range) =>
        column.IsEmpty ? [] : column.AsSpan()[range];
}
