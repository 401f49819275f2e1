using System.Buffers.Binary;
using System.Text;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Dectris;

/// <summary>What Dectris stream 2 sends during a scan: start, an image of 2 × 3 pixels at each point, end.</summary>
public static class DectrisMessages
{
    public static IEnumerable<byte[][]> Of(Scan scan, int series = 1)
    {
        yield return [Start(series, scan.Energy[0])];
        for (int i = 0; i < scan.Energy.Length; i++)
            yield return [Image(series, i)];
        yield return [[0xa3, .. Text("type"), .. Text("end"), .. Text("series_id"), .. Number(series), .. Text("series_unique_id"), .. Text("01ABC")]];
    }

    public static byte[] Start(int series, double energy)
    {
        byte[] bits = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bits, energy);
        return
        [
            0xa8, .. Text("type"), .. Text("start"), .. Text("series_id"), .. Number(series), .. Text("series_unique_id"), .. Text("01ABC"), .. Text("incident_energy"), 0xfb, .. bits,
            .. Text("image_dtype"), .. Text("uint16"), .. Text("image_size_x"), .. Number(3), .. Text("image_size_y"), .. Number(2), .. Text("channels"), 0x81, .. Text("threshold_1"),
        ];
    }

    /// <summary>With the type as first key, start_time as a rational, and the pixels as tag 40 of tag 69.</summary>
    public static byte[] Image(int series, int image, bool isCompressed = false) =>
    [
        0xa6, .. Text("type"), .. Text("image"), .. Text("series_id"), .. Number(series), .. Text("series_unique_id"), .. Text("01ABC"), .. Text("image_id"), .. Number(image),
        .. Text("start_time"), 0x82, 0x00, 0x1a, 0x05, 0xf5, 0xe1, 0x00,
        .. Text("data"), 0xa1, .. Text("threshold_1"), 0xd8, 40, 0x82, 0x82, 2, 3, 0xd8, 69,
        .. isCompressed ? (byte[])[0xd9, 0xdc, 0xb4, 0x83, .. Text("bslz4"), 2, 0x43, 1, 2, 3] : [0x4c, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0],
    ];

    private static byte[] Text(string text) => [.. text.Length < 24 ? (byte[])[(byte)(0x60 + text.Length)] : [0x78, (byte)text.Length], .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Number(int number) => number < 24 ? [(byte)number] : [0x1a, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
