using System.CommandLine;
using System.Text;
using Exafs.Adapters.Storage;
using Exafs.Report;
using Spectre.Console;

namespace Exafs.Lab.Report;

/// <summary>A run of a store as one page of HTML, and the spectra around its events as XDI files.</summary>
/// <param name="people">Where what was written is told.</param>
public sealed class ReportCommand(IAnsiConsole people)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people, CancellationToken stopping)
    {
        var store = new Argument<string>("store") { Description = "The store of exafs-monitor, an SQLite file." };
        var run = new Option<string?>("--run") { Description = "Which run; absent: the last one." };
        var output = new Option<string>("--output") { Description = "HTML file to write, or a folder for report.html. The XDI files go into a folder beside it.", Required = true };
        var command = new Command("report", "Tells a run as one page of HTML: its changes, its structures against temperature, its quality; with XDI files of the scans before, at and after each change. Ends with 2 for wrong usage.") { store, run, output };
        command.SetAction(parsed => new ReportCommand(people).Run(parsed.GetValue(store)!, parsed.GetValue(run), parsed.GetValue(output)!, stopping));
        return command;
    }

    /// <summary>Reads, draws and writes.</summary>
    /// <param name="storePath">SQLite file.</param>
    /// <param name="runId">Null: the last one.</param>
    /// <param name="output">HTML file or folder.</param>
    /// <param name="stopping">Ends it.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">There is no such store or run, or the output cannot be written.</exception>
    public int Run(string storePath, string? runId, string output, CancellationToken stopping)
    {
        try
        {
            using var store = new StoreReader(storePath);
            ReportRun run = ReportRun.Read(store, StoredRunChoice.Of(store, storePath, runId), stopping);
            var page = output.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? output : Path.Combine(output, "report.html");
            var folder = Path.Combine(Path.GetDirectoryName(page) ?? "", $"{Path.GetFileNameWithoutExtension(page)}-xdi");
            MakeFolder(Path.GetDirectoryName(Path.GetFullPath(page))!);
            if (!run.Events.IsEmpty) MakeFolder(folder);
            var files = EventFiles.Write(store, run, folder);
            WholeFile.Write(page, "--output", stream => stream.Write(Encoding.UTF8.GetBytes(ReportPage.Of(run, files, scan => store.Spectrum(scan.Stored)))));
            people.Say($"{page}: run {run.RunId}, {run.Scans.Length} scans, {run.Events.Length} events, {files.Length} XDI files");
            return ExitCode.Done;
        }
        catch (StoreException error)
        {
            throw new UsageException(error.Message);
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
            throw new UsageException($"--output: {error.Message}");
        }
    }
}
