using System.Globalization;
using System.Text;
using Exafs.Adapters.Streams;
using Exafs.Signal;
using Exafs.Tests.Adapters.Streams.Blobs;

namespace Exafs.Tests.Adapters.Streams.AreaDetector;

/// <summary>Scans as areaDetector's NDPluginZMQ sends them: headers put together by hand, as it does.</summary>
public static class AreaDetectorMessages
{
    private const double EpicsEpoch = 631_152_000;

    /// <summary>What is what in these messages.</summary>
    public static ChannelMap Channels { get; } = new()
    {
        Energy = "Energy",
        I0 = "I0",
        ITrans = "It",
        IRefer = "Ir",
        IFluor = ["Fluo_*"],
        SampleTemperature = "SampleTemp",
    };

    /// <summary>A scan as frames, each a point; or as one frame whose rows are the channels.</summary>
    /// <param name="scan">What is sent.</param>
    /// <param name="whole">All points in one frame, [channels, points], named by the attribute ArrayRows.</param>
    /// <param name="across">Then [points, channels].</param>
    /// <param name="encoding">Of the array: none, lz4 or bslz4.</param>
    /// <param name="old">As before version 1.4.0.</param>
    /// <param name="firstFrame">Its uniqueId.</param>
    public static IEnumerable<byte[][]> Of(Scan scan, bool whole = false, bool across = false, string encoding = "", bool old = false, int firstFrame = 1)
    {
        int n = scan.Energy.Length;
        (string Name, double[] Values)[] channels =
        [
            ("Energy", [.. scan.Energy]),
            .. Optional("I0", scan.I0), .. Optional("It", scan.ITrans), .. Optional("Ir", scan.IRefer),
            .. scan.IFluor.Select(f => ("Fluo_" + f.Name, f.Values.ToArray())),
        ];
        string temperature = scan.SampleTemperature is { } kelvin ? $",\"SampleTemp\":{Number(kelvin)}" : "";
        if (whole)
        {
            double[] values = across
                ? [.. Enumerable.Range(0, n).SelectMany(i => channels.Select(c => c.Values[i]))]
                : [.. channels.SelectMany(c => c.Values)];
            int[] shape = across ? [n, channels.Length] : [channels.Length, n];
            string attributes = $"\"ArrayRows\":\"{string.Join(',', channels.Select(c => c.Name))}\"{temperature}";
            yield return [Header("float64", shape, firstFrame, Time(n - 1), attributes, encoding, old), Array(values, encoding)];
            yield break;
        }

        for (int i = 0; i < n; i++)
        {
            string attributes = string.Join(',', channels.Select(c => $"\"{c.Name}\":{Number(c.Values[i])}")) + temperature + ",\"Camera\":\"sim\"";
            yield return [Header("float64", [2, 3], firstFrame + i, Time(i), attributes, encoding, old), Array([1, 2, 3, 4, 5, 6], encoding)];
        }

        double Time(int point) => scan.Time.IsEmpty ? 1_772_366_400 + point : scan.Time[point];

        IEnumerable<(string, double[])> Optional(string name, IEnumerable<double> values) => values.Any() ? [(name, values.ToArray())] : [];
    }

    /// <param name="type">Of the array.</param>
    /// <param name="shape">Slowest dimension first.</param>
    /// <param name="frame">uniqueId.</param>
    /// <param name="unixSeconds">Time of the frame.</param>
    /// <param name="attributes">What stands between the braces of ndattr.</param>
    /// <param name="encoding">Name of the codec.</param>
    /// <param name="old">As before version 1.4.0.</param>
    public static byte[] Header(string type, int[] shape, long frame, double unixSeconds, string attributes, string encoding = "", bool old = false) =>
        Encoding.Latin1.GetBytes("{\"htype\":" + (old ? "[\"array-1.0\"]" : "\"array-1.0\"") + $", \"type\":\"{type}\", \"shape\":[{string.Join(',', old ? shape.Reverse() : shape)}], \"frame\":{frame}, "
            + $"\"timeStamp\":{Number(unixSeconds - EpicsEpoch)}, \"encoding\":\"{encoding}\", \"ndattr\":" + "{" + attributes + "}}");

    public static byte[] Array(double[] values, string encoding = "")
    {
        byte[] bytes = [.. values.SelectMany(BitConverter.GetBytes)];
        byte[] packed = encoding switch
        {
            "lz4" => BlobWriter.Lz4(bytes),
            "bslz4" => BlobWriter.Bitshuffled(bytes, sizeof(double), 1024),
            _ => bytes,
        };
        // The plugin sends as many bytes as there are without a codec.
        return encoding.Length > 0 && packed.Length < bytes.Length ? [.. packed, .. Enumerable.Repeat((byte)0xa5, bytes.Length - packed.Length)] : packed;
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
