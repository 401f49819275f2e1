using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Tests.Adapters;

/// <summary>The bytes of exafs-scan-v1 as python3-msgpack 1.0.3 packs them, written down.</summary>
public sealed class ScanV1GoldenTests
{
    // msgpack.packb({"format": "exafs-scan-v1", "type": "scan", "run_id": "r", "scan_id": "s", "sequence": 1,
    //                "energy_ev": [7112.0, 7113], "mu": numpy.array([0.5, 1.5]).tobytes()})
    private const string Python =
        "87a6666f726d6174ad65786166732d7363616e2d7631a474797065a47363616ea672756e5f6964a172a77363616e5f6964a173a873657175656e636501" +
        "a9656e657267795f657692cb40bbc80000000000cd1bc9a26d75c410000000000000e03f000000000000f83f";

    private const string Written =
        "88a6666f726d6174ad65786166732d7363616e2d7631a474797065a47363616ea672756e5f6964a172a77363616e5f6964a173a873657175656e636501" +
        "ae706f696e74735f706c616e6e656402a9656e657267795f6576c4100000000000c8bb400000000000c9bb40a26d75c410000000000000e03f000000000000f83f";

    [Fact]
    public void Read_PythonsBytes_IsTheScan()
    {
        ScanV1Message message = new ScanV1Reader().Read(Convert.FromHexString(Python));

        Assert.Null(message.Defect);
        Assert.Equal(("r", "s", 1L), (message.RunId, message.ScanId, message.Sequence));
        Assert.Equal([7112.0, 7113.0], message.Energy.ToArray());
        Assert.Equal([0.5, 1.5], message.Mu.ToArray());
    }

    [Fact]
    public void WriteScan_Bytes_AreTheseForEver()
    {
        var scan = new Scan { RunId = "r", ScanId = "s", Sequence = 1, Energy = [7112, 7113], Mu = [0.5, 1.5] };

        Assert.Equal(Written, Convert.ToHexStringLower(new ScanV1Writer().WriteScan(scan)));
    }
}
