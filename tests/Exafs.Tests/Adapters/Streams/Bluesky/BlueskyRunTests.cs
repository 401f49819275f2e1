using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>What runs say of themselves, and beamlines in their own words.</summary>
public sealed class BlueskyRunTests
{
    private static readonly double[] s_energies = [8900, 8950, 8979, 9000, 9100];

    public static TheoryData<string, string> Runs() => new()
    {
        { "session and sample", "pass-1/Cu foil" },
        { "session", "pass-1" },
        { "sample of XDI", "Cu foil" },
        { "sample name", "Cu foil" },
        { "sample map", "Cu foil" },
        { "plan", "scan_nd" },
        { "nothing", "bluesky" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Decode_Start_NamesTheRun(string said, string run)
    {
        var start = new Doc { ["uid"] = "u", ["time"] = 1.7e9 };
        if (said.StartsWith("session", StringComparison.Ordinal))
            start["data_session"] = "pass-1";
        if (said is "session and sample" or "sample of XDI")
            start["XDI"] = new Doc { ["Sample"] = new Doc { ["name"] = "Cu foil" } };
        if (said == "sample name")
            start["sample_name"] = "Cu foil";
        if (said == "sample map")
            start["sample"] = new Doc { ["name"] = "Cu foil" };
        if (said == "plan")
            start["plan_name"] = "scan_nd";

        Scan scan = Measured(new BlueskyFlow(), start);

        Assert.Equal((run, "u", null), (scan.RunId, scan.ScanId, scan.Defect?.Reason));
    }

    [Theory]
    [InlineData("500 K", null, 500.0)]
    [InlineData("25 C", null, 298.15)]
    [InlineData("25.5°C", null, 298.65)]
    [InlineData("room temperature", null, null)]
    [InlineData("300", null, 300.0)]
    [InlineData("300", "bmm", 573.15)]
    [InlineData(" 1e2 kelvin", "bmm", 100.0)]
    public void Decode_TemperatureOfXdi_IsTheSamples(string stated, string? preset, double? kelvin)
    {
        var start = new Doc { ["uid"] = "u", ["time"] = 1.7e9, ["XDI"] = new Doc { ["Sample"] = new Doc { ["temperature"] = stated } } };

        Assert.Equal(kelvin, Measured(new BlueskyFlow(preset is null ? null : ChannelPresets.Of(preset)), start).SampleTemperature);
    }

    [Fact]
    public void Decode_LakeShoreAtBmm_IsInKelvin()
    {
        var start = new Doc { ["uid"] = "u", ["time"] = 1.7e9, ["XDI"] = new Doc { ["Sample"] = new Doc { ["temperature_a"] = 80.5 } } };

        Assert.Equal(80.5, Measured(new BlueskyFlow(ChannelPresets.Of("bmm")), start).SampleTemperature);
    }

    [Fact]
    public void Decode_Baseline_GivesTheTemperatureAndNoPoints()
    {
        BlueskyFlow flow = new();
        flow.Say("start", new Doc { ["uid"] = "u", ["time"] = 1.7e9 });
        flow.Say("descriptor", Descriptor("u", "baseline", ("dcm_energy", "eV"), ("I0", ""), ("It", ""), ("mirror_temperature", "C"), ("linkam_temp", "degC")));
        flow.Say("event", Event("u", "baseline", 1, ("dcm_energy", 8900.0), ("I0", 1.0), ("It", 1.0), ("mirror_temperature", 30.0), ("linkam_temp", 400.0)));
        Spectrum(flow, "u");

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal((null, 5, 673.15), (scan.Defect?.Reason, scan.Energy.Length, scan.SampleTemperature));
    }

    [Fact]
    public void Decode_Configuration_GivesTheTemperature()
    {
        Doc descriptor = Descriptor("u", "primary", ("dcm_energy", "eV"), ("I0", ""), ("It", ""));
        descriptor["configuration"] = new Doc
        {
            ["dcm"] = new Doc { ["data"] = new Doc { ["dcm_crystal_temperature"] = 80.0 }, ["data_keys"] = new Doc { ["dcm_crystal_temperature"] = new Doc { ["units"] = "K" } } },
            ["furnace"] = new Doc { ["data"] = new Doc { ["furnace_temperature"] = 600.0, ["furnace_setpoint"] = 700.0 }, ["data_keys"] = new Doc { ["furnace_temperature"] = new Doc { ["units"] = "K" } } },
        };
        BlueskyFlow flow = new BlueskyFlow().Say("start", new Doc { ["uid"] = "u", ["time"] = 1.7e9 }).Say("descriptor", descriptor);
        Events(flow, "u");

        Assert.Equal(600.0, Assert.Single(flow.Scans).SampleTemperature);
    }

    [Fact]
    public void Decode_Bmm_HasElementEdgeDirectionAndFluorescence()
    {
        BlueskyFlow flow = new(ChannelPresets.Of("bmm"));
        flow.Say("start", new Doc
        {
            ["uid"] = "u",
            ["time"] = 1.7e9,
            ["scan_id"] = 1234L,
            ["data_session"] = "pass-301027",
            ["XDI"] = new Doc
            {
                ["Element"] = new Doc { ["symbol"] = "Cu", ["edge"] = "K" },
                ["Mono"] = new Doc { ["name"] = "Si(111)", ["d_spacing"] = "3.1356010", ["direction"] = "increasing in energy" },
                ["Sample"] = new Doc { ["name"] = "CuO" },
            },
        });
        string[] names = ["dwti_dwell_time", "I0", "It", "Ir", "Cu1", "Cu2", "Cu3", "Cu4", "OCR", "dcm_energy", "dcm_energy_setpoint"];
        flow.Say("descriptor", Descriptor("u", "primary", [.. names.Select(n => (n, ""))]));
        for (int i = 0; i < s_energies.Length; i++)
            flow.Say("event", Event("u", "primary", i + 1, [.. names.Select((n, at) => (n, (object?)(n == "dcm_energy" ? s_energies[i] : 100.0 + at)))]));
        flow.Say("stop", Stop("u", s_energies.Length));

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal(("pass-301027/CuO", 1234L, "Cu", "K", ScanDirection.Up, null), (scan.RunId, scan.Sequence, scan.Element, scan.Edge, scan.Direction, scan.Defect?.Reason));
        Assert.Equal(s_energies, scan.Energy.ToArray());
        Assert.Equal(["Cu1", "Cu2", "Cu3", "Cu4"], scan.IFluor.Select(c => c.Name));
        Assert.Equal((101, 102, 103), (scan.I0[0], scan.ITrans[0], scan.IRefer[0]));
        Assert.Contains("dwti_dwell_time", scan.Channels.Select(c => c.Name));
    }

    [Theory]
    [InlineData("iss", "hhm_energy", "apb_ave")]
    [InlineData("qas-c", "mono1_energy", "apb_ave_c")]
    public void Decode_PizzaBox_SubtractsItsOffsets(string preset, string energy, string box)
    {
        Doc descriptor = Descriptor("u", "primary", (energy, "eV"), ($"{box}_ch1_mean", "mV"), ($"{box}_ch2_mean", "mV"), ($"{box}_ch3_mean", "mV"), ($"{box}_ch4_mean", "mV"), ($"{box}_ch1_wf", ""));
        ((Doc)((Doc)descriptor["data_keys"]!)[$"{box}_ch1_wf"]!)["shape"] = new List<object?> { 250L };
        descriptor["configuration"] = new Doc { [box] = new Doc { ["data"] = new Doc { [$"{box}_ch1_offset"] = 0.5, [$"{box}_ch2_offset"] = -0.25, [$"{box}_ch4_offset"] = 0.0 } } };
        BlueskyFlow flow = new BlueskyFlow(ChannelPresets.Of(preset)).Say("start", new Doc { ["uid"] = "u", ["time"] = 1.7e9, ["element"] = "Fe", ["edge"] = "K" }).Say("descriptor", descriptor);
        for (int i = 0; i < 3; i++)
        {
            flow.Say("event", Event("u", "primary", i + 1, (energy, 7000.0 + i), ($"{box}_ch1_mean", 100.1), ($"{box}_ch2_mean", 50.0), ($"{box}_ch3_mean", 20.1), ($"{box}_ch4_mean", 5.1), ($"{box}_ch1_wf", new double[250])));
        }

        flow.Say("stop", Stop("u", 3));

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal((null, 3, "Fe"), (scan.Defect?.Reason, scan.Energy.Length, scan.Element));
        Assert.Equal((100.1 - 0.5, 50.25, 20.1, 5.1), (scan.I0[0], scan.ITrans[0], scan.IRefer[0], scan.IFluor.Single().Values[0]));
    }

    [Fact]
    public void Decode_FlyScanInFiles_IsSaidLoudly()
    {
        BlueskyFlow flow = new(ChannelPresets.Of("iss"));
        flow.Say("start", new Doc { ["uid"] = "u", ["time"] = 1.7e9, ["element"] = "Fe", ["edge"] = "K", ["experiment"] = "fly_scan" });
        flow.Say("resource", new Doc { ["uid"] = "r", ["run_start"] = "u", ["spec"] = "APB", ["resource_path"] = "/data/x.bin", ["root"] = "/", ["resource_kwargs"] = new Doc() });
        Doc descriptor = Descriptor("u", "apb_stream", ("apb_stream", ""));
        Doc key = (Doc)((Doc)descriptor["data_keys"]!)["apb_stream"]!;
        (key["external"], key["dtype"], key["shape"]) = ("FILESTORE:", "array", new List<object?> { -1L, -1L });
        flow.Say("descriptor", descriptor);
        flow.Say("datum", new Doc { ["datum_id"] = "r/0", ["resource"] = "r", ["datum_kwargs"] = new Doc() });
        flow.Say("event", Event("u", "apb_stream", 1, ("apb_stream", "r/0")));
        Doc stop = Stop("u", 1);
        stop["num_events"] = new Doc { ["apb_stream"] = 1L };
        flow.Say("stop", stop);

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal(("u", "external_data"), (scan.ScanId, scan.Defect?.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decode_NeededChannelInAFile_IsSaidLoudly(bool isToldByTheDescriptor)
    {
        Doc descriptor = Descriptor("u", "primary", ("dcm_energy", "eV"), ("I0", ""), ("It", ""));
        if (isToldByTheDescriptor)
            ((Doc)((Doc)descriptor["data_keys"]!)["It"]!)["external"] = "STREAM:";
        BlueskyFlow flow = new BlueskyFlow().Say("start", new Doc { ["uid"] = "u", ["time"] = 1.7e9 }).Say("descriptor", descriptor);
        Doc one = Event("u", "primary", 1, ("dcm_energy", 8900.0), ("I0", 1.0), ("It", "datum/1"));
        one["filled"] = new Doc { ["It"] = false };
        flow.Say("event", one).Say("stop", Stop("u", 1));

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal("external_data", scan.Defect?.Reason);
        Assert.Contains("It", scan.Defect!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_ExternalButFilled_IsRead()
    {
        Doc descriptor = Descriptor("u", "primary", ("dcm_energy", "eV"), ("I0", ""), ("It", ""));
        ((Doc)((Doc)descriptor["data_keys"]!)["It"]!)["external"] = "FILESTORE:";
        BlueskyFlow flow = new BlueskyFlow().Say("start", new Doc { ["uid"] = "u", ["time"] = 1.7e9 }).Say("descriptor", descriptor);

        Events(flow, "u");

        Assert.Null(Assert.Single(flow.Scans).Defect);
    }

    [Fact]
    public void Decode_SpectrumWithoutItsChannels_IsSaidAndACountIsNot()
    {
        BlueskyFlow flow = new(ChannelPresets.Of("bmm"));
        foreach ((string uid, int events) in (ReadOnlySpan<(string, int)>)[("scan", 50), ("count", 1)])
        {
            flow.Say("start", new Doc { ["uid"] = uid, ["time"] = 1.7e9, ["element"] = "Cu" });
            flow.Say("descriptor", Descriptor(uid, "primary", ("energy", "eV"), ("I0", ""), ("It", "")));
            flow.Say("stop", Stop(uid, events));
        }

        Scan scan = Assert.Single(flow.Scans);
        Assert.Equal(("scan", "missing_field"), (scan.ScanId, scan.Defect?.Reason));
    }

    [Theory]
    [InlineData("start", "missing_field")]
    [InlineData("descriptor", "missing_field")]
    [InlineData("event", "missing_field")]
    [InlineData("event_page", "missing_field")]
    [InlineData("stop", "missing_field")]
    [InlineData("bulk_events", "unsupported_document")]
    [InlineData("events", "not_bluesky")]
    [InlineData("resource", null)]
    [InlineData("datum", null)]
    [InlineData("datum_page", null)]
    [InlineData("stream_resource", null)]
    [InlineData("stream_datum", null)]
    public void Decode_EmptyDocument_HasItsReason(string name, string? reason)
    {
        BlueskyFlow flow = new BlueskyFlow().Say(name, new Doc { ["x"] = 1L });

        Assert.Equal(reason, flow.Steps.SingleOrDefault()?.Defect?.Reason);
    }

    [Fact]
    public void Decode_EnergyAsAnAngle_UsesTheSpacingOfXdi()
    {
        BlueskyFlow flow = new();
        flow.Say("start", new Doc { ["uid"] = "u", ["time"] = 1.7e9, ["XDI"] = new Doc { ["Mono"] = new Doc { ["d_spacing"] = "3.1356010 Å" } } });
        flow.Say("descriptor", Descriptor("u", "primary", ("bragg", "deg"), ("I0", ""), ("It", "")));
        flow.Say("event", Event("u", "primary", 1, ("bragg", 15.0), ("I0", 1.0), ("It", 1.0))).Say("stop", Stop("u", 1));

        Assert.Equal(Monochromator.Energy(15, 3.135601), Assert.Single(flow.Scans).Energy[0]);
    }

    [Fact]
    public void Decode_DescriptorMeantToCostTime_IsLookedAtSoon()
    {
        string nasty = string.Concat(Enumerable.Repeat("corr", 5000));
        (string, string)[] keys = [.. Enumerable.Range(0, 1000).Select(i => ($"{nasty}{i}", nasty)), .. Enumerable.Range(0, 20).Select(i => (nasty[..120] + i, ""))];
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Spectrum(new BlueskyFlow().Say("start", new Doc { ["uid"] = "u", ["time"] = 1.7e9 }).Say("descriptor", Descriptor("u", "other", keys)), "u");

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public void Presets_AreAllThere()
    {
        Assert.All(ChannelPresets.Names, name => Assert.NotNull(ChannelPresets.Of(name)));
        Assert.Null(ChannelPresets.Of("elsewhere"));
        Assert.Equal("dcm_energy", ChannelPresets.Of(" BMM ")!.Energy);
    }

    private static Scan Measured(BlueskyFlow flow, Doc start)
    {
        Spectrum(flow.Say("start", start), "u");
        return Assert.Single(flow.Scans);
    }

    private static void Spectrum(BlueskyFlow flow, string uid) => Events(flow.Say("descriptor", Descriptor(uid, "primary", ("dcm_energy", "eV"), ("I0", ""), ("It", ""))), uid);

    private static void Events(BlueskyFlow flow, string uid)
    {
        for (int i = 0; i < s_energies.Length; i++)
            flow.Say("event", Event(uid, "primary", i + 1, ("dcm_energy", s_energies[i]), ("I0", 1e5), ("It", 1e4)));
        flow.Say("stop", Stop(uid, s_energies.Length));
    }

    private static Doc Descriptor(string uid, string stream, params (string Name, string Unit)[] keys)
    {
        var dataKeys = new Doc();
        foreach ((string name, string unit) in keys)
            dataKeys[name] = new Doc { ["source"] = "PV", ["dtype"] = "number", ["shape"] = new List<object?>(), ["units"] = unit };
        return new Doc { ["uid"] = $"{uid}-{stream}", ["run_start"] = uid, ["time"] = 1.7e9, ["name"] = stream, ["data_keys"] = dataKeys, ["configuration"] = new Doc() };
    }

    private static Doc Event(string uid, string stream, long number, params (string Name, object? Value)[] values)
    {
        var data = new Doc();
        foreach ((string name, object? value) in values)
            data[name] = value;
        return new Doc { ["uid"] = $"e{number}", ["time"] = 1.7e9 + number, ["seq_num"] = number, ["descriptor"] = $"{uid}-{stream}", ["data"] = data, ["timestamps"] = new Doc(), ["filled"] = new Doc() };
    }

    private static Doc Stop(string uid, long events) =>
        new() { ["uid"] = "s", ["time"] = 1.7e9 + 100, ["run_start"] = uid, ["exit_status"] = "success", ["num_events"] = new Doc { ["primary"] = events, ["baseline"] = 2L } };
}
