using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Pipeline;
using Exafs.Signal;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>A batch of reports → rows, by statements that are prepared once.</summary>
internal sealed class StoreWriter(SqliteConnection connection, StoreRuns runs, bool keepCounts) : IDisposable
{
    private readonly StoreGrids _grids = new(connection);
    private readonly StoreStatement _scan = new(connection, StoreSql.Scan, 24);
    private readonly StoreStatement _clearSpectrum = new(connection, StoreSql.ClearSpectrum, 1);
    private readonly StoreStatement _clearChannels = new(connection, StoreSql.ClearChannels, 1);
    private readonly StoreStatement _clearMeasured = new(connection, StoreSql.ClearMeasured, 1);
    private readonly StoreStatement _spectrum = new(connection, StoreSql.Spectrum, 9);
    private readonly StoreStatement _channel = new(connection, StoreSql.Channel, 5);
    private readonly StoreStatement _measured = new(connection, StoreSql.Measured, 3);
    private readonly StoreEstimates _estimates = new(connection);
    private readonly StoreStatement _defect = new(connection, StoreSql.Defect, 5);

    /// <summary>Writes the batch, within a transaction.</summary>
    public void Write(IReadOnlyList<ScanReport> batch)
    {
        foreach (ScanReport report in batch)
        {
            if (report.Scan.Progress != ScanProgress.Growing)
                Write(report);
        }
    }

    /// <summary>After a transaction that was undone, ids are void.</summary>
    public void Forget() => _grids.Forget();

    public void Dispose()
    {
        foreach (StoreStatement statement in (StoreStatement[])[_scan, _clearSpectrum, _clearChannels, _clearMeasured, _spectrum, _channel, _measured, _defect])
            statement.Dispose();
        _estimates.Dispose();
        _grids.Dispose();
    }

    private void Write(ScanReport report)
    {
        Scan scan = report.Scan;
        if (report is Rejected { Defect: var defect } && (scan.RunId == ScanV1Message.UnknownId || scan.ScanId == ScanV1Message.UnknownId))
        {
            // Nothing that one such message could replace another by.
            _defect.Run(scan.RunId, scan.ScanId, scan.Sequence, defect.Reason, defect.Detail);
            return;
        }

        if (WriteScan(scan, report as Analyzed, (report as Rejected)?.Defect) is not { } id)
        {
            // Damaged on the way, under the name of a scan that has its result: that one stays.
            _defect.Run(scan.RunId, scan.ScanId, scan.Sequence, scan.Defect?.Reason, scan.Defect?.Detail);
            return;
        }

        _clearSpectrum.Run(id);
        _clearChannels.Run(id);
        _clearMeasured.Run(id);
        _estimates.Write(id, (report as Analyzed)?.Structure, _grids);
        if (report is Analyzed analyzed)
            WriteSpectrum(id, analyzed.Reduction);
        foreach (Channel channel in scan.Channels)
        {
            bool one = channel.Values.Length == 1;
            _channel.Run(id, channel.Name, channel.Unit, one ? Finite(channel.Values[0]) : null, one ? null : StoreBlob.Doubles(channel.Values));
        }

        if (report is Rejected || keepCounts)
            WriteMeasured(id, scan);
    }

    private long? WriteScan(Scan scan, Analyzed? analyzed, Defect? rejection) => _scan.Get(
        runs.Id(scan.RunId),
        scan.ScanId,
        scan.Sequence,
        scan.Element,
        scan.Edge,
        scan.Direction switch { ScanDirection.Up => "up", ScanDirection.Down => "down", _ => null },
        scan.Progress == ScanProgress.Aborted ? "aborted" : "complete",
        UnixTime.Nanoseconds(scan.StartTime),
        UnixTime.Nanoseconds(scan.MidTime),
        UnixTime.Nanoseconds(scan.EndTime),
        Finite(scan.SampleTemperature),
        (long)scan.Energy.Length,
        analyzed is null ? "rejected" : "analyzed",
        rejection?.Reason,
        rejection?.Detail,
        analyzed?.Reduction.Limit?.Reason,
        analyzed?.Reduction.Limit?.Detail,
        Finite(analyzed?.Reduction.E0),
        Finite(analyzed?.Reduction.EdgeStep),
        Finite(analyzed?.Reduction.Noise?.EpsilonK),
        Finite(analyzed?.Reduction.Noise?.EpsilonR),
        Finite(analyzed?.Reduction.Noise?.KMaxSuggested),
        Finite(analyzed?.EnergyShift),
        scan.Defect is not null);

    private void WriteSpectrum(long id, Reduction reduction) => _spectrum.Run(
        id,
        _grids.Id(reduction.Energy),
        StoreBlob.Doubles(reduction.Mu),
        StoreBlob.Singles(reduction.Norm),
        _grids.Id(reduction.K),
        StoreBlob.Doubles(reduction.Chi),
        _grids.Id(reduction.R),
        StoreBlob.Singles(reduction.ChiRRe),
        StoreBlob.Singles(reduction.ChiRIm));

    private void WriteMeasured(long id, Scan scan)
    {
        WriteColumn(id, ScanV1Key.Energy, scan.Energy);
        WriteColumn(id, ScanV1Key.I0, scan.I0);
        WriteColumn(id, ScanV1Key.ITrans, scan.ITrans);
        WriteColumn(id, ScanV1Key.IRefer, scan.IRefer);
        WriteColumn(id, ScanV1Key.Mu, scan.Mu);
        WriteColumn(id, ScanV1Key.MuReference, scan.MuReference);
        WriteColumn(id, ScanV1Key.Time, scan.Time);
        foreach (Channel element in scan.IFluor)
            WriteColumn(id, $"{ScanV1Key.IFluor}/{element.Name}", element.Values);
    }

    private void WriteColumn(long id, string name, ImmutableArray<double> values)
    {
        if (!values.IsEmpty)
            _measured.Run(id, name, StoreBlob.Doubles(values));
    }

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}
