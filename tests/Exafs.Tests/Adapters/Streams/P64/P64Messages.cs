using System.Globalization;
using System.Text;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.P64;

/// <summary>What P64 sends of a scan: "clear", the name of the file, and a line for each point; of the fluorescence, the first element.</summary>
public static class P64Messages
{
    public static IEnumerable<byte[][]> Of(Scan scan, string file = "scan_0001.dat")
    {
        yield return [Encoding.UTF8.GetBytes("clear")];
        yield return [Encoding.UTF8.GetBytes(file)];
        for (int i = 0; i < scan.Energy.Length; i++)
        {
            double[] columns = [scan.Energy[i], scan.I0[i], scan.ITrans[i], scan.IRefer.IsEmpty ? 0 : scan.IRefer[i], scan.IFluor.IsEmpty ? 0 : scan.IFluor[0].Values[i]];
            yield return [Encoding.UTF8.GetBytes(string.Join(' ', columns.Select(c => c.ToString("E16", CultureInfo.InvariantCulture))))];
        }
    }
}
