using System.Collections.Immutable;
using System.Text;
using InfluxDB.Client.Api.Domain;

namespace InfluxDB.Client.Writes;

/// <summary>One point: what was measured, its tags, fields and time. Each method returns a new one.</summary>
public partial class PointData : IEquatable<PointData>
{
    private readonly string measurementName;
    private readonly long? time;
    private readonly ImmutableSortedDictionary<string, string> tags;
    private readonly ImmutableSortedDictionary<string, object?> fields;

    /// <summary>The unit of the timestamp.</summary>
    public WritePrecision Precision { get; }

    private PointData(
        string measurementName,
        WritePrecision precision,
        long? time,
        ImmutableSortedDictionary<string, string> tags,
        ImmutableSortedDictionary<string, object?> fields)
    {
        this.measurementName = measurementName;
        Precision = precision;
        this.time = time;
        this.tags = tags;
        this.fields = fields;
    }

    public static PointData Measurement(string measurementName) => new(
        Named(measurementName, "Measurement name"), WritePrecision.Ns, null,
        ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, object?>.Empty);

    /// <summary>An empty value takes the tag away.</summary>
    public PointData Tag(string name, string? value) => new(measurementName, Precision, time,
        string.IsNullOrEmpty(value) ? tags.Remove(name) : tags.SetItem(name, value), fields);

    public PointData Field(string name, byte value) => Put(name, value);
    public PointData Field(string name, float value) => Put(name, value);
    public PointData Field(string name, double value) => Put(name, value);
    public PointData Field(string name, decimal value) => Put(name, value);
    public PointData Field(string name, long value) => Put(name, value);
    public PointData Field(string name, ulong value) => Put(name, value);
    public PointData Field(string name, uint value) => Put(name, value);
    public PointData Field(string name, string? value) => Put(name, value);
    public PointData Field(string name, bool value) => Put(name, value);
    public PointData Field(string name, object? value) => Put(name, value);

    /// <summary>Time since 1970 in <paramref name="timeUnit"/>.</summary>
    public PointData Timestamp(long timestamp, WritePrecision timeUnit) => new(measurementName, timeUnit, timestamp, tags, fields);

    /// <summary>Time since 1970.</summary>
    public PointData Timestamp(TimeSpan timestamp, WritePrecision timeUnit) => Timestamp(In(timeUnit, timestamp), timeUnit);

    /// <summary>A time of no stated kind counts as UTC.</summary>
    public PointData Timestamp(DateTime timestamp, WritePrecision timeUnit) =>
        Timestamp((timestamp.Kind == DateTimeKind.Local ? timestamp.ToUniversalTime() : timestamp) - DateTime.UnixEpoch, timeUnit);

    public PointData Timestamp(DateTimeOffset timestamp, WritePrecision timeUnit) => Timestamp(timestamp.UtcDateTime, timeUnit);

    public bool HasFields() => fields.Count > 0;

    /// <summary>The point as a line; empty where no field has a value that a line can hold (NaN, infinities and null have none).</summary>
    public string ToLineProtocol()
    {
        var line = new StringBuilder();
        LineProtocol.AppendKey(line, measurementName, escapeEqual: false);
        foreach ((string key, string value) in tags)
        {
            if (string.IsNullOrEmpty(key))
                continue;
            LineProtocol.AppendKey(line.Append(','), key);
            LineProtocol.AppendKey(line.Append('='), value);
        }
        char separator = ' ';
        foreach ((string key, object? value) in fields)
        {
            if (!LineProtocol.HasValue(value))
                continue;
            LineProtocol.AppendKey(line.Append(separator), key);
            LineProtocol.AppendValue(line.Append('='), value!);
            separator = ',';
        }
        if (separator == ' ')
            return "";
        if (time is { } stamp)
            line.Append(' ').Append(stamp);
        return line.ToString();
    }

    public bool Equals(PointData? other) => other is not null && measurementName == other.measurementName
        && Precision == other.Precision && time == other.time && tags.SequenceEqual(other.tags) && fields.SequenceEqual(other.fields);

    public override bool Equals(object? obj) => Equals(obj as PointData);
    public override int GetHashCode() => HashCode.Combine(measurementName, Precision, time, tags.Count, fields.Count);
    public static bool operator ==(PointData? left, PointData? right) => Equals(left, right);
    public static bool operator !=(PointData? left, PointData? right) => !Equals(left, right);

    private PointData Put(string name, object? value) =>
        new(measurementName, Precision, time, tags, fields.SetItem(Named(name, "Field name"), value));

    private static long In(WritePrecision unit, TimeSpan time) => unit switch
    {
        WritePrecision.Ns => time.Ticks * TimeSpan.NanosecondsPerTick,
        WritePrecision.Us => time.Ticks / TimeSpan.TicksPerMicrosecond,
        WritePrecision.Ms => time.Ticks / TimeSpan.TicksPerMillisecond,
        WritePrecision.S => time.Ticks / TimeSpan.TicksPerSecond,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "WritePrecision value is not supported"),
    };

    private static string Named(string name, string what) =>
        string.IsNullOrEmpty(name) ? throw new ArgumentException("Expecting a non-empty string for " + what) : name;
}
