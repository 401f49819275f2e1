using System.Collections.Immutable;
using System.Text;
using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>The messages with which a RunEngine's publisher sends a scan: start, descriptor, events, stop. After event-model's schemas and bluesky.callbacks.zmq.</summary>
public static class BlueskyMessages
{
    private const int PageLength = 50;

    /// <summary>All of one scan, each message its frames.</summary>
    public static IEnumerable<byte[][]> Of(Scan scan, BlueskyPayload payload = BlueskyPayload.Pickle, BlueskyForm form = BlueskyForm.Events, string prefix = "")
    {
        double begin = scan.StartTime is { } start ? (start - DateTime.UnixEpoch).TotalSeconds : 1_772_366_400;
        double end = scan.EndTime is { } stop ? (stop - DateTime.UnixEpoch).TotalSeconds : begin + scan.Energy.Length;
        yield return Message("start", Start(scan, begin));
        yield return Message("descriptor", Descriptor(scan, begin, form == BlueskyForm.Arrays ? scan.Energy.Length : null));
        (string Name, string Unit, ImmutableArray<double> Values)[] columns = [.. Columns(scan)];
        int events = form == BlueskyForm.Arrays ? 1 : scan.Energy.Length;
        switch (form)
        {
            case BlueskyForm.Events:
                for (int i = 0; i < scan.Energy.Length; i++)
                    yield return Message("event", Event(scan, columns, i, Time(i)));
                break;
            case BlueskyForm.Pages:
                for (int i = 0; i < scan.Energy.Length; i += PageLength)
                    yield return Message("event_page", Page(scan, columns, i, Math.Min(PageLength, scan.Energy.Length - i), Time));
                break;
            default:
                yield return Message("event", Arrays(scan, columns, end));
                break;
        }

        yield return Message("stop", new Doc
        {
            ["uid"] = scan.ScanId + "-stop",
            ["time"] = end,
            ["run_start"] = scan.ScanId,
            ["exit_status"] = "success",
            ["reason"] = "",
            ["num_events"] = new Doc { ["primary"] = (long)events },
        });

        double Time(int i) => scan.Time.IsEmpty ? begin + i : scan.Time[i];

        byte[][] Message(string name, Doc document) => [Frame(name, document, payload, prefix)];
    }

    /// <summary>One document in its envelope.</summary>
    public static byte[] Frame(string name, Doc document, BlueskyPayload payload = BlueskyPayload.Pickle, string prefix = "") => [.. Encoding.UTF8.GetBytes($"{prefix} {name} "), .. payload switch
    {
        BlueskyPayload.Pickle => PickleBytes.Of(document),
        BlueskyPayload.Json => JsonBytes.Of(document),
        _ => MessagePackBytes.Of(document),
    }];

    /// <summary>Which of the channels is what.</summary>
    public static ChannelMap Map(Scan scan) => new()
    {
        Energy = "dcm_energy",
        I0 = "I0",
        ITrans = "It",
        IRefer = "Ir",
        IFluor = [.. scan.IFluor.Select(c => c.Name)],
        Mu = "mu",
        MuReference = "mu_ref",
        SampleTemperature = "sample_temperature",
    };

    /// <summary>What arrives: a channel of one value comes with each event, so that it has one for each point then.</summary>
    public static Scan Expected(Scan scan, BlueskyForm form = BlueskyForm.Events) => scan with
    {
        Time = form == BlueskyForm.Arrays ? [] : scan.Time,
        PointsPlanned = form == BlueskyForm.Arrays ? null : scan.PointsPlanned,
        Channels = [.. scan.Channels.Select(c => c with { Values = [.. Enumerable.Range(0, scan.Energy.Length).Select(i => c.Values[c.Values.Length == 1 ? 0 : i])] })],
    };

    public static Doc Start(Scan scan, double time) => new()
    {
        ["uid"] = scan.ScanId,
        ["time"] = time,
        ["scan_id"] = scan.Sequence,
        ["plan_name"] = "scan_nd",
        ["data_session"] = scan.RunId,
        ["num_points"] = (long?)scan.PointsPlanned,
        ["hints"] = new Doc { ["dimensions"] = new List<object?> { new List<object?> { new List<object?> { "dcm_energy" }, "primary" } } },
        ["XDI"] = new Doc
        {
            ["Element"] = new Doc { ["symbol"] = scan.Element, ["edge"] = scan.Edge },
            ["Mono"] = new Doc { ["name"] = "Si(111)", ["d_spacing"] = "3.1356010", ["direction"] = scan.Direction == ScanDirection.Down ? "decreasing in energy" : "increasing in energy" },
        },
    };

