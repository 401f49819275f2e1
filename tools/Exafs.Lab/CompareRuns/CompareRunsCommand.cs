using System.CommandLine;
using Exafs.Adapters.Storage;
using Spectre.Console;

namespace Exafs.Lab.CompareRuns;

/// <summary>Whether two runs gave the same, and what not.</summary>
/// <param name="people">Where the table goes.</param>
internal sealed class CompareRunsCommand(IAnsiConsole people)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people, CancellationToken stopping)
    {
        var a = new Argument<string>("a") { Description = "A store of exafs-monitor, an SQLite file." };
        var b = new Argument<string>("b") { Description = "The other; the same file where --run and --other-run name two runs of it." };
        var run = new Option<string?>("--run") { Description = "Which run; absent: the last one of each." };
        var other = new Option<string?>("--other-run") { Description = "Which run of B, where it has another name." };
        var output = new Option<string?>("--output") { Description = "JSON file for all of it." };
        var command = new Command("compare-runs", "Says whether two runs gave the same results, bit for bit, and else what differs: scans, outcomes, E0, χ(k), χ(R), structures, events. Ends with 0 where they are identical, with 1 where they differ, with 2 for wrong usage.") { a, b, run, other, output };
        command.SetAction(parsed => new CompareRunsCommand(people).Run(parsed.GetValue(a)!, parsed.GetValue(b)!, parsed.GetValue(run), parsed.GetValue(other), parsed.GetValue(output), stopping));
        return command;
    }

    /// <summary>Compares.</summary>
    /// <returns>An <see cref="ExitCode"/>: <see cref="ExitCode.SomeFailed"/> where the runs differ.</returns>
    /// <exception cref="UsageException">There is no such store or run, or the output cannot be written.</exception>
    public int Run(string a, string b, string? runId, string? otherRunId, string? output, CancellationToken stopping)
    {
        try
        {
            using var storeA = new StoreReader(a);
            using var storeB = new StoreReader(b);
            RunComparison comparison = new RunComparer(storeA, storeB).Compare((a, StoredRunChoice.Of(storeA, a, runId)), (b, StoredRunChoice.Of(storeB, b, otherRunId ?? runId)), stopping);
            if (output is not null) WholeFile.Write(output, "--output", stream => CompareRunsJson.Write(stream, comparison));
            CompareRunsTable.Show(people, comparison);
            return comparison.IsIdentical ? ExitCode.Done : ExitCode.SomeFailed;
        }
        catch (StoreException error)
        {
            throw new UsageException(error.Message);
        }
        catch (OperationCanceledException)
        {
            throw new UsageException("stopped before all was compared");
        }
    }
}
