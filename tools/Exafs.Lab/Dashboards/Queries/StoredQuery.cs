using System.Collections.Immutable;

namespace Exafs.Lab.Dashboards.Queries;

/// <summary>What InfluxDB is asked, in no language yet.</summary>
/// <param name="Measurement">Such as exafs_scan.</param>
internal abstract record StoredQuery(string Measurement) : PanelQuery
{
    /// <summary>The variables that choose; empty: every point counts, as in rules for alerts, which have no variables.</summary>
    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>Which points count; null: all.</summary>
    public Condition? Only { get; init; }
}

/// <summary>Numbers of the last scan of each interval, with the edges of their bands: one row per interval.</summary>
internal sealed record LastOfInterval(string Measurement, ImmutableArray<Quantity> Quantities) : StoredQuery(Measurement);

/// <summary>How many points each interval has: one row per interval.</summary>
internal sealed record CountOfInterval(string Measurement, string Label) : StoredQuery(Measurement);

/// <summary>A distribution of the last scan of each interval: one row per interval, one column per bin, named as stored.</summary>
/// <param name="Measurement">Such as exafs_rdf.</param>
/// <param name="Prefix">What the names of the bins begin with, and no other name.</param>
/// <param name="Bins">Their names, for the language that knows no patterns.</param>
internal sealed record BinsOfInterval(string Measurement, string Prefix, ImmutableArray<string> Bins) : StoredQuery(Measurement);

/// <summary>Points one by one, the newest first.</summary>
internal sealed record NewestRows(string Measurement, ImmutableArray<Column> Columns, int Limit) : StoredQuery(Measurement);

/// <summary>Events as marks on the time axis: title, text, tags.</summary>
internal sealed record EventMarks(string Measurement) : StoredQuery(Measurement);

/// <summary>The values of a tag or of a field that holds text, for a variable.</summary>
internal sealed record ValuesOf(string Measurement, string Column, bool IsTag) : StoredQuery(Measurement);
