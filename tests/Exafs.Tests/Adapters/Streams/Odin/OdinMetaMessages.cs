using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Exafs.Adapters.Streams;
using Exafs.Signal;
using Exafs.Tests.Adapters.Streams.Xspress;

namespace Exafs.Tests.Adapters.Streams.Odin;

/// <summary>What Odin's meta channel says of a scan with an Xspress: scalars, factors of dead time and estimates, some frames a message; elements as in <see cref="XspressMessages"/>.</summary>
public static class OdinMetaMessages
{
    /// <inheritdoc cref="XspressMessages.Map"/>
    public static ChannelMap Map(Scan scan) => XspressMessages.Map(scan);

    /// <param name="scan">To send.</param>
    /// <param name="acquisition">Its id.</param>
    /// <param name="framesPerMessage">Of the last one there may be fewer.</param>
    /// <param name="firstChannel">First element that this process sends.</param>
    /// <param name="channels">How many; 0: all.</param>
    /// <param name="firstFrame">Number of the first frame within the acquisition.</param>
    public static IEnumerable<byte[][]> Of(Scan scan, string acquisition, int framesPerMessage = 7, int firstChannel = 0, int channels = 0, int firstFrame = 0)
    {
        ImmutableArray<double>[] columns = XspressMessages.Columns(scan)[firstChannel..(channels == 0 ? ^0 : firstChannel + channels)];
        for (int first = 0; first < scan.Energy.Length; first += framesPerMessage)
        {
            int frames = Math.Min(framesPerMessage, scan.Energy.Length - first);
            (uint Counts, double Factor)[] values = [.. Enumerable.Range(first, frames).SelectMany(f => columns.Select(c => XspressMessages.Split(c[f])))];
            byte[] Header(string parameter) => OdinMetaMessages.Header(parameter, acquisition, firstFrame + first, columns.Length, firstChannel, frames);
            yield return [Header("xspress_scalars"), MemoryMarshal.AsBytes<uint>(values.SelectMany(v => XspressMessages.Scalars(v.Counts)).ToArray()).ToArray()];
            yield return [Header("xspress_dtc"), MemoryMarshal.AsBytes<double>(values.Select(v => v.Factor).ToArray()).ToArray()];
            yield return [Header("xspress_inp_est"), MemoryMarshal.AsBytes<double>(values.Select(v => v.Counts + 7.0).ToArray()).ToArray()];
        }
    }

    public static byte[] Header(string parameter, string acquisition, int frame, int channels, int firstChannel, int frames) => Encoding.UTF8.GetBytes(
        $$$"""{"plugin":"xspress","parameter":"{{{parameter}}}","type":"raw","header":{"acqID":"{{{acquisition}}}","rank":0,"frame_id":{{{frame}}},"qty_scalars":{{{9 * channels}}},"channel_index":{{{firstChannel}}},"number_of_channels":{{{channels}}},"number_of_frames":{{{frames}}}}}""");
}
