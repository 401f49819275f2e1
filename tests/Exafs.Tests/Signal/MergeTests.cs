using System.Text.Json;
using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Signal;

public class MergeTests
{
    private static readonly JsonElement Golden = RepositoryFolder.ReferenceCase("merge", "case.json");

    /// <summary>Synthetic cases, which are always there, and those of the corpus.</summary>
    public static TheoryData<string> Cases => [.. All().Select(c => c.Name)];

    [Theory, MemberData(nameof(Cases))]
    public void Spectra_ReferenceCase_AgreesWithLarch(string name)
    {
        (_, JsonElement scans, JsonElement expected, double tolerance) = All().Single(c => c.Name == name);
        MergeResult merged = Merge.Spectra([.. scans.EnumerateArray().Select(Read)], compatibility: Compatibility.Larch0_9_58);
        Close.RelativeToMax(expected.Doubles("energy"), merged.Mean.Energy.AsSpan(), 1e-9, "energy");
        Close.RelativeToMax(expected.Doubles("mu"), merged.Mean.Mu.AsSpan(), tolerance, name);
        double[] std = expected.Doubles(expected.TryGetProperty("mu_std", out _) ? "mu_std" : "std");
        // The deviation is a difference of values: its digits are those of µ.
        double scale = expected.Doubles("mu").Max(Math.Abs) / std.Max();
        Close.RelativeToMax(std, merged.StandardDeviation.AsSpan(), Math.Max(1, scale) * tolerance, name);
    }

    [Fact]
    public void Spectra_Same_GiveTheirMeanAndNoDeviation()
    {
        Spectrum one = Line(7000, 7100, 2, 0.5);
        MergeResult merged = Merge.Spectra([one, one, one]);
        Assert.Equal(one.Energy.ToArray(), merged.Mean.Energy.ToArray());
        Close.RelativeToMax(one.Mu.AsSpan(), merged.Mean.Mu.AsSpan(), 1e-14);
        Assert.All(merged.StandardDeviation, deviation => Assert.Equal(0, deviation, 1e-14));
    }

    [Fact]
    public void Spectra_DifferentRanges_KeepWhatAllHave()
    {
        MergeResult merged = Merge.Spectra([Line(7000, 7100, 2, 1), Line(7011, 7150, 1, 1), Line(6900, 7079, 1, 1)]);
        Assert.Equal(7012, merged.Mean.Energy[0]);
        Assert.Equal(7078, merged.Mean.Energy[^1]);
        Assert.All(merged.Mean.Energy.Zip(merged.Mean.Mu), p => Assert.Equal(p.First - 7000, p.Second, 1e-9));
    }

    [Fact]
    public void Spectra_Weights_PullTheMean()
    {
        MergeResult merged = Merge.Spectra([Line(7000, 7100, 2, 1), Line(7000, 7100, 2, 3)], [3, 1]);
        Assert.All(merged.Mean.Energy.Zip(merged.Mean.Mu), p => Assert.Equal(1.5 * (p.First - 7000), p.Second, 1e-9));
        Assert.Equal(Math.Sqrt(0.75) * (merged.Mean.Energy[^1] - 7000), merged.StandardDeviation[^1], 1e-9);
    }

    [Fact]
    public void Spectra_NothingOrNothingInCommonOrBadWeights_Throws()
    {
        Spectrum one = Line(7000, 7100, 2, 1);
        Assert.Throws<ArgumentException>(() => Merge.Spectra([]));
        Assert.Throws<ArgumentException>(() => Merge.Spectra([one, Line(7200, 7300, 2, 1)]));
        Assert.Throws<ArgumentException>(() => Merge.Spectra([one, one], [1, 0]));
        Assert.Throws<ArgumentException>(() => Merge.Spectra([one, one], [1]));
    }

    private static IEnumerable<(string Name, JsonElement Scans, JsonElement Expected, double Tolerance)> All()
    {
        foreach (JsonElement one in Golden.GetProperty("cases").EnumerateArray())
            yield return (one.GetProperty("name").GetString()!, one.GetProperty("scans"), one, Golden.Double("tolerance_relative_to_max"));
        if (LarchCorpus.TopLevel("merge_sets.json") is not { } sets) yield break;
        foreach (JsonElement one in sets.EnumerateArray())
            yield return (one.GetProperty("name").GetString()!, one.GetProperty("scans"), one.GetProperty("merged"), 1e-8);
    }

    private static Spectrum Read(JsonElement scan) => new([.. scan.Doubles("energy")], [.. scan.Doubles("mu")]);

    private static Spectrum Line(int from, int to, int step, double slope)
    {
        double[] energy = [.. Enumerable.Range(0, ((to - from) / step) + 1).Select(i => (double)from + (i * step))];
        return new Spectrum([.. energy], [.. energy.Select(e => slope * (e - 7000))]);
    }
}
