using System.Runtime.InteropServices;
using Exafs.Adapters.Streams.Quick;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Quick;

/// <summary>The messages of a publisher of exafs-quick-v1.</summary>
public static class QuickV1Messages
{
    /// <summary>A monochromator that sweeps once over the energies of a scan at constant speed, with currents on straight lines between its points.</summary>
    /// <param name="scan">With I0 and ITrans.</param>
    /// <param name="samples">Of the sweep.</param>
    /// <param name="chunk">Samples of a message.</param>
    public static IEnumerable<byte[][]> Of(Scan scan, int samples = 40_000, int chunk = 5000)
    {
        double[] energy = [.. scan.Energy];
        double from = Monochromator.Angle(energy[0], 3.1356), to = Monochromator.Angle(energy[^1], 3.1356);
        var (angle, i0, itrans) = (new double[samples], new double[samples], new double[samples]);
        for (int i = 0, at = 0; i < samples; i++)
        {
            angle[i] = from + ((to - from) * i / (samples - 1));
            double e = Monochromator.Energy(angle[i], 3.1356);
            while (at < energy.Length - 2 && (energy[^1] > energy[0] ? e > energy[at + 1] : e < energy[at + 1])) at++;
            double part = (e - energy[at]) / (energy[at + 1] - energy[at]);
            i0[i] = scan.I0[at] + (part * (scan.I0[at + 1] - scan.I0[at]));
            itrans[i] = scan.ITrans[at] + (part * (scan.ITrans[at + 1] - scan.ITrans[at]));
        }

        for (int first = 0, sequence = 0; first < samples; first += chunk, sequence++)
        {
            int n = Math.Min(chunk, samples - first);
            yield return [QuickV1Writer.Write(Chunk(scan.RunId, first, sequence, angle.AsSpan(first, n), i0.AsSpan(first, n), itrans.AsSpan(first, n)) with
            {
                SampleRate = 10_000,
                Element = scan.Element,
                Edge = scan.Edge,
                SampleTemperature = scan.SampleTemperature,
                StartTime = scan.StartTime,
                IsLast = first + n == samples,
            })];
        }
    }

    /// <summary>Samples in double precision.</summary>
    public static QuickV1Chunk Chunk(string runId, long first, long sequence, ReadOnlySpan<double> angle, ReadOnlySpan<double> i0, ReadOnlySpan<double> itrans) => new()
    {
        RunId = runId,
        Sequence = sequence,
        FirstSample = first,
        SampleRate = 2e6,
        MonoDSpacing = 3.1356,
        Element = "Fe",
        Edge = "K",
        Encoder = Column(angle),
        I0 = Column(i0),
        ITrans = Column(itrans),
    };

    /// <summary>As float64.</summary>
    public static QuickV1Column Column(ReadOnlySpan<double> values) => new(QuickSampleType.Float64, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>As int16 in steps, with a dark value: what an ADC gives.</summary>
    public static QuickV1Column Digitised(ReadOnlySpan<double> values, double step, double dark)
    {
        var raw = new short[values.Length];
        for (int i = 0; i < raw.Length; i++)
            raw[i] = (short)Math.Clamp(Math.Round((values[i] / step) + dark), short.MinValue, short.MaxValue);
        return new(QuickSampleType.Int16, MemoryMarshal.AsBytes(raw.AsSpan()).ToArray(), step, dark);
    }

    /// <summary>Angles as int32 counts.</summary>
    public static QuickV1Column Counts(ReadOnlySpan<double> angles, double degreesPerCount, double offset)
    {
        var raw = new int[angles.Length];
        for (int i = 0; i < raw.Length; i++)
            raw[i] = (int)Math.Round((angles[i] - offset) / degreesPerCount);
        return new(QuickSampleType.Int32, MemoryMarshal.AsBytes(raw.AsSpan()).ToArray());
    }
}
