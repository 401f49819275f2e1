using System.Numerics;

namespace Exafs.Pipeline;

/// <summary>How long things took, as counts on a scale of sixteen steps to the octave, so that percentiles cost no memory. Thread-safe.</summary>
/// <remarks>Accuracy: a percentile is at most 1/16 too high, and never too low.</remarks>
public sealed class Latencies
{
    private const int Steps = 16;
    private const int Octaves = 48;

    private readonly long[] _counts = new long[Steps * Octaves];

    public long Count => _counts.Sum();

    /// <summary>Counts one duration.</summary>
    public void Add(TimeSpan duration)
    {
        var microseconds = (ulong)Math.Max(duration.Ticks / TimeSpan.TicksPerMicrosecond, 0) + Steps;
        var octave = BitOperations.Log2(microseconds) - BitOperations.Log2(Steps);
        var step = (int)(microseconds >> octave) - Steps;
        Interlocked.Increment(ref _counts[Math.Min((octave * Steps) + step, _counts.Length - 1)]);
    }

    /// <summary>What this part of the durations did not exceed; null before the first.</summary>
    /// <param name="part">0 to 1, such as 0.99.</param>
    public TimeSpan? Percentile(double part)
    {
        var counts = (long[])_counts.Clone();
        var wanted = Math.Max(1, (long)Math.Ceiling(part * counts.Sum()));
        var sum = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
            if (sum >= wanted)
                return TimeSpan.FromMicroseconds(((long)(Steps + (i % Steps) + 1) << (i / Steps)) - Steps);
        }

        return null;
    }
}