    public static Doc Descriptor(Scan scan, double time, int? arrayLength = null)
    {
        var keys = new Doc();
        foreach ((string name, string unit, _) in Columns(scan))
        {
            keys[name] = new Doc
            {
                ["source"] = $"PV:{name}",
                ["dtype"] = arrayLength is null ? "number" : "array",
                ["shape"] = arrayLength is { } length ? new List<object?> { (long)length } : new List<object?>(),
                ["units"] = unit,
            };
        }

        return new Doc { ["uid"] = scan.ScanId + "-primary", ["run_start"] = scan.ScanId, ["time"] = time, ["name"] = "primary", ["data_keys"] = keys, ["configuration"] = new Doc(), ["hints"] = new Doc() };
    }

    public static IEnumerable<(string Name, string Unit, ImmutableArray<double> Values)> Columns(Scan scan)
    {
        yield return ("dcm_energy", "eV", scan.Energy);
        (string, string, ImmutableArray<double>)[] columns = [("I0", "counts", scan.I0), ("It", "counts", scan.ITrans), ("Ir", "counts", scan.IRefer), ("mu", "", scan.Mu), ("mu_ref", "", scan.MuReference)];
        foreach ((string, string, ImmutableArray<double> Values) column in columns.Where(c => !c.Item3.IsEmpty))
            yield return column;
        foreach (Channel channel in scan.IFluor.Concat(scan.Channels))
            yield return (channel.Name, channel.Unit, channel.Values);
        if (scan.SampleTemperature is { } kelvin)
            yield return ("sample_temperature", "K", [kelvin]);
    }

    private static Doc Event(Scan scan, (string Name, string Unit, ImmutableArray<double> Values)[] columns, int i, double time)
    {
        Doc data = new(), timestamps = new();
        foreach ((string name, _, ImmutableArray<double> values) in columns)
            (data[name], timestamps[name]) = (values[values.Length == 1 ? 0 : i], time);
        return new Doc { ["uid"] = $"{scan.ScanId}-event-{i}", ["time"] = time, ["seq_num"] = i + 1L, ["descriptor"] = scan.ScanId + "-primary", ["data"] = data, ["timestamps"] = timestamps, ["filled"] = new Doc() };
    }

    private static Doc Page(Scan scan, (string Name, string Unit, ImmutableArray<double> Values)[] columns, int first, int count, Func<int, double> time)
    {
        Doc data = new(), timestamps = new();
        List<object?> times = [.. Enumerable.Range(first, count).Select(i => (object?)time(i))];
        foreach ((string name, _, ImmutableArray<double> values) in columns)
            (data[name], timestamps[name]) = (new List<object?>(Enumerable.Range(first, count).Select(i => (object?)values[values.Length == 1 ? 0 : i])), times);
        return new Doc
        {
            ["uid"] = new List<object?>(Enumerable.Range(first, count).Select(i => (object?)$"{scan.ScanId}-event-{i}")),
            ["time"] = times,
            ["seq_num"] = new List<object?>(Enumerable.Range(first, count).Select(i => (object?)(i + 1L))),
            ["descriptor"] = scan.ScanId + "-primary",
            ["data"] = data,
            ["timestamps"] = timestamps,
            ["filled"] = new Doc(),
        };
    }

    private static Doc Arrays(Scan scan, (string Name, string Unit, ImmutableArray<double> Values)[] columns, double time)
    {
        Doc data = new(), timestamps = new();
        foreach ((string name, _, ImmutableArray<double> values) in columns)
            (data[name], timestamps[name]) = (values.Length == 1 ? Enumerable.Repeat(values[0], scan.Energy.Length).ToArray() : values.ToArray(), time);
        return new Doc { ["uid"] = $"{scan.ScanId}-event", ["time"] = time, ["seq_num"] = 1L, ["descriptor"] = scan.ScanId + "-primary", ["data"] = data, ["timestamps"] = timestamps, ["filled"] = new Doc() };
    }
}
