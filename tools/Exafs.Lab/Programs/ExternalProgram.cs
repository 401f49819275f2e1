using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Exafs.Lab.Programs;

/// <summary>A program of somebody else, by its name on the PATH, and the Debian package that brings it.</summary>
public sealed record ExternalProgram(string Name, string Package)
{
    /// <summary>What a shell, and .NET, add to the number of the signal that ended a process.</summary>
    private const int SignalOffset = 128;

    private static readonly Dictionary<int, string> OutsideSignals = new() { [1] = "SIGHUP", [2] = "SIGINT", [9] = "SIGKILL", [15] = "SIGTERM" };

    /// <summary>
    /// Runs it in <paramref name="folder"/> to its end, on one core; <paramref name="input"/> is its standard input (null: empty).
    /// Cancelling ends it. Safe from many threads at once.
    /// </summary>
    /// <exception cref="UsageException">There is no such program, or somebody else ended it.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public ProgramResult Run(IEnumerable<string> arguments, string folder, string? input, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(Name, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["OMP_NUM_THREADS"] = "1"; // several run side by side, one a core
        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        Start(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (cancellation.Register(() => process.Kill(entireProcessTree: true)))
        {
            Feed(process, input);
            process.WaitForExit();
        }

        cancellation.ThrowIfCancellationRequested();

        // That says nothing of its work, so it must not be taken for a result. Ctrl-C reaches it, too, and maybe before us.
        if (OutsideSignals.TryGetValue(process.ExitCode - SignalOffset, out var signal)) throw new UsageException($"{Name} was ended from outside, by {signal}");
        return new ProgramResult(process.ExitCode, output.ToString());
    }

    private void Start(Process process)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception) when (Directory.Exists(process.StartInfo.WorkingDirectory))
        {
            throw new UsageException($"{Name} is missing: apt-get install {Package}");
        }
    }

    private static void Feed(Process process, string? input)
    {
        try
        {
            using StreamWriter writer = process.StandardInput;
            writer.Write(input);
        }
        catch (IOException)
        {
            // It ended without reading its input; its exit code tells why.
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
    }
}
