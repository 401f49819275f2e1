using System.Diagnostics;
using System.Text;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Adapters.Streams.Bluesky;

namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>A pickle is data here, and nothing else.</summary>
public sealed class BlueskyPickleTests
{
    private const string Global = "c", Stop = ".";

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Observe_PickleOfPythonAndNumpy_HasItsValues(int protocol)
    {
        StreamObservation seen = Observe([.. " event "u8, .. GoldenPickles.Of(protocol)]);

        Assert.Null(seen.Defect);
        Assert.Equal(("event", 3L, "d"), (seen.Kind, seen.Sequence, seen.Series));
        var readings = seen.Readings.ToDictionary(r => r.Name);
        Assert.Equal(27, readings.Count);
        AssertIs("f8", "float64", [3], 0, 2, 2);
        AssertIs("be", "int32", [2], -2, 1, -2);
        AssertIs("c", "uint16", [2, 3], 0, 0, 0);
        AssertIs("fo", "float32", [2, 3], 1, 1, 1);
        AssertIs("zero", "float64", [], 7.5, 7.5, 7.5);
        AssertIs("s8", "float64", [], 2.5, 2.5, 2.5);
        AssertIs("s4", "float64", [], 0.1f, 0.1f, 0.1f);
        AssertIs("i", "int64", [], -5, -5, -5);
        AssertIs("u", "float64", [], 9223372036854775808.0, 9223372036854775808.0, 9223372036854775808.0);
        AssertIs("b", "bool", [], 1, 1, 1);
        AssertIs("text", "string", [], double.NaN, double.NaN, double.NaN);
        AssertIs("big", "float64", [], 1e30, 1e30, 1e30);
        AssertIs("long", "int64", [], -5e9, -5e9, -5e9);
        AssertIs("none", "", [], double.NaN, double.NaN, double.NaN);
        AssertIs("half", "float64", [], 0.5, 0.5, 0.5);
        AssertIs("tuple", "float64", [4], 1, 4, 4);
        AssertIs("bools", "bool", [2], 0, 1, 0);
        Assert.Equal("", readings["objects"].Type);

        void AssertIs(string name, string type, int[] shape, double least, double largest, double last)
        {
            StreamReading reading = readings[name];
            Assert.Equal((type, least, largest, last, 1.5), (reading.Type, reading.Least, reading.Largest, reading.Last, reading.Time));
            Assert.Equal(shape, reading.Shape.ToArray());
        }
    }

    [Fact]
    public void Observe_NamesOfNumpy2_AreKnown()
    {
        byte[] pickle = PickleBytes.Of(new Doc { ["data"] = new Doc { ["x"] = new double[] { 1, 2 } } });
        string latin = Encoding.Latin1.GetString(pickle).Replace("\x8c\x15numpy.core.multiarray", "\x8c\x16numpy._core.multiarray", StringComparison.Ordinal);

        StreamObservation seen = Observe([.. " event "u8, .. Encoding.Latin1.GetBytes(latin)]);

        Assert.Null(seen.Defect);
        Assert.Equal(2, Assert.Single(seen.Readings).Last);
    }

