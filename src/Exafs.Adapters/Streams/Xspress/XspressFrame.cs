using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Xspress;

/// <summary>
/// One frame of an Xspress server: six uint32, then for each element its scalars (uint32), its factor of dead time and the estimate of its input (float64), and its spectra (uint32
/// [element][aux][bin]), all little-endian. Source: https://github.com/Quantum-Detectors/xspress-detector, XspressDAQ.cpp.
/// </summary>
internal readonly struct XspressFrame
{
    private const int HeaderBytes = 6 * sizeof(uint);
    private const int MostBins = 1 << 20, MostAux = 1 << 16, MostScalars = 64;

    private readonly ReadOnlyMemory<byte> _bytes;

    private XspressFrame(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>Number within the acquisition.</summary>
    public uint Number => Header(_bytes.Span, 0);

    public int Bins => (int)Header(_bytes.Span, 1);

    public int Aux => (int)Header(_bytes.Span, 2);

    /// <summary>Elements in this frame.</summary>
    public int Channels => (int)Header(_bytes.Span, 3);

    public int Scalars => (int)Header(_bytes.Span, 4);

    /// <summary>Index of the first of them within the detector.</summary>
    public int FirstChannel => (int)Header(_bytes.Span, 5);

    private int FactorsAt => HeaderBytes + (Channels * Scalars * sizeof(uint));

    /// <summary>Reads a frame. It has no mark of its own: a frame is what has exactly the length that its first numbers say.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out XspressFrame frame, out Defect? defect)
    {
        (frame, defect) = (new(bytes), null);
        if (bytes.Length < HeaderBytes)
        {
            defect = new("truncated_frame", $"{bytes.Length} bytes are less than the header's {HeaderBytes}");
            return false;
        }

        ReadOnlySpan<byte> head = bytes.Span;
        (uint bins, uint aux, uint channels, uint scalars, uint first) = (Header(head, 1), Header(head, 2), Header(head, 3), Header(head, 4), Header(head, 5));
        if (bins is 0 or > MostBins || aux is 0 or > MostAux || channels is 0 or > FluorescenceElements.Most || scalars is < XspressScalars.Least or > MostScalars || first > FluorescenceElements.Most - channels)
        {
            defect = new("unknown_format", $"no frame of Xspress: {channels} elements from {first} on, {scalars} scalars, {aux} × {bins} bins");
            return false;
        }

        UInt128 length = HeaderBytes + (channels * ((UInt128)(scalars * sizeof(uint)) + (2 * sizeof(double)) + ((UInt128)aux * bins * sizeof(uint))));
        if (length == (UInt128)bytes.Length)
            return true;
        defect = new("truncated_frame", $"{bytes.Length} bytes where {channels} elements of {scalars} scalars and {aux} × {bins} bins have {length}");
        return false;
    }

    /// <summary>Scalars of element <paramref name="channel"/> of this frame.</summary>
    public ReadOnlySpan<byte> ScalarsOf(int channel) => _bytes.Span.Slice(HeaderBytes + (channel * Scalars * sizeof(uint)), Scalars * sizeof(uint));

    /// <summary>Factor for its dead time, as stated.</summary>
    public double Factor(int channel) => Double(FactorsAt + (channel * sizeof(double)));

    /// <summary>Its estimated input.</summary>
    public double InputEstimate(int channel) => Double(FactorsAt + ((Channels + channel) * sizeof(double)));

    /// <summary>Counts of all bins of all its spectra.</summary>
    public double SpectrumSum(int channel)
    {
        int bytes = Aux * Bins * sizeof(uint);
        ReadOnlySpan<byte> spectrum = _bytes.Span.Slice(FactorsAt + (2 * Channels * sizeof(double)) + (channel * bytes), bytes);
        ulong sum = 0;
        foreach (uint count in MemoryMarshal.Cast<byte, uint>(spectrum))
            sum += BitConverter.IsLittleEndian ? count : BinaryPrimitives.ReverseEndianness(count);
        return sum;
    }

    private double Double(int at) => BinaryPrimitives.ReadDoubleLittleEndian(_bytes.Span[at..]);

    private static uint Header(ReadOnlySpan<byte> bytes, int item) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(item * sizeof(uint))..]);
}
