using System.Text.Json;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.AreaDetector;
using Exafs.Adapters.Streams.Bsread;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Adapters.Streams;

/// <summary>Messages made by hand after the specifications, where they lie beside the repository.</summary>
public sealed class BsreadAndArrayFixtureTests
{
    /// <summary>Name of the file, and what its message carries; the first is none, for where there is no file.</summary>
    public static TheoryData<string, string> Files
    {
        get
        {
            var files = new TheoryData<string, string> { { "", "" } };
            foreach ((string name, string carries) in new[]
            {
                ("bsread_message.frames.json", "pulse 7: MONO:ANGLE [4] float64 12.5..12.5003; IC:I0 [4] float32 1..4; SAMPLE:TEMP [] float64 573.15..573.15"),
                ("adzmq.frames.json", "array 17: Energy [] float64 8979..8979; SampleTemp [] float64 573.15..573.15; Cam [] string NaN..NaN; array [2,3] float64 1..6; array_sum [] float64 21..21"),
                ("adzmq_pre140.frames.json", "array 17: Energy [] float64 8979..8979; SampleTemp [] float64 573.15..573.15; Cam [] string NaN..NaN; array [2,3] float64 1..6; array_sum [] float64 21..21"),
            })
            {
                if (File.Exists(PathOf(name)))
                    files.Add(name, carries);
            }

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Observe_MessageMadeByHand_IsUnderstood(string name, string carries)
    {
        if (name.Length == 0)
            return;
        byte[][] frames = [.. RepositoryFolder.ReadJson(PathOf(name)).EnumerateArray().Select((JsonElement hex) => Convert.FromHexString(hex.GetString()!))];
        WireMessage message = DecodedScans.Message(frames);
        bool isBsread = BsreadDecoder.Recognises(message);
        Assert.NotEqual(isBsread, AreaDetectorDecoder.Recognises(message));

        StreamObservation seen = StreamDecoders.Of(new() { Format = isBsread ? StreamFormat.Bsread : StreamFormat.AreaDetector }).Observe(message);

        Assert.Null(seen.Defect);
        Assert.Equal(carries, FormattableString.Invariant($"{seen.Kind} {seen.Sequence}: ") + string.Join("; ", seen.Readings.Select(r =>
            FormattableString.Invariant($"{r.Name} [{string.Join(',', r.Shape)}] {r.Type} {r.Least:G6}..{r.Largest:G6}"))));
        Assert.All(seen.Readings, r => Assert.Equal(isBsread ? 1_760_000_000.25 : 1_760_432_000.25, r.Time));
    }

    private static string PathOf(string name) => Path.Combine(RepositoryFolder.Path, "..", "shared", "wire-fixtures", name);
}
