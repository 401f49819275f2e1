using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Simulate;

/// <summary>What each stage cost each time, as a small file each: shards and resumed commands add up.</summary>
public sealed class Sessions(SimulateFolder folder, TimeProvider clock)
{
    // Linux counts the time of processes in hundredths of a second.
    private const double TicksPerSecond = 100;

    /// <summary>Runs a stage and writes down what it cost, even where it is stopped.</summary>
    /// <param name="stage">Its name.</param>
    /// <param name="jobs">How many items at once.</param>
    /// <param name="count">How many items are there.</param>
    /// <param name="run">Makes more.</param>
    public void Time(string stage, int jobs, Func<int> count, Action run)
    {
        var (start, cores, there) = (clock.GetTimestamp(), CoreSeconds(), count());
        try
        {
            run();
        }
        finally
        {
            var (wall, done) = (clock.GetElapsedTime(start).TotalSeconds, count() - there);
            if (done > 0) Write(new(stage, done, Math.Round(wall, 1), Math.Round(CoreSeconds() - cores, 1), jobs, Machine));
        }
    }

    public ImmutableArray<LibraryStage> All() => Directory.Exists(folder.Sessions)
        ? [.. Directory.GetFiles(folder.Sessions, "*.json").Order(StringComparer.Ordinal).Select(file => JsonSerializer.Deserialize<LibraryStage>(File.ReadAllBytes(file))!)]
        : [];

    /// <summary>Such as "Intel(R) Xeon(R) CPU, 2 cores, Linux 6.1".</summary>
    public static string Machine
    {
        get
        {
            var cpu = File.Exists("/proc/cpuinfo")
                ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
                : null;
            return $"{cpu ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}";
        }
    }

    private void Write(LibraryStage session)
    {
        Directory.CreateDirectory(folder.Sessions);
        var name = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyyMMdd'T'HHmmss}-{session.Stage}-{Path.GetRandomFileName()}.json");
        AtomicFile.Write(Path.Combine(folder.Sessions, name), stream => JsonSerializer.Serialize(stream, session));
    }

    /// <summary>Of this process and of the programs it has waited for.</summary>
    private static double CoreSeconds()
    {
        var own = Environment.CpuUsage.TotalTime.TotalSeconds;
        if (!File.Exists("/proc/self/stat")) return own;
        var fields = File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Fields 16 and 17 of the line, counted from 1; the name, the second, ends with the bracket.
        return own + ((double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }
}
