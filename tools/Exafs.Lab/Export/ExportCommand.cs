using System.CommandLine;
using Exafs.Adapters.Files;
using Exafs.Adapters.Storage;
using Spectre.Console;

namespace Exafs.Lab.Export;

/// <summary>The scans of a run for other programs: as XDI files, or as one NeXus file.</summary>
/// <param name="people">Where what was written is told.</param>
internal sealed class ExportCommand(IAnsiConsole people)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people, CancellationToken stopping)
    {
        var store = new Argument<string>("store") { Description = "The store of exafs-monitor, an SQLite file." };
        var run = new Option<string?>("--run") { Description = "Which run; absent: the last one." };
        var scan = new Option<string?>("--scan") { Description = "This scan alone." };
        var xdi = new Option<string?>("--xdi") { Description = "A folder for XDI files: µ(E), χ(k), χ(R) of each scan; of rejected ones the counts." };
        var nexus = new Option<string?>("--nexus") { Description = "A NeXus file (HDF5), an NXentry for each scan, as Larch lays out NXxas." };
        var most = new Option<int>("--scans-a-file") { Description = "Scans in a NeXus file; those behind them go into FILE-2.h5 and so on.", DefaultValueFactory = _ => 2000 };
        var command = new Command("export", "Writes the scans of a run as XDI or NeXus files. Ends with 1 where a scan has nothing to write, with 2 for wrong usage.") { store, run, scan, xdi, nexus, most };
        command.SetAction(parsed => new ExportCommand(people).Run(parsed.GetValue(store)!, parsed.GetValue(run), parsed.GetValue(scan), parsed.GetValue(xdi), parsed.GetValue(nexus), parsed.GetValue(most), stopping));
        return command;
    }

    /// <summary>Writes.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">There is no such store, run or scan, or the output cannot be written.</exception>
    public int Run(string storePath, string? runId, string? scanId, string? xdiFolder, string? nexusFile, int scansAFile, CancellationToken stopping)
    {
        if (xdiFolder is null && nexusFile is null) throw new UsageException("--xdi or --nexus says what to write");
        if (scansAFile < 1) throw new UsageException($"--scans-a-file: {scansAFile} is not above 0");
        try
        {
            using var store = new StoreReader(storePath);
            string run = StoredRunChoice.Of(store, storePath, runId);
            (int Number, StoredScan Scan)[] scans = [.. store.Scans(run).Select((scan, i) => (i + 1, scan)).Where(pair => scanId is null || pair.scan.ScanId == scanId)];
            if (scans.Length == 0) throw new UsageException(scanId is null ? $"{storePath}: run {run} has no scans" : $"--scan: run {run} has no scan {scanId}");
            int result = xdiFolder is null ? ExitCode.Done : WriteXdi(store, run, scans, xdiFolder, stopping);
            if (nexusFile is not null) WriteNexus(store, run, scans, nexusFile, scansAFile, stopping);
            return result;
        }
        catch (StoreException error)
        {
            throw new UsageException(error.Message);
        }
        catch (OperationCanceledException)
        {
            throw new UsageException("stopped before all was written");
        }
    }

    private int WriteXdi(StoreReader store, string run, (int Number, StoredScan Scan)[] scans, string folder, CancellationToken stopping)
    {
        MakeFolder(folder);
        int files = 0, empty = 0;
        foreach (var (number, scan) in scans)
        {
            stopping.ThrowIfCancellationRequested();
            int before = files;
            foreach (var (content, columns) in ScanTables.Of(store, scan))
            {
                WholeFile.Write(Path.Combine(folder, $"{number:D6}-{SafeName.Of(scan.ScanId)}-{content}.xdi"), "--xdi", stream => XdiWriter.Write(stream, ScanTables.Header(scan), columns));
                files++;
            }

            if (files == before) empty++;
        }

        people.Say($"{folder}: run {run}, {scans.Length} scans, {files} XDI files{(empty > 0 ? $"; {empty} scans have nothing to write" : "")}");
        return empty > 0 ? ExitCode.SomeFailed : ExitCode.Done;
    }

    // A scan alone is Larch's "entry"; of more, the name tells which of the run it is, whatever file it is in.
    private void WriteNexus(StoreReader store, string run, (int Number, StoredScan Scan)[] scans, string file, int scansAFile, CancellationToken stopping)
    {
        int part = 0;
        foreach ((int Number, StoredScan Scan)[] some in scans.Chunk(scansAFile))
        {
            string name = ++part == 1 ? file : Path.Combine(Path.GetDirectoryName(file) ?? "", $"{Path.GetFileNameWithoutExtension(file)}-{part}{Path.GetExtension(file)}");
            (string Entry, StoredScan Scan)[] entries = [.. some.Select(pair => (scans.Length == 1 ? "entry" : $"entry_{pair.Number:D6}", pair.Scan))];
            WholeFile.Write(name, "--nexus", stream => NexusWriter.Write(stream, store, entries, stopping));
            people.Say($"{name}: run {run}, {entries.Length} scans");
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--xdi: {error.Message}");
        }
    }
}
