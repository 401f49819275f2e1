using Exafs.Adapters.ScanV1;
using Exafs.Signal;
using Exafs.Tests.Pipeline;

namespace Exafs.SystemTests.Faults;

/// <summary>The scans of a campaign, each with its own number and time.</summary>
internal static class CampaignScans
{
    public const string Run = "campaign";

    /// <summary>How the ids of those begin that the database will never take.</summary>
    public const string Poison = "poison-";

    /// <summary>Number → message.</summary>
    public static Func<long, byte[]> Messages()
    {
        Scan[] spectra = [.. Enumerable.Range(1, 16).Select(i => Synthetic.Scan(i, Run))];
        var writer = new ScanV1Writer();
        return i =>
        {
            DateTime start = DateTime.UnixEpoch.AddSeconds(1_790_000_000 + (0.01 * i));
            return writer.WriteScan(spectra[i % spectra.Length] with { ScanId = i % 29 == 28 ? $"{Poison}{i}" : $"{i}", Sequence = i, StartTime = start, EndTime = start.AddMilliseconds(10) });
        };
    }
}
