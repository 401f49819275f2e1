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
        var command = new Command("export", "Writes the scans of a run as XDI or NeXus files. Ends with 1 where a scan has nothing to write, with 2 for wrong usage.") { store, run, scan, xdi, nexus };
        command.SetAction(parsed => new ExportCommand(people).Run(parsed.GetValue(store)!, parsed.GetValue(run), parsed.GetValue(scan), parsed.GetValue(xdi), parsed.GetValue(nexus), stopping));
        return command;
    }

    /// <summary>Writes.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">There is no such store, run or scan, or the output cannot be written.</exception>
    public int Run(string storePath, string? runId, string? scanId, string? xdiFolder, string? nexusFile, CancellationToken stopping)
    {
        if (xdiFolder is null && nexusFile is null) throw new UsageException("--xdi or --nexus says what to write");
        try
        {
            using var store = new StoreReader(storePath);
            string run = StoredRunChoice.Of(store, storePath, runId);
            (int Number, StoredScan Scan)[] scans = [.. store.Scans(run).Select((scan, i) => (i + 1, scan)).Where(pair => scanId is null || pair.scan.ScanId == scanId)];
            if (scans.Length == 0) throw new UsageException(scanId is null ? $"{storePath}: run {run} has no scans" : $"--scan: run {run} has no scan {scanId}");
            int result = xdiFolder is null ? ExitCode.Done : WriteXdi(store, run, scans, xdiFolder, stopping);
            if (nexusFile is null) return result;
            WholeFile.Write(nexusFile, "--nexus", stream => NexusWriter.Write(stream, store, [.. scans.Select(pair => pair.Scan)], stopping));
            people.Say($"{nexusFile}: run {run}, {scans.Length} scans");
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
