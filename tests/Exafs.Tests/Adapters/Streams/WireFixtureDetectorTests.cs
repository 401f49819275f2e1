using System.Text.Json;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Dectris;
using Exafs.Adapters.Streams.Odin;
using Exafs.Adapters.Streams.Xspress;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Adapters.Streams;

/// <summary>Samples of detector streams, where the folder stands beside the repository; others of the same formats are in the tests of each decoder.</summary>
public sealed class WireFixtureDetectorTests
{
    private static readonly string s_folder = Path.Combine(RepositoryFolder.Path, "..", "shared", "wire-fixtures");

    [Fact]
    public void Samples_AreRecognisedAndRead()
    {
        if (!Directory.Exists(s_folder))
            return;
        byte[][] live = [.. JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(s_folder, "odin_live.frames.json")))!.Select(Convert.FromHexString)];
        byte[] frame = File.ReadAllBytes(Path.Combine(s_folder, "xspress_daq_frame.bin")), image = File.ReadAllBytes(Path.Combine(s_folder, "dectris_v2_image.cbor"));

        Assert.True(OdinLiveViewDecoder.Recognises(StepsToScans.Message(live)));
        Assert.True(XspressDecoder.Recognises(StepsToScans.Message(frame)));
        Assert.True(DectrisStream2Decoder.Recognises(StepsToScans.Message(image)));
        Assert.Equal([6.0, 22.0], new OdinLiveViewDecoder(new()).Observe(StepsToScans.Message(live)).Readings.Where(r => r.Name.EndsWith(".sum", StringComparison.Ordinal)).Select(r => r.Last));
        StreamObservation seen = new XspressDecoder(new()).Observe(StepsToScans.Message(frame));
        Assert.Equal((3L, 5.0, 1.01), (seen.Sequence, seen.Readings[0].Last, seen.Readings[1].Last));
        Assert.Null(new DectrisStream2Decoder(new()).Observe(StepsToScans.Message(image)).Defect);
    }
}
