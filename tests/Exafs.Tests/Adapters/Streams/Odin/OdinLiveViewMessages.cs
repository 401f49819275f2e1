using System.Runtime.InteropServices;
using System.Text;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Odin;

/// <summary>What a live view shows of a scan: a spectrum of each element at each point, [element][1][4] counts.</summary>
public static class OdinLiveViewMessages
{
    public static IEnumerable<byte[][]> Of(Scan scan)
    {
        for (int i = 0; i < scan.Energy.Length; i++)
        {
            string header = $$"""{"frame_num":{{i}},"acquisition_id":"{{scan.ScanId}}","dtype":"uint32","dsize":{{scan.IFluor.Length * 16}},"dataset":"live","compression":"none","shape":["{{scan.IFluor.Length}}","1","4"]}""";
            yield return [Encoding.UTF8.GetBytes(header), MemoryMarshal.AsBytes<uint>(scan.IFluor.SelectMany(c => (uint[])[1, 2, (uint)c.Values[i], 3]).ToArray()).ToArray()];
        }
    }
}