    public static TheoryData<string> Attacks() => new(
    [
        "os.system", "nt.system by protocol 4", "builtins.eval", "builtins.getattr", "subprocess.Popen", "codecs.decode", "numpy.load", "numpy.core.multiarray.other", "copyreg._reconstructor",
        "importlib.import_module", "operator.attrgetter", "call of what an array is", "encode with a codec that runs", "inst", "obj", "newobj", "newobj_ex", "persistent id", "binary persistent id", "extension",
        "build of a map", "build of an ordered map", "build of an array twice", "next buffer", "string of protocol 0", "dtype that is called with a pickle", "a name that is no text",
    ]);

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Decode_PickleThatAsksForMoreThanData_IsForbidden(string attack)
    {
        string array = "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85" + "C\x01" + "b\x87R";
        string pickle = attack switch
        {
            "os.system" => Call("os", "system", Text("touch /tmp/owned")),
            "nt.system by protocol 4" => "\x8c\x02nt\x8c\x06system\x93" + Text("calc") + "\x85R",
            "builtins.eval" => Call("builtins", "eval", Text("1")),
            "builtins.getattr" => Call("builtins", "getattr", Text("1")),
            "subprocess.Popen" => Call("subprocess", "Popen", Text("ls")),
            "codecs.decode" => Call("_codecs", "decode", Text("ls")),
            "numpy.load" => Call("numpy", "load", Text("ls")),
            "numpy.core.multiarray.other" => Call("numpy.core.multiarray", "fromfile", Text("ls")),
            "copyreg._reconstructor" => Call("copyreg", "_reconstructor", Text("ls")),
            "importlib.import_module" => Call("importlib", "import_module", Text("os")),
            "operator.attrgetter" => Call("operator", "attrgetter", Text("os")),
            "call of what an array is" => array + Text("x") + "\x85R",
            "encode with a codec that runs" => "c_codecs\nencode\n" + Text("x") + Text("zlib") + "\x86R",
            "inst" => "(" + Text("ls") + "ios\nsystem\n",
            "obj" => "(" + Global + "os\nsystem\n" + Text("ls") + "o",
            "newobj" => Global + "collections\nOrderedDict\n)\x81",
            "newobj_ex" => Global + "collections\nOrderedDict\n)}\x92",
            "persistent id" => "Psecret\n",
            "binary persistent id" => Text("secret") + "Q",
            "extension" => "\x82\x01",
            "build of a map" => "}}b",
            "build of an ordered map" => "ccollections\nOrderedDict\n)R" + "(" + Text("a") + "tb",
            "build of an array twice" => array + "(K\x01)cnumpy\ndtype\n" + Text("f8") + "\x85R\x89" + "C\x08\0\0\0\0\0\0\0\0tb(K\x01)cnumpy\ndtype\n" + Text("f8") + "\x85R\x89" + "C\x08\0\0\0\0\0\0\0\0tb",
            "next buffer" => "\x97",
            "string of protocol 0" => "S'a'\n",
            "dtype that is called with a pickle" => "cnumpy\ndtype\n}\x85R",
            "a name that is no text" => "K\x01K\x02\x93",
            _ => throw new ArgumentOutOfRangeException(nameof(attack)),
        };

        ScanV1Message step = Assert.Single(Decode(Pickle("}" + Text("a") + pickle + "s" + Stop)));

        Assert.Equal("forbidden_pickle", step.Defect?.Reason);
        Assert.False(File.Exists("/tmp/owned"));
    }

