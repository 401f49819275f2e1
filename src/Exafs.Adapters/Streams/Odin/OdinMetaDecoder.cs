using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Xspress;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Odin;

/// <summary>
/// Meta channel of Odin. With an Xspress it carries the scalars and the dead times of every frame: fluorescence of each element, corrected for dead time, over the planned energies
/// (<see cref="ChannelMap.EnergyGrid"/>). All other parameters are for <see cref="Observe"/> alone.
/// </summary>
public sealed class OdinMetaDecoder(StreamOptions options) : IStreamDecoder
{
    private readonly FluorescenceJoin _join = new(options.Channels);
    private readonly double? _eventWidth = options.Channels.EventWidth;

    public StreamFormat Format => StreamFormat.OdinMeta;

    /// <summary>Whether the message has two frames, the first a header of a meta channel.</summary>
    public static bool Recognises(WireMessage message) => OdinJson.Holds(message, "\"plugin\""u8, "\"parameter\""u8, "\"type\""u8);

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message)
    {
        if (OdinJson.Read(message, OdinMeta.Read, out Defect? defect) is not { } meta)
            return [new() { Defect = defect }];
        if (meta.Parameter is not (OdinXspress.Scalars or OdinXspress.Factors) || (meta.Parameter == OdinXspress.Factors && _eventWidth is not null))
            return [];
        if (!OdinXspress.TryRead(meta, message.Payload, out OdinXspress values, out defect))
            return [new() { Defect = defect }];
        bool isScalars = meta.Parameter == OdinXspress.Scalars;
        double[] counts = isScalars ? new double[values.Frames * values.Channels] : [];
        double[] factors = !isScalars || _eventWidth is not null ? new double[values.Frames * values.Channels] : [];
        int at = 0;
        for (int f = 0; f < values.Frames; f++)
        {
            for (int c = 0; c < values.Channels; c++, at++)
            {
                if (isScalars)
                    counts[at] = XspressScalars.Counts(values.Of(f, c));
                if (!isScalars)
                    factors[at] = DeadTime.Stated(values.Double(f, c));
                else if (_eventWidth is { } width)
                    factors[at] = XspressScalars.DeadTimeFactor(values.Of(f, c), width);
            }
        }

        return _join.Take(new(meta.Acquisition, meta.Frame!.Value, values.Frames, values.FirstChannel, values.Channels, counts, factors), message.Arrived);
    }

    public StreamObservation Observe(WireMessage message)
    {
        if (OdinJson.Read(message, OdinMeta.Read, out Defect? defect) is not { } meta)
            return new("unknown", []) { Defect = defect };
        var readings = ImmutableArray.CreateBuilder<StreamReading>();
        string? remark = $"from {meta.Plugin}";
        if (!OdinXspress.Is(meta.Parameter))
            readings.Add(Value(meta, message.Payload.Span, ref remark));
        else if (OdinXspress.TryRead(meta, message.Payload, out OdinXspress values, out defect))
            Values(meta, values, readings);
        return new(meta.Parameter, readings.DrainToImmutable())
        {
            // A message of several frames counts up by as many.
            Sequence = meta.Frames is null or 1 ? meta.Frame : null,
            Series = $"{meta.Acquisition}/{meta.Parameter}/{meta.FirstChannel}",
            Remark = remark,
            Defect = defect,
        };
    }

    private static void Values(OdinMeta meta, OdinXspress values, ImmutableArray<StreamReading>.Builder readings)
    {
        bool isScalars = meta.Parameter == OdinXspress.Scalars;
        for (int c = 0; c < values.Channels; c++)
        {
            string element = XspressScalars.Element(values.FirstChannel + c);
            for (int s = 0; s < values.PerChannel; s++)
            {
                double least = double.PositiveInfinity, largest = double.NegativeInfinity, last = double.NaN;
                for (int f = 0; f < values.Frames; f++)
                {
                    last = isScalars ? XspressScalars.Value(values.Of(f, c), s) : values.Double(f, c);
                    if (last < least)
                        least = last;
                    if (last > largest)
                        largest = last;
                }

                if (least > largest)
                    (least, largest) = (double.NaN, double.NaN);
                string name = isScalars ? s < XspressScalars.Names.Length ? XspressScalars.Names[s] : $"scalar_{s}" : meta.Parameter == OdinXspress.Factors ? "dtc" : "inp_est";
                readings.Add(new($"{element}.{name}", isScalars ? XspressScalars.Unit(s) : "", isScalars ? "uint32" : "float64", values.Frames == 1 ? [] : [values.Frames], least, largest, last, null));
            }
        }
    }

    private static StreamReading Value(OdinMeta meta, ReadOnlySpan<byte> value, ref string? remark)
    {
        (string type, double number) = (meta.Type, value.Length) switch
        {
            ("integer", sizeof(int)) => ("int32", BinaryPrimitives.ReadInt32LittleEndian(value)),
            ("uint64", sizeof(ulong)) => ("uint64", BinaryPrimitives.ReadUInt64LittleEndian(value)),
            ("double", sizeof(double)) => ("float64", BinaryPrimitives.ReadDoubleLittleEndian(value)),
            ("string", _) => ("string", double.NaN),
            _ => (meta.Type, double.NaN),
        };
        if (type == "string")
            remark = $"{remark}: {Encoding.UTF8.GetString(value[..Math.Min(value.Length, 200)])}";
        return new(meta.Parameter, "", type, type is "raw" ? [value.Length] : [], number, number, number, null);
    }
}
