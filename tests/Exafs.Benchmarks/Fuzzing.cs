using System.Diagnostics;
using System.Globalization;
using Exafs.Tests.Adapters.Streams;

namespace Exafs.Benchmarks;

/// <summary>Spoilt messages of every format, as many as are asked for each: what was tried, what was said of it, and what it cost at most. Ends at the first promise that is broken.</summary>
internal static class Fuzzing
{
    private const int Lanes = 2;

    public static async Task PrintAsync(TextWriter output, long inputs, string name)
    {
        output.WriteLine("| format | inputs | without a defect | reasons given | most memory of one, kB | longest, ms | inputs/s |");
        output.WriteLine("|---|---:|---:|---|---:|---:|---:|");
        foreach (FormatExamples format in FormatExamples.All.Where(format => name.Length == 0 || format.Name == name))
        {
            long start = Stopwatch.GetTimestamp();
            DecoderFuzz[] lanes = [.. Enumerable.Range(1, Lanes).Select(seed => new DecoderFuzz(format, seed))];
            await Task.WhenAll(lanes.Select(lane => Task.Run(() => lane.Run(inputs / Lanes))));
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var reasons = lanes.SelectMany(lane => lane.Reasons).GroupBy(reason => reason.Key, reason => reason.Value).OrderByDescending(group => group.Sum()).Select(group => $"{group.Key} {group.Sum()}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {format.Name} | {inputs} | {lanes.Sum(lane => lane.Harmless)} | {string.Join(", ", reasons)} | {lanes.Max(lane => lane.MostAllocated) / 1000} | {lanes.Max(lane => lane.Longest).TotalMilliseconds:0.0} | {inputs / seconds:0} |"));
        }
    }
}
