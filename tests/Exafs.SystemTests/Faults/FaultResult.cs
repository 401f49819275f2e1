using System.Globalization;
using System.Text.Json;
using Exafs.Adapters.Storage;
using Exafs.SystemTests.Adapters;

namespace Exafs.SystemTests.Faults;

/// <summary>What a campaign came to.</summary>
internal sealed record FaultResult
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public required int Cycles { get; init; }

    public required int Seed { get; init; }

    /// <summary>Scans that the publisher got rid of; those in flight when the daemon was killed were never accepted.</summary>
    public required long Sent { get; init; }

    /// <summary>Scans that the store had at any time.</summary>
    public required int Accepted { get; init; }

    /// <summary>Of these, not in the database, and no dead letters.</summary>
    public required int Lost { get; init; }

    /// <summary>Of these, in the database more than once.</summary>
    public required int Duplicated { get; init; }

    /// <summary>Of these, in the database with another number than in the store.</summary>
    public required int Unequal { get; init; }

    /// <summary>Scans set aside, all of them poisoned.</summary>
    public required int DeadLettered { get; init; }

    /// <summary>Dead letters that were good, and poisoned scans that are none.</summary>
    public required int WronglyDead { get; init; }

    public required double Seconds { get; init; }

    /// <summary>How often each was tried.</summary>
    public required SortedDictionary<string, int> Faults { get; init; }

    public bool IsGood => Lost + Duplicated + Unequal + WronglyDead == 0;

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <summary>Holds the database against the store.</summary>
    public static async Task<FaultResult> OfAsync(
        string store, InfluxServer influx, IReadOnlySet<string> accepted, long sent, int cycles, int seed, IReadOnlyDictionary<string, int> faults, string books, TimeSpan took)
    {
        using var reader = new StoreReader(store);
        Dictionary<string, StoredScan> stored = reader.Scans(CampaignScans.Run).ToDictionary(scan => scan.ScanId);
        ILookup<string, (double? E0, double? EdgeStep, long Points, string Status)> found = await FoundAsync(influx);
        HashSet<string> dead = [.. reader.DeadLetters().Select(letter => letter.Body.Split("scan_id=\"")[1].Split('"')[0])];
        if (!books.Contains("waiting 0", StringComparison.Ordinal))
            throw new InvalidOperationException($"the last run left something:\n{books}");
        return new()
        {
            Cycles = cycles,
            Seed = seed,
            Sent = sent,
            Accepted = accepted.Count,
            Lost = accepted.Count(scan => !found.Contains(scan) && !dead.Contains(scan)),
            Duplicated = accepted.Count(scan => found[scan].Count() > 1),
            Unequal = accepted.Count(scan => found[scan].Any(point => point != (stored[scan].E0, stored[scan].EdgeStep, stored[scan].Points, stored[scan].Status))),
            DeadLettered = dead.Count,
            WronglyDead = dead.Count(scan => !scan.StartsWith(CampaignScans.Poison, StringComparison.Ordinal))
                + accepted.Count(scan => scan.StartsWith(CampaignScans.Poison, StringComparison.Ordinal) && !dead.Contains(scan)),
            Seconds = Math.Round(took.TotalSeconds),
            Faults = new(faults.ToDictionary(), StringComparer.Ordinal),
        };
    }

    private static async Task<ILookup<string, (double? E0, double? EdgeStep, long Points, string Status)>> FoundAsync(InfluxServer influx)
    {
        using JsonDocument answer = JsonDocument.Parse(await influx.QueryAsync("SELECT scan_id, e0_ev, edge_step, n_points, status FROM exafs_scan"));
        return answer.RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values").EnumerateArray().ToLookup(
            row => row[1].GetString()!, row => (Number(row[2]), Number(row[3]), row[4].GetInt64(), row[5].GetString()!));

        static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : double.Parse(value.GetRawText(), CultureInfo.InvariantCulture);
    }
}
