using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exafs.Signal;

namespace Exafs.Adapters.ScanV1;

/// <summary>Joins the columns of the chunks of one scan.</summary>
internal static class ScanV1Columns
{
    private static readonly (string Key, Func<ScanV1Message, ImmutableArray<double>> Of)[] s_columns =
    [
        (ScanV1Key.Energy, m => m.Energy),
        (ScanV1Key.Angle, m => m.Angle),
        (ScanV1Key.I0, m => m.I0),
        (ScanV1Key.ITrans, m => m.ITrans),
        (ScanV1Key.IRefer, m => m.IRefer),
        (ScanV1Key.Mu, m => m.Mu),
        (ScanV1Key.MuReference, m => m.MuReference),
        (ScanV1Key.Time, m => m.Time),
    ];

    /// <summary>Numbers that a message holds.</summary>
    public static long ValueCount(ScanV1Message message) =>
        s_columns.Sum(c => (long)c.Of(message).Length) + message.IFluor.Sum(c => (long)c.Values.Length)
        + message.Channels.Sum(c => (long)c.Values.Length);

    /// <summary>Name of a column that only one of the two messages has; null when they agree.</summary>
    public static string? Difference(ScanV1Message a, ScanV1Message b)
    {
        foreach ((string key, Func<ScanV1Message, ImmutableArray<double>> of) in s_columns)
        {
            if (of(a).IsEmpty != of(b).IsEmpty)
                return key;
        }

        return Difference(a.IFluor, b.IFluor) ?? Difference(a.Channels, b.Channels);
    }

    /// <summary>All chunks as one message. Columns that are not in every chunk are left out; the first of them is the scan's defect already.</summary>
    /// <remarks>The temperature is the mean over the chunks that carry one, each weighted with its number of points: the temperature that the points were measured at.</remarks>
    public static ScanV1Message Concat(IReadOnlyList<ScanV1Message> chunks, double? dSpacing)
    {
        if (chunks.Count == 0)
            return new ScanV1Message();
        double weight = 0, kelvin = 0;
        foreach (ScanV1Message chunk in chunks)
        {
            if (chunk.SampleTemperature is { } temperature)
                (weight, kelvin) = (weight + chunk.Count, kelvin + (chunk.Count * temperature));
        }

        ScanV1Message first = chunks[0];
        return first with
        {
            Energy = Concat(chunks, m => ScanV1Scan.Energy(m, m.MonoDSpacing ?? dSpacing)),
            Angle = [],
            I0 = Concat(chunks, m => m.I0),
            ITrans = Concat(chunks, m => m.ITrans),
            IRefer = Concat(chunks, m => m.IRefer),
            IFluor = Concat(chunks, m => m.IFluor, first.IFluor),
            Mu = Concat(chunks, m => m.Mu),
            MuReference = Concat(chunks, m => m.MuReference),
            Time = Concat(chunks, m => m.Time),
            Channels = Concat(chunks, m => m.Channels, first.Channels),
            SampleTemperature = weight > 0 ? kelvin / weight : null,
        };
    }

    private static ImmutableArray<double> Concat(IReadOnlyList<ScanV1Message> chunks, Func<ScanV1Message, ImmutableArray<double>> column)
    {
        ImmutableArray<double>[] parts = [.. chunks.Select(column)];
        return parts.Any(p => p.IsEmpty) ? [] : parts.Length == 1 ? parts[0] : Join(parts);
    }

    private static ImmutableArray<double> Join(ImmutableArray<double>[] parts)
    {
        var joined = new double[parts.Sum(p => p.Length)];
        int at = 0;
        foreach (ImmutableArray<double> part in parts)
        {
            part.CopyTo(joined, at);
            at += part.Length;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(joined);
    }

    private static ImmutableArray<Channel> Concat(
        IReadOnlyList<ScanV1Message> chunks, Func<ScanV1Message, ImmutableArray<Channel>> channels, ImmutableArray<Channel> of) =>
        [.. of.Where(c => chunks.All(m => Find(channels(m), c.Name) is not null))
              .Select(c => c with { Values = Concat(chunks, m => Expand(Find(channels(m), c.Name)!.Values, m.Count)) })];

    // One reading for a chunk counts for each of its points.
    private static ImmutableArray<double> Expand(ImmutableArray<double> values, int count) =>
        values.Length == count ? values : [.. Enumerable.Repeat(values[0], count)];

    private static Channel? Find(ImmutableArray<Channel> channels, string name)
    {
        foreach (Channel channel in channels)
        {
            if (channel.Name == name)
                return channel;
        }

        return null;
    }

    private static string? Difference(ImmutableArray<Channel> a, ImmutableArray<Channel> b) =>
        a.FirstOrDefault(c => Find(b, c.Name) is null)?.Name ?? b.FirstOrDefault(c => Find(a, c.Name) is null)?.Name;
}
