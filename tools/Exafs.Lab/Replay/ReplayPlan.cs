using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Lab.Replay;

/// <summary>What is sent, and when.</summary>
public static class ReplayPlan
{
    /// <summary>The messages in their order; without end where the replay loops. Every run counts its own scans.</summary>
    /// <remarks>Scan i takes the time from i/rate to (i+1)/rate: whole scans are sent at its end, chunks as they fill it.</remarks>
    public static IEnumerable<ReplayMessage> Of(IReadOnlyList<Scan> scans, ReplayOptions options)
    {
        var writer = new ScanV1Writer();
        double period = 1 / options.Rate;
        var counts = new Dictionary<string, long>();
        for (long sent = 0; options.Loop || sent < scans.Count; sent++)
        {
            Scan recorded = scans[(int)(sent % scans.Count)];
            string run = options.RunId ?? recorded.RunId;
            long sequence = counts[run] = counts.GetValueOrDefault(run) + 1;
            Scan scan = recorded with { RunId = run, ScanId = $"{sequence:D6} {recorded.ScanId}", Sequence = sequence };
            double start = sent * period, end = (sent + 1) * period;
            Scan Sent(DateTime at) => options.KeepTimes ? scan : scan with { StartTime = at.AddSeconds(start), EndTime = at.AddSeconds(end), Time = [] };

            if (options.Chunks == 0)
            {
                yield return new ReplayMessage(TimeSpan.FromSeconds(end), at => writer.WriteScan(Sent(at)), true);
                continue;
            }

            int points = scan.Energy.Length;
            yield return new ReplayMessage(TimeSpan.FromSeconds(start), at => writer.WriteBegin(Sent(at), points), false);
            for (int chunk = 0; chunk < options.Chunks; chunk++)
            {
                int first = (int)((long)points * chunk / options.Chunks), next = (int)((long)points * (chunk + 1) / options.Chunks);
                if (next > first)
                    yield return new ReplayMessage(TimeSpan.FromSeconds(start + (period * (chunk + 1) / options.Chunks)), at => writer.WritePoints(Sent(at), first, next - first), false);
            }

            yield return new ReplayMessage(TimeSpan.FromSeconds(end), at => writer.WriteEnd(Sent(at)), true);
        }
    }
}
