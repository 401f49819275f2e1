using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Blobs;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Odin;

/// <summary>Live view of Odin: images or spectra of a detector, thinned out by design and without energies. No scans come of it; what it shows is the sum of each element.</summary>
public sealed class OdinLiveViewDecoder(StreamOptions options) : IStreamDecoder
{
    // A merged view has its elements as rows; a camera has more rows than any detector has elements.
    private const int MostRows = 256;

    private readonly int _mostBytes = options.Limits.MessageBytes;

    public StreamFormat Format => StreamFormat.OdinLiveView;

    /// <summary>Whether the message has two frames, the first a header of a live view.</summary>
    public static bool Recognises(WireMessage message) => OdinJson.Holds(message, "\"frame_num\""u8, "\"acquisition_id\""u8, "\"dtype\""u8);

    public IReadOnlyList<ScanV1Message> Decode(WireMessage message) =>
        OdinJson.Read(message, OdinImage.Read, out Defect? defect) is null ? [new() { Defect = defect }] : [];

    public StreamObservation Observe(WireMessage message)
    {
        if (OdinJson.Read(message, OdinImage.Read, out Defect? defect) is not { } image)
            return new("unknown", []) { Defect = defect };
        ReadOnlySpan<byte> data = image.Data(message.Payload, _mostBytes, out defect).Span;
        var readings = ImmutableArray.CreateBuilder<StreamReading>();
        string name = image.Dataset.Length > 0 ? image.Dataset : "image";
        BlobSummary whole = image.Type is { } type ? BlobNumbers.Summary(data, type, isBigEndian: false) : new(double.NaN, double.NaN, double.NaN, double.NaN);
        readings.Add(new(name, "counts", image.TypeName, image.Shape, whole.Least, whole.Largest, whole.Last, null));
        readings.Add(new("frame_num", "", "uint32", [], image.Frame, image.Frame, image.Frame, null));
        int rows = image.Shape.Length is 2 or 3 ? image.Shape[0] : 0;
        if (defect is null && rows is > 0 and <= MostRows && data.Length > 0)
        {
            int bytes = data.Length / rows;
            for (int i = 0; i < rows; i++)
            {
                double sum = BlobNumbers.Summary(data.Slice(i * bytes, bytes), image.Type!.Value, isBigEndian: false).Sum;
                readings.Add(new($"{name}_{i + 1}.sum", "counts", image.TypeName, [], sum, sum, sum, null));
            }
        }

        return new("live view", readings.DrainToImmutable())
        {
            Series = image.Acquisition,
            Remark = "thinned out by design, and without energies: for scans use the meta channel",
            Defect = defect,
        };
    }
}
