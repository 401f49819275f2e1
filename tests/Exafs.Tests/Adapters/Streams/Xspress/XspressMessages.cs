using System.Collections.Immutable;
using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Xspress;

/// <summary>What an Xspress server hands to its workers of a scan: elements fluo_1 and on, then the incident beam as the last one. The energies stand in <see cref="Map"/>.</summary>
public static class XspressMessages
{
    /// <summary>What the decoder has to know of the scan.</summary>
    public static ChannelMap Map(Scan scan) => new() { EnergyGrid = scan.Energy, I0 = $"fluo_{scan.IFluor.Length + 1}", RunId = scan.RunId, Element = scan.Element, Edge = scan.Edge };

    /// <summary>One frame a point.</summary>
    public static IEnumerable<byte[][]> Of(Scan scan, int bins = 8, int firstFrame = 0)
    {
        ImmutableArray<double>[] columns = Columns(scan);
        for (int i = 0; i < scan.Energy.Length; i++)
        {
            (uint Counts, double Factor)[] values = [.. columns.Select(c => Split(c[i]))];
            yield return [Frame((uint)(firstFrame + i), values, firstChannel: 0, bins)];
        }
    }

    /// <summary>Elements, then the incident beam.</summary>
    public static ImmutableArray<double>[] Columns(Scan scan) => [.. scan.IFluor.Select(c => c.Values), scan.I0];

    /// <summary>A value as counts times a factor of dead time, exactly.</summary>
    public static (uint Counts, double Factor) Split(double value) => value is >= 0 and <= uint.MaxValue && value == Math.Floor(value) ? ((uint)value, 1) : (1, value);

    /// <summary>The nine scalars of an element.</summary>
    public static uint[] Scalars(uint counts) => [80_000_000, 1000, 10, counts + 7, counts + 5, counts, 3, 2, 80_000_000];

    public static byte[] Frame(uint number, (uint Counts, double Factor)[] elements, int firstChannel, int bins)
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (uint head in (uint[])[number, (uint)bins, 1, (uint)elements.Length, 9, (uint)firstChannel])
            writer.Write(head);
        foreach ((uint counts, _) in elements)
            Array.ForEach(Scalars(counts), writer.Write);
        foreach ((_, double factor) in elements)
            writer.Write(factor);
        foreach ((uint counts, _) in elements)
            writer.Write((double)counts + 7);
        for (int i = 0; i < elements.Length * bins; i++)
            writer.Write((uint)i);
        return stream.ToArray();
    }
}