    public static TheoryData<string, string> Bombs() => new()
    {
        { "memo index of two billions", "too_large" },
        { "memo index beyond the message", "too_large" },
        { "memo entry that was not put", "malformed_pickle" },
        { "text of four billions", "truncated_frame" },
        { "text of 2^63", "truncated_frame" },
        { "frame beyond the message", "truncated_frame" },
        { "long of two billions of bytes", "forbidden_pickle" },
        { "list in list in list", "too_deep" },
        { "a billion laughs", "too_deep" },
        { "marks", "too_deep" },
        { "a map of many entries", "too_large" },
        { "many values", "too_large" },
        { "one text encoded again and again", "too_large" },
        { "array of two billions of elements", "length_mismatch" },
        { "array that overflows", "too_large" },
        { "array with too few bytes", "length_mismatch" },
        { "array of many dimensions", "bad_value" },
        { "pop from nothing", "malformed_pickle" },
        { "two values left", "malformed_pickle" },
        { "key without a value", "malformed_pickle" },
        { "entry of a list", "malformed_pickle" },
        { "bytes behind the stop", "trailing_bytes" },
        { "protocol 6", "unknown_encoding" },
        { "no map", "wrong_type" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Decode_PickleThatIsWrongOrTooMuch_HasItsReasonSoon(string bomb, string reason)
    {
        byte[] payload = bomb switch
        {
            "memo index of two billions" => Pickle("}r\xff\xff\xff\x7f."),
            "memo index beyond the message" => Pickle("}q\xc8."),
            "memo entry that was not put" => Pickle("}h\x05."),
            "text of four billions" => Pickle("}X\xff\xff\xff\xff" + "a"),
            "text of 2^63" => Pickle("}\x8d\0\0\0\0\0\0\0\x80" + "a"),
            "frame beyond the message" => Pickle("\x95\xff\xff\0\0\0\0\0\0}."),
            "long of two billions of bytes" => Pickle("\x8b\xff\xff\xff\x7f\0."),
            "list in list in list" => Pickle(new string(']', 100_000) + new string('a', 99_999) + "."),
            "a billion laughs" => Pickle("]" + string.Concat(Enumerable.Repeat("22\x87", 100_000)) + "."),
            "marks" => Pickle(new string('(', 1_000_000) + "."),
            "a map of many entries" => Pickle("}(" + string.Concat(Enumerable.Repeat("K\x01N", 20_000)) + "u."),
            "many values" => Pickle("](" + new string('N', 3_000_000) + "e."),
            "one text encoded again and again" => Pickle("c_codecs\nencode\nq\0" + "0" + Text(new string('a', 2000)) + "q\x01" + "0" + string.Concat(Enumerable.Repeat("h\0h\x01" + Text("latin1") + "\x86R", 1000)) + "."),
            _ => Other(bomb),
        };
        var watch = Stopwatch.StartNew();
        ScanV1Message step = Assert.Single(Decode(payload));

        Assert.Equal(reason, step.Defect?.Reason);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    private static byte[] Other(string bomb) => bomb switch
    {
        "array of two billions of elements" => Pickle("}" + Text("a") + Array(Text("i1"), "J\xff\xff\xff\x7f\x85") + "s."),
        "array that overflows" => Pickle("}" + Text("a") + Array(Text("f8"), "J\xff\xff\xff\x7fJ\xff\xff\xff\x7fJ\xff\xff\xff\x7f\x87") + "s."),
        "array with too few bytes" => Pickle("}" + Text("a") + Array(Text("f8"), "K\x02\x85") + "s."),
        "array of many dimensions" => Pickle("}" + Text("a") + Array(Text("f8"), "(" + string.Concat(Enumerable.Repeat("K\x01", 40)) + "t") + "s."),
        "pop from nothing" => Pickle("00."),
        "two values left" => Pickle("}}."),
        "key without a value" => Pickle("}(K\x01u."),
        "entry of a list" => Pickle("]K\x01K\x02s."),
        "bytes behind the stop" => Pickle("}.}"),
        "protocol 6" => [.. " event "u8, 0x80, 6, (byte)'}', (byte)'.'],
        "no map" => Pickle("]."),
        _ => throw new ArgumentOutOfRangeException(nameof(bomb)),
    };

    private static string Array(string dtype, string shape) => "cnumpy.core.numeric\n_frombuffer\n(C\x08\0\0\0\0\0\0\0\0cnumpy\ndtype\n" + dtype + "\x85R" + shape + Text("C") + "tR";

    private static string Call(string module, string name, string argument) => $"c{module}\n{name}\n{argument}\x85R";

    private static string Text(string text) => "X" + Encoding.Latin1.GetString(BitConverter.GetBytes(text.Length)) + text;

    private static byte[] Pickle(string opcodes) => [.. " event "u8, 0x80, 4, .. Encoding.Latin1.GetBytes(opcodes)];

    private static IReadOnlyList<ScanV1Message> Decode(byte[] frame) => new BlueskyDecoder().Decode(BlueskyFlow.Message(frame));

    private static StreamObservation Observe(byte[] frame) => new BlueskyDecoder().Observe(BlueskyFlow.Message(frame));
}
