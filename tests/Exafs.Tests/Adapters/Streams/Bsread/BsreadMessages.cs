using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Exafs.Adapters.Streams;
using Exafs.Signal;
using Exafs.Tests.Adapters.Streams.Blobs;

namespace Exafs.Tests.Adapters.Streams.Bsread;

/// <summary>Scans as a source of bsread sends them, written from PSI's own senders.</summary>
public static class BsreadMessages
{
    /// <summary>What is what in these messages.</summary>
    public static ChannelMap Channels { get; } = new()
    {
        Energy = "MONO:ENERGY",
        I0 = "IC:I0",
        ITrans = "IC:IT",
        IRefer = "IC:IR",
        IFluor = ["FLUO:*"],
        SampleTemperature = "SAMPLE:TEMP",
    };

    /// <summary>A scan as pulses, each a point; or as one pulse with all points.</summary>
    /// <param name="scan">What is sent.</param>
    /// <param name="whole">All points in one pulse.</param>
    /// <param name="compression">Of the values: none, lz4 or bitshuffle_lz4.</param>
    /// <param name="bigEndian">Of values and times.</param>
    /// <param name="headerCompression">Of the data header.</param>
    /// <param name="firstPulse">Its pulse id.</param>
    public static IEnumerable<byte[][]> Of(Scan scan, bool whole = false, string compression = "none", bool bigEndian = false, string headerCompression = "none", long firstPulse = 1000)
    {
        int n = scan.Energy.Length, each = whole ? n : 1;
        (string Name, double[] Values)[] channels =
        [
            ("MONO:ENERGY", [.. scan.Energy]),
            .. Optional("IC:I0", scan.I0), .. Optional("IC:IT", scan.ITrans), .. Optional("IC:IR", scan.IRefer),
            .. scan.IFluor.Select(f => ("FLUO:" + f.Name, f.Values.ToArray())),
            .. scan.SampleTemperature is { } kelvin ? new[] { ("SAMPLE:TEMP", Enumerable.Repeat(kelvin, n).ToArray()) } : [],
            .. scan.Channels.Where(c => c.Values.Length == n).Select(c => ("OTHER:" + c.Name, c.Values.ToArray())),
        ];
        string json = DataHeader(channels.Select(c => Channel(c.Name, "float64", each, bigEndian, compression)));
        byte[] header = HeaderBytes(json, headerCompression);
        for (int first = 0; first < n; first += each)
        {
            double time = scan.Time.IsEmpty ? 1_772_366_400 + first : scan.Time[first + each - 1];
            long seconds = (long)Math.Floor(time), nanoseconds = (long)Math.Round((time - seconds) * 1e9);
            yield return
            [
                MainHeader(firstPulse + first, header, seconds, nanoseconds, headerCompression),
                header,
                .. channels.SelectMany(c => new[] { Value(c.Values.AsSpan(first, each), bigEndian, compression), Time(seconds, nanoseconds, bigEndian) }),
            ];
        }

        IEnumerable<(string, double[])> Optional(string name, IEnumerable<double> values) => values.Any() ? [(name, values.ToArray())] : [];
    }

    public static byte[] MainHeader(long pulse, byte[] dataHeader, long seconds = 1_772_366_400, long nanoseconds = 0, string compression = "none", string? hash = null) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$"""{"htype": "bsr_m-1.1", "pulse_id": {{pulse}}, "global_timestamp": {"sec": {{seconds}}, "ns": {{nanoseconds}}}, "hash": "{{hash ?? Hash(dataHeader)}}", "dh_compression": "{{compression}}"}"""));

    public static string DataHeader(IEnumerable<string> channels) => $$"""{"htype": "bsr_d-1.1", "channels": [{{string.Join(", ", channels)}}]}""";

    public static string Channel(string name, string type, int count, bool bigEndian = false, string compression = "none") => string.Create(CultureInfo.InvariantCulture,
        $$"""{"name": "{{name}}", "type": "{{type}}", "shape": [{{count}}], "encoding": "{{(bigEndian ? "big" : "little")}}", "compression": "{{compression}}", "modulo": 1, "offset": 0}""");

    public static byte[] HeaderBytes(string json, string compression = "none") => compression switch
    {
        "lz4" => BlobWriter.SizedLz4(Encoding.UTF8.GetBytes(json), isBigEndian: true),
        "bitshuffle_lz4" => BlobWriter.SizedBitshuffled(Encoding.UTF8.GetBytes(json), 1, 8192),
        _ => Encoding.UTF8.GetBytes(json),
    };

    public static byte[] Value(ReadOnlySpan<double> values, bool bigEndian = false, string compression = "none")
    {
        byte[] bytes = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            if (bigEndian)
                BinaryPrimitives.WriteDoubleBigEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
            else
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        }

        return compression switch
        {
            "lz4" => BlobWriter.SizedLz4(bytes, bigEndian),
            "bitshuffle_lz4" => BlobWriter.SizedBitshuffled(bytes, sizeof(double), 1024),
            _ => bytes,
        };
    }

    public static byte[] Time(long seconds, long nanoseconds, bool bigEndian = false)
    {
        byte[] bytes = [.. BitConverter.GetBytes(seconds), .. BitConverter.GetBytes(nanoseconds)];
        if (bigEndian)
        {
            bytes.AsSpan(0, sizeof(long)).Reverse();
            bytes.AsSpan(sizeof(long)).Reverse();
        }

        return bytes;
    }

#pragma warning disable CA5351 // the format's own check of a change
    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
