using System.Text.Json;
using Exafs.Signal;

namespace Exafs.Tests.Reference;

/// <summary>How far our numbers lie from those of one Larch version on one spectrum. Each is null where Larch gave no number, or no meaningful one.</summary>
/// <param name="Id">Spectrum.</param>
/// <param name="E0">|ΔE0| of find_e0, eV.</param>
/// <param name="EdgeStep">Edge step, relative.</param>
/// <param name="Norm">norm, relative to its maximum.</param>
/// <param name="Flat">flat, relative to its maximum.</param>
/// <param name="ChiNoClamp">χ(k) without clamps, relative to max|χ|.</param>
/// <param name="ChiExact">χ(k) with clamps against the true minimum of Larch's objective, relative to max|χ|, where that is well posed.</param>
/// <param name="ChiLarch">χ(k) with clamps against what Larch's least squares stopped at, relative to max|χ|, where well posed.</param>
/// <param name="DeltaChi">δχ(k), relative to its maximum, where well posed.</param>
/// <param name="ChiR">χ(R) of Larch's χ(k), relative to max|χ(R)|.</param>
/// <param name="ChiQ">Back transform of Larch's χ(R), relative to its maximum.</param>
public sealed record LarchComparison(
    string Id, double? E0, double? EdgeStep, double? Norm, double? Flat, double? ChiNoClamp, double? ChiExact, double? ChiLarch,
    double? DeltaChi, double? ChiR, double? ChiQ)
{
    private static readonly string[] Sections = ["auto", "explicit", "noclamp", "general"];

    /// <summary>Compares everything that <paramref name="version"/> gave for the spectrum.</summary>
    public static LarchComparison Of(LarchSpectrum spectrum, string version)
    {
        var compatibility = version == LarchCorpus.Larch0958 ? Compatibility.Larch0_9_58 : Compatibility.Larch2026_3_1;
        var measured = new Spectrum([.. spectrum.Energy], [.. spectrum.Mu]);
        var worst = new LarchComparison(spectrum.Id, null, null, null, null, null, null, null, null, null, null);
        if (spectrum.Section(version) is { } all && all.DoubleOrNull("find_e0") is { } e0)
            worst = worst with { E0 = Math.Abs(EdgeEnergy.Find(spectrum.Energy, spectrum.Mu, compatibility) - e0) };

        foreach (var name in Sections)
        {
            if (spectrum.Section(version, name) is not { } section)
                continue;
            var explicitParameters = name == "auto" ? null : spectrum.Section(version, "explicit", "params");
            var autobk = section.Child("autobk");
            var parameters = Parameters(explicitParameters, autobk?.Child("params"), compatibility);
            var outcome = new Reducer(parameters).Reduce(measured);
            Assert.True(outcome.Defect is null, $"{spectrum.Id} {name}: {outcome.Defect?.Detail}");
            worst = worst.With(outcome.Reduction!, section, autobk, name);
        }
        return worst;
    }

    /// <summary>Our parameters from Larch's.</summary>
    public static ReductionParameters Parameters(JsonElement? preEdge, JsonElement? autobk, Compatibility compatibility)
    {
        var p = new ReductionParameters { Compatibility = compatibility };
        if (preEdge is { } e)
        {
            p = p with
            {
                E0 = e.DoubleOrNull("e0"),
                Pre1 = e.DoubleOrNull("pre1"),
                Pre2 = e.DoubleOrNull("pre2"),
                Norm1 = e.DoubleOrNull("norm1"),
                Norm2 = e.DoubleOrNull("norm2"),
                NNorm = (int?)e.DoubleOrNull("nnorm"),
                NVict = (int?)e.DoubleOrNull("nvict") ?? 0,
            };
        }
        return autobk is not { } a ? p : p with
        {
            Rbkg = a.Double("rbkg"),
            KWeight = a.Double("kweight"),
            KMin = a.Double("kmin"),
            KMax = a.DoubleOrNull("kmax"),
            Dk = a.Double("dk"),
            Window = Window(a.GetProperty("win").GetString()!),
            NClamp = (int)a.Double("nclamp"),
            ClampLow = a.Double("clamp_lo"),
            ClampHigh = a.Double("clamp_hi"),
        };
    }

    /// <summary>Larch's window of that name.</summary>
    public static WindowKind Window(string name) => name[..3] switch
    {
        "han" => WindowKind.Hanning,
        "par" => WindowKind.Parzen,
        "wel" => WindowKind.Welch,
        "sin" => WindowKind.Sine,
        "kai" => WindowKind.Kaiser,
        "gau" => WindowKind.Gaussian,
        "fha" => WindowKind.FractionalHanning,
        "bes" => WindowKind.Bessel,
        _ => throw new ArgumentException($"no window {name}", nameof(name)),
    };

    private LarchComparison With(Reduction reduction, JsonElement section, JsonElement? autobk, string name)
    {
        var result = this;
        if (section.Child("pre_edge") is { } preEdge)
        {
            var step = preEdge.Double("edge_step");
            result = result with
            {
                EdgeStep = Larger(result.EdgeStep, Math.Abs(reduction.EdgeStep - step) / step),
                Norm = Larger(result.Norm, Deviation(preEdge, "norm", reduction.Norm)),
                Flat = Larger(result.Flat, Deviation(preEdge, "flat", reduction.Flat)),
            };
        }
        if (autobk is { } fit)
        {
            Assert.True(reduction.Limit is null, $"{Id} {name}: {reduction.Limit?.Detail}");
            var wellPosed = fit.Child("check") is { } check && check.GetProperty("well_posed").GetBoolean();
            if (name == "noclamp")
                result = result with { ChiNoClamp = Deviation(fit, "chi", reduction.Chi) };
            else if (wellPosed)
            {
                result = result with
                {
                    ChiExact = Larger(result.ChiExact, Deviation(fit, "chi_exact", reduction.Chi)),
                    ChiLarch = Larger(result.ChiLarch, Deviation(fit, "chi", reduction.Chi)),
                    DeltaChi = Larger(result.DeltaChi, Deviation(fit, "delta_chi", reduction.DeltaChi)),
                };
            }
            result = result with { ChiR = Larger(result.ChiR, Transforms(fit.Doubles("chi"), section)), ChiQ = Larger(result.ChiQ, Back(section)) };
        }
        return result;
    }

    private static double? Transforms(double[] chi, JsonElement section)
    {
        double? worst = null;
        foreach (var transform in section.Child("xftf")?.EnumerateArray() ?? default)
        {
            var p = transform.GetProperty("params");
            var forward = new ForwardTransform(
                new FourierParameters
                {
                    KMin = p.Double("kmin"),
                    KMax = p.Double("kmax"),
                    Dk = p.Double("dk"),
                    Dk2 = p.DoubleOrNull("dk2"),
                    Window = Window(p.GetProperty("window").GetString()!),
                    RMaxOut = p.Double("rmax_out"),
                },
                p.Double("kweight"), chi.Length, p.Double("kstep"), (int)p.Double("nfft"));
            var (re, im) = (new double[forward.R.Length], new double[forward.R.Length]);
            forward.Apply(chi, re, im);
            worst = Larger(worst, Close.Worst([.. transform.Doubles("chir_re"), .. transform.Doubles("chir_im")], [.. re, .. im]).Worst);
        }
        return worst;
    }

    private static double? Back(JsonElement section)
    {
        if (section.Child("xftr") is not { } xftr)
            return null;
        var source = section.GetProperty("xftf").EnumerateArray().Last();
        var p = xftr.GetProperty("params");
        var (_, re, im) = BackTransform.Apply(
            source.Doubles("chir_re"), source.Doubles("chir_im"), p.Double("rmin"), p.Double("rmax"), p.Double("dr"),
            Window(p.GetProperty("window").GetString()!), p.Double("qmax_out"), rweight: p.Double("rw"));
        return Close.Worst([.. xftr.Doubles("chiq_re"), .. xftr.Doubles("chiq_im")], [.. re, .. im]).Worst;
    }

    private static double? Deviation(JsonElement expected, string name, ReadOnlySpan<double> actual) =>
        expected.Child(name) is { } values ? values.GetArrayLength() == actual.Length ? Close.Worst(values.Doubles(), actual).Worst : double.PositiveInfinity : null;

    private static double? Deviation(JsonElement expected, string name, System.Collections.Immutable.ImmutableArray<double> actual) =>
        Deviation(expected, name, actual.AsSpan());

    private static double? Larger(double? a, double? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
}
