using System.Collections.Immutable;

namespace Exafs.Adapters.Storage;

/// <summary>What is watched of a run, in entries: one scan each, or a bucket of neighbouring ones.</summary>
public sealed record StoredTrack
{
    /// <summary>Of each series by this name: its mean; its least and its greatest value; the mean of its standard errors.</summary>
    private static readonly ImmutableArray<string> s_parts = ["", "_low", "_high", "_sigma"];

    private static readonly ImmutableArray<string> s_heads = ["row", "scans", "rejected", "time", "kelvin"];

    internal StoredTrack(double origin, List<float[]> rows, List<(float Bucket, string Name, float[] Values)> phases)
    {
        (Origin, Entries) = (origin, rows.Count);
        var arrays = new List<(string, float[])>();
        for (int i = 0; i < s_heads.Length; i++)
            arrays.Add((s_heads[i], Column(i + 1)));
        var series = new List<string>();
        for (int i = 0; i < StoreHistorySql.Series.Length; i++)
        {
            float[][] columns = [.. s_parts.Select((_, part) => Column(StoreHistorySql.Before + (4 * i) + part))];
            if (columns[0].Any(float.IsFinite))
                Add(StoreHistorySql.Series[i].Name, columns);
        }

        Dictionary<float, int> places = rows.Select((row, place) => (row[0], place)).ToDictionary();
        foreach (IGrouping<string, (float Bucket, string Name, float[] Values)> phase in phases.GroupBy(phase => phase.Name).OrderBy(phase => phase.Key, StringComparer.Ordinal))
        {
            float[][] columns = [.. s_parts.Select(_ => Enumerable.Repeat(float.NaN, Entries).ToArray())];
            foreach ((float bucket, _, float[] values) in phase.Where(phase => places.ContainsKey(phase.Bucket)))
            {
                for (int part = 0; part < columns.Length; part++)
                    columns[part][places[bucket]] = values[part];
            }

            Add($"phase_{phase.Key}", columns);
        }

        (Series, Arrays) = ([.. series], [.. arrays]);

        float[] Column(int index) => [.. rows.Select(row => row[index])];

        void Add(string name, float[][] columns)
        {
            series.Add(name);
            arrays.AddRange(columns.Select((values, part) => (name + s_parts[part], values)));
        }
    }

    public static StoredTrack Empty { get; } = new(0, [], []);

    /// <summary>s since 1970 UTC that the times count from.</summary>
    public double Origin { get; }

    public int Entries { get; }

    /// <summary>The names of what is watched; the unit stands in them.</summary>
    public ImmutableArray<string> Series { get; }

    /// <summary>row (the last of the entry), scans, rejected, time (s), kelvin, and of each series name, name_low, name_high, name_sigma [entries]. NaN: there is no number.</summary>
    public ImmutableArray<(string Name, float[] Values)> Arrays { get; }
}
