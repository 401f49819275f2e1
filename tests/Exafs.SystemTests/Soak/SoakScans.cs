using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Lab.Heat;
using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Soak;

/// <summary>The scans of the simulated heating run again and again: ten passes are a run, a minute of scans at a hundred a second.</summary>
internal static class SoakScans
{
    /// <summary>Number → message.</summary>
    /// <param name="rate">For the times in them.</param>
    /// <param name="runId">Null: runs are numbered.</param>
    public static Func<long, byte[]> Messages(double rate, string? runId = null)
    {
        Scan[] scans = [.. Scans()];
        var writer = new ScanV1Writer();
        return i =>
        {
            DateTime start = DateTime.UnixEpoch.AddSeconds(1_790_000_000 + (i / rate));
            var (run, place) = (i / (10 * scans.Length), (int)(i % scans.Length));
            return writer.WriteScan(scans[place] with { RunId = runId ?? $"run {run}", ScanId = $"{i}", Sequence = 1 + (i % (10 * scans.Length)), StartTime = start, EndTime = start.AddSeconds(0.5 / rate), Time = ImmutableArray<double>.Empty });
        };
    }

    // What was damaged on purpose is left out: here everything is to arrive.
    private static IEnumerable<Scan> Scans()
    {
        var (reader, assembler) = (new ScanV1Reader(), new ScanAssembler(new ScanAssemblerOptions(), TimeProvider.System));
        foreach (var frame in RunFrames.Read(Path.Combine(RepositoryFolder.Path, "config", "runs", "fe-heating.frames")).Frames)
        {
            (assembler, var scans) = assembler.Next(reader.Read(frame.Bytes), TimeProvider.System.GetTimestamp());
            foreach (Scan scan in scans.Where(scan => scan is { Progress: ScanProgress.Complete, Defect: null }))
                yield return scan;
        }
    }
}
