using System.Text.Json;
using Exafs.Signal;
using Exafs.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Signal;

public class RebinPlanTests
{
    private static readonly JsonElement Golden = RepositoryFolder.ReferenceCase("rebin", "case.json");

    /// <summary>Synthetic scans, which are always there, and the dense scans of the corpus.</summary>
    public static TheoryData<string> Cases => [.. All().Select(c => c.Name)];

    [Theory, MemberData(nameof(Cases))]
    public void Apply_ReferenceCase_AgreesWithLarch(string name)
    {
        (_, Func<ReferenceCase> read) = All().Single(c => c.Name == name);
        ReferenceCase one = read();
        Spectrum rebinned = Rebin(one.Energy, one.Mu, one.Options.DoubleOrNull("e0") ?? one.E0, one.Options, name);
        Close.RelativeToMax(one.Grid, rebinned.Energy.AsSpan(), one.GridTolerance, "grid");
        Close.RelativeToMax(one.Expected, rebinned.Mu.AsSpan(), one.Tolerance, name);
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

    private static IEnumerable<(string Name, Func<ReferenceCase> Read)> All()
    {
        foreach (JsonElement one in Golden.GetProperty("cases").EnumerateArray())
        {
            yield return (one.GetProperty("name").GetString()!, () => new(one.Doubles("energy"), one.Doubles("mu"), one.Double("e0"),
                one.GetProperty("options"), one.Doubles("grid"), one.Doubles("expected"), 1e-15, Golden.Double("tolerance_relative_to_max")));
        }

        foreach (string id in LarchCorpus.Ids)
        {
            LarchSpectrum spectrum = LarchCorpus.Load(id);
            foreach (string version in new[] { LarchCorpus.Larch0958, LarchCorpus.Larch2026 })
                foreach (string section in new[] { "rebinned_boxcar", "rebinned_centroid" })
                    if (spectrum.Section(version, section) is { } found)
                        // Nine digits of the grid are known.
                        yield return ($"{id}, {version} {section}", () => new(spectrum.Energy, spectrum.Mu, double.NaN,
                            found.GetProperty("params"), found.Doubles("energy"), found.Doubles("mu"), 5e-9, 1e-8));
        }
    }

    private static Spectrum Rebin(double[] energy, double[] mu, double e0, JsonElement options, string name)
    {
        double Or(string option, double otherwise) => options.DoubleOrNull(option) ?? otherwise;
        return new RebinPlan(energy, e0, new RebinParameters
        {
            Pre1 = options.DoubleOrNull("pre1"),
            Pre2 = Or("pre2", -30),
            PreStep = Or("pre_step", 2),
            XanesStep = options.DoubleOrNull("xanes_step"),
            Exafs1 = Or("exafs1", 15),
            Exafs2 = options.DoubleOrNull("exafs2"),
            ExafsKStep = Or("exafs_kstep", 0.05),
            Compatibility = name.Contains("2026.3.1", StringComparison.Ordinal) ? Compatibility.Larch2026_3_1 : Compatibility.Larch0_9_58,
            Method = name.Contains("boxcar", StringComparison.Ordinal) ? RebinMethod.Boxcar : RebinMethod.Centroid,
        }).Apply([.. mu]);
    }

    private sealed record ReferenceCase(
        double[] Energy, double[] Mu, double E0, JsonElement Options, double[] Grid, double[] Expected, double GridTolerance, double Tolerance);
}
