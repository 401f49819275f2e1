using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Xspress;

/// <summary>Frames that an Xspress server hands to its own workers: fluorescence of each element, corrected for dead time, over the planned energies (<see cref="ChannelMap.EnergyGrid"/>).</summary>
/// <remarks>The server pushes: whoever connects takes frames from its workers, so this is for a forwarder, or for a server without workers.</remarks>
public sealed class XspressDecoder(StreamOptions options) : IStreamDecoder
{
    private readonly FluorescenceJoin _join = new(options.Channels);
    private readonly double? _eventWidth = options.Channels.EventWidth;

    public StreamFormat Format => StreamFormat.Xspress;

    /// <summary>Whether the message is a single frame of exactly the length that its first numbers say.</summary>
    public static bool Recognises(WireMessage message) =>
        message.Frames is { IsDefault: false, Length: 1 } && XspressFrame.TryRead(message.Payload, out _, out _);

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message)
    {
        if (!XspressFrame.TryRead(message.Payload, out XspressFrame frame, out Defect? defect))
            return [new() { Defect = defect }];
        double[] counts = new double[frame.Channels], factors = new double[frame.Channels];
        for (int c = 0; c < counts.Length; c++)
            (counts[c], factors[c]) = (XspressScalars.Counts(frame.ScalarsOf(c)), Factor(frame, c));
        return _join.Take(new("", frame.Number, 1, frame.FirstChannel, frame.Channels, counts, factors), message.Arrived);
    }

    public StreamObservation Observe(WireMessage message)
    {
        if (!XspressFrame.TryRead(message.Payload, out XspressFrame frame, out Defect? defect))
            return new("unknown", []) { Defect = defect };
        var readings = ImmutableArray.CreateBuilder<StreamReading>(frame.Channels * 4);
        for (int c = 0; c < frame.Channels; c++)
        {
            string name = XspressScalars.Element(frame.FirstChannel + c);
            Add(name, "counts", "uint32", XspressScalars.Counts(frame.ScalarsOf(c)));
            Add($"{name}.dtc", "", "float64", frame.Factor(c));
            Add($"{name}.inp_est", "", "float64", frame.InputEstimate(c));
            Add($"{name}.spectrum_sum", "counts", "uint32", frame.SpectrumSum(c));
        }

        return new("frame", readings.MoveToImmutable())
        {
            Sequence = frame.Number,
            Series = XspressScalars.Element(frame.FirstChannel),
            Remark = $"{frame.Channels} elements, {frame.Aux} × {frame.Bins} bins; no energies",
        };

        void Add(string name, string unit, string type, double value) => readings.Add(new(name, unit, type, [], value, value, value, null));
    }

    private double Factor(XspressFrame frame, int channel) =>
        _eventWidth is { } width ? XspressScalars.DeadTimeFactor(frame.ScalarsOf(channel), width) : DeadTime.Stated(frame.Factor(channel));
}
