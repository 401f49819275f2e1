using System.Buffers.Binary;
using Exafs.Adapters.Streams.Xspress;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Odin;

/// <summary>What an Xspress says over Odin's meta channel: scalars, factors of dead time or estimates of the input, of some frames of some elements.</summary>
internal readonly struct OdinXspress
{
    public const string Scalars = "xspress_scalars", Factors = "xspress_dtc", Estimates = "xspress_inp_est";

    private readonly ReadOnlyMemory<byte> _values;
    private readonly int _bytes;

    private OdinXspress(ReadOnlyMemory<byte> values, int bytes) => (_values, _bytes) = (values, bytes);

    public int Frames { get; private init; }

    public int Channels { get; private init; }

    public int FirstChannel { get; private init; }

    /// <summary>Scalars of one element; 1 of what is no scalar.</summary>
    public int PerChannel { get; private init; }

    /// <summary>Whether the parameter is one of an Xspress.</summary>
    public static bool Is(string parameter) => parameter is Scalars or Factors or Estimates;

    /// <summary>Checks the numbers of a header against its blob.</summary>
    public static bool TryRead(OdinMeta meta, ReadOnlyMemory<byte> blob, out OdinXspress values, out Defect? defect)
    {
        (values, defect) = (default, null);
        bool isScalars = meta.Parameter == Scalars;
        if (meta.Frame is not { } frame || meta.Channels is not { } channels || (isScalars && meta.Scalars is null))
        {
            defect = new("missing_field", $"the header of {meta.Parameter} has no frame_id, number_of_channels or qty_scalars");
            return false;
        }

        long perFrame = isScalars ? meta.Scalars!.Value : channels;
        if (channels is 0 or > FluorescenceElements.Most || meta.FirstChannel > FluorescenceElements.Most - channels || perFrame % channels != 0 || perFrame > 64 * channels
            || (isScalars && perFrame / channels < XspressScalars.Least) || frame > int.MaxValue)
        {
            defect = new("bad_value", $"{perFrame} values of {channels} elements from {meta.FirstChannel} on, frame {frame}");
            return false;
        }

        int bytes = isScalars ? sizeof(uint) : sizeof(double);
        long frames = meta.Frames ?? blob.Length / (perFrame * bytes);
        if (frames is 0 or > int.MaxValue || frames * perFrame * bytes != blob.Length)
        {
            defect = new("length_mismatch", $"{meta.Parameter} of {frames} frames has {blob.Length} bytes where {perFrame} values of {bytes} bytes are in each frame");
            return false;
        }

        values = new(blob, bytes) { Frames = (int)frames, Channels = (int)channels, FirstChannel = (int)meta.FirstChannel, PerChannel = (int)(perFrame / channels) };
        return true;
    }

    /// <summary>Scalars of an element in a frame.</summary>
    public ReadOnlySpan<byte> Of(int frame, int channel) => _values.Span.Slice(((frame * Channels) + channel) * PerChannel * _bytes, PerChannel * _bytes);

    /// <summary>The factor or the estimate of an element in a frame.</summary>
    public double Double(int frame, int channel) => BinaryPrimitives.ReadDoubleLittleEndian(Of(frame, channel));
}
