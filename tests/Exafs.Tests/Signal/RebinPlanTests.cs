using System.Text.Json;
using Exafs.Signal;
using Exafs.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Signal;

public class RebinPlanTests
{
    private static readonly JsonElement Golden = RepositoryFolder.ReferenceCase("rebin", "case.json");

    public static TheoryData<string> GoldenCases
    {
        get
        {
            TheoryData<string> names = [];
            foreach (JsonElement one in Golden.GetProperty("cases").EnumerateArray()) names.Add(one.GetProperty("name").GetString()!);
            return names;
        }
    }

    public static TheoryData<string, string, string> CorpusCases
    {
        get
        {
            TheoryData<string, string, string> cases = [];
            foreach (string section in new[] { "rebinned_boxcar", "rebinned_centroid" })
                foreach (object[] one in (IEnumerable<object[]>)LarchCorpus.Cases(section))
                    cases.Add((string)one[0], (string)one[1], section);
            if (cases.Count == 0) cases.Add("", "", "");
            return cases;
        }
    }

    [Theory, MemberData(nameof(GoldenCases))]
    public void Apply_SyntheticScan_AgreesWithLarch(string name)
    {
        JsonElement one = Golden.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        Spectrum rebinned = Rebin(one.Doubles("energy"), one.Doubles("mu"), one.Double("e0"), one.GetProperty("options"),
            one.GetProperty("version").GetString()!, one.GetProperty("method").GetString()!);
        Close.RelativeToMax(one.Doubles("grid"), rebinned.Energy.AsSpan(), 1e-15, "grid");
        Close.RelativeToMax(one.Doubles("expected"), rebinned.Mu.AsSpan(), Golden.Double("tolerance_relative_to_max"), name);
    }

    [Theory, MemberData(nameof(CorpusCases))]
    public void Apply_MeasuredScan_AgreesWithLarch(string id, string version, string section)
    {
        if (id.Length == 0) return;
        LarchSpectrum spectrum = LarchCorpus.Load(id);
        JsonElement expected = spectrum.Section(version, section)!.Value, options = expected.GetProperty("params");
        Spectrum rebinned = Rebin(spectrum.Energy, spectrum.Mu, options.Double("e0"), options, version, section);
        Close.RelativeToMax(expected.Doubles("energy"), rebinned.Energy.AsSpan(), 5e-9, "grid, of which nine digits are known");
        Close.RelativeToMax(expected.Doubles("mu"), rebinned.Mu.AsSpan(), 1e-8, id);
    }

    [Fact]
    public void Apply_StraightLine_IsKeptByOursAndBentByTheMean()
    {
        (double[] energy, double e0) = (Dense(11), 7112);
        double[] line = [.. energy.Select(e => 3 + (0.01 * (e - e0)))];
        double Worst(RebinMethod method)
        {
            Spectrum rebinned = new RebinPlan(energy, e0, new() { Method = method }).Apply([.. line]);
            return rebinned.Energy.Zip(rebinned.Mu, (e, mu) => Math.Abs(mu - 3 - (0.01 * (e - e0)))).Max();
        }

        Assert.True(Worst(RebinMethod.Line) < 1e-9);
        Assert.True(Worst(RebinMethod.Boxcar) > 1e-4);
    }

    [Fact]
    public void Apply_Noise_IsAveragedNearlyAsByTheMean()
    {
        double[] energy = Dense(12);
        double[] noise = [.. energy.Select((_, i) => Math.Sin(i * i * 0.7))];
        double Rms(RebinMethod method) => Math.Sqrt(new RebinPlan(energy, 7112, new() { Method = method }).Apply([.. noise]).Mu.Average(v => v * v));
        Assert.InRange(Rms(RebinMethod.Line), 0, 1.25 * Rms(RebinMethod.Boxcar));
    }

    [Fact]
    public void Apply_DuplicateAndJitteryEnergies_StayFiniteAndWithinTheData() =>
        Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed =>
        {
            Random random = new(seed);
            double[] energy = [.. Enumerable.Range(0, 400).Select(_ => Math.Round(7000 + (600 * random.NextDouble()), random.Next(3))).Order()];
            double[] ones = [.. Enumerable.Repeat(1.0, 400)], up = [.. energy.Select(e => 1e-3 * (e - 7000))];
            RebinPlan plan = new(energy, 7112, new());
            return plan.Apply([.. ones]).Mu.All(v => Math.Abs(v - 1) < 1e-9)
                && plan.Apply([.. up]).Mu.Zip(plan.Energy).All(p => Math.Abs(p.First - (1e-3 * (p.Second - 7000))) < 1e-9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Apply_GivenGrid_IsNotANumberWhereTheScanHasNoPoints()
    {
        double[] energy = [1, 2, 3, 4, 5, 6], result = new double[3];
        new RebinPlan(energy, [0, 3.5, 9], new RebinParameters()).Apply([1, 2, 3, 4, 5, 6], result);
        Assert.True(double.IsNaN(result[0]) && double.IsNaN(result[2]));
        Assert.Equal(3.5, result[1], 1e-12);
    }

    [Fact]
    public void Constructor_DescendingEnergies_Throws() =>
        Assert.Throws<ArgumentException>(() => new RebinPlan([3, 2, 1], 2, new()));

    private static double[] Dense(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, 8000).Select(_ => 6900 + (900 * random.NextDouble())).Order()];
    }

    private static Spectrum Rebin(double[] energy, double[] mu, double e0, JsonElement options, string version, string method)
    {
        double Or(string name, double otherwise) => options.DoubleOrNull(name) ?? otherwise;
        return new RebinPlan(energy, e0, new RebinParameters
        {
            Pre1 = options.DoubleOrNull("pre1"),
            Pre2 = Or("pre2", -30),
            PreStep = Or("pre_step", 2),
            XanesStep = options.DoubleOrNull("xanes_step"),
            Exafs1 = Or("exafs1", 15),
            Exafs2 = options.DoubleOrNull("exafs2"),
            ExafsKStep = Or("exafs_kstep", 0.05),
            Compatibility = version.Contains("2026", StringComparison.Ordinal) ? Compatibility.Larch2026_3_1 : Compatibility.Larch0_9_58,
            Method = method.Contains("boxcar", StringComparison.Ordinal) ? RebinMethod.Boxcar : RebinMethod.Centroid,
        }).Apply([.. mu]);
    }
}
