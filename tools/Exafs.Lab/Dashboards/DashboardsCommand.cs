using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Exafs.Lab.Dashboards;

/// <summary>Writes what Grafana is provisioned from: data sources, dashboards, alerts, for each language of InfluxDB.</summary>
public sealed partial class DashboardsCommand(IAnsiConsole people)
{
    private static readonly string[] s_phases = ["bcc", "fcc", "hcp", "disordered"];

    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people)
    {
        var output = new Option<string>("--output") { Description = "Folder for the files; it is made where there is none.", Required = true };
        var phases = new Option<string[]>("--phase") { Description = "A phase of the pack, as it names it; once for each. Absent: bcc, fcc, hcp, disordered.", DefaultValueFactory = _ => s_phases };
        var command = new Command("dashboards", "Writes Grafana's data sources, dashboards and alerts, in InfluxQL, Flux and SQL.") { output, phases };
        command.SetAction(parsed => new DashboardsCommand(people).Run(parsed.GetValue(output)!, [.. parsed.GetValue(phases)!]));
        return command;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">A file cannot be written there, or a phase cannot be called so.</exception>
    public int Run(string output, ImmutableArray<string> phases)
    {
        // A name goes into queries of three languages.
        if (phases.FirstOrDefault(phase => !Name().IsMatch(phase)) is { } odd) throw new UsageException($"--phase {odd}: a phase is called by letters, digits and _");

        var files = 0;
        foreach (var (path, content) in DashboardFiles.All(phases))
        {
            var file = Path.Combine(output, path);
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"--output: {error.Message}");
            }

            WholeFile.Write(file, "--output", stream => stream.Write(Encoding.UTF8.GetBytes(content)));
            files++;
        }

        people.MarkupLineInterpolated($"{files} files in [bold]{output}[/]: influxql, flux, sql (one of them for a Grafana), health");
        return ExitCode.Done;
    }

    [GeneratedRegex("^[A-Za-z0-9_]+$")]
    private static partial Regex Name();
}
