using System.Text.Json;
using Exafs.Signal;
using Exafs.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Signal;

public class OverAbsorptionTests
{
    /// <summary>A sample worked by hand, which is always there, and those of the corpus.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = new() { { "by hand", "" } };
            foreach (string version in new[] { LarchCorpus.Larch0958, LarchCorpus.Larch2026 })
                foreach (JsonElement one in Corpus(version))
                    cases.Add(one.GetProperty("id").GetString()!, version);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void AlphaAndCorrect_ReferenceCase_Agree(string id, string version)
    {
        if (version.Length == 0)
        {
            // g = sin 30° / sin 90° = ½; α = (60·½ + 20)/(120 − 20) = ½; a peak of norm 1.2 is 1.2·½/(½ + 1 − 1.2) = 2.
            double[] corrected = new double[2];
            OverAbsorption.Correct([1.2, 1], [1.2, 1], OverAbsorption.Alpha(60, 20, 120, 30, 90), corrected);
            Close.RelativeToMax([2, 1], corrected, 1e-12);
            return;
        }

        JsonElement expected = Corpus(version).Single(c => c.GetProperty("id").GetString() == id), options = expected.GetProperty("pre_edge");
        double[] tables = expected.Doubles("mu_at");
        double alpha = OverAbsorption.Alpha(tables[0], tables[1], tables[2], expected.Double("anginp"), expected.Double("angout"));
        Assert.Equal(expected.Double("alpha"), alpha, 1e-12);

        Reducer reducer = new(new ReductionParameters
        {
            E0 = options.Double("e0"),
            Pre1 = options.Double("pre1"),
            Pre2 = options.Double("pre2"),
            Norm1 = options.Double("norm1"),
            Norm2 = options.Double("norm2"),
            NNorm = (int)options.Double("nnorm"),
            Compatibility = version == LarchCorpus.Larch2026 ? Compatibility.Larch2026_3_1 : Compatibility.Larch0_9_58,
        });
        LarchSpectrum measured = LarchCorpus.Load(id);
        Reduction before = reducer.Reduce(new Spectrum([.. measured.Energy], [.. measured.Mu])).Reduction!;
        double[] mu = new double[before.Norm.Length];
        OverAbsorption.Correct(before.Mu.AsSpan(), before.Norm.AsSpan(), alpha, mu);
        Close.RelativeToMax(expected.Doubles("mu_corr"), mu, 1e-8, "mu_corr");
        Reduction after = reducer.Reduce(new Spectrum(before.Energy, [.. mu])).Reduction!;
        Close.RelativeToMax(expected.Doubles("norm_corr"), after.Norm.AsSpan(), 1e-8, "norm_corr");
    }

    [Fact]
    public void Correct_WhatAThickSampleShows_GivesTheTrueAbsorption() =>
        Prop.ForAll(Gen.Choose(1, 500).SelectMany(a => Gen.Choose(0, 300).Select(x => (Alpha: a / 100.0, True: x / 100.0))).ToArbitrary(), c =>
        {
            double shown = c.True * (c.Alpha + 1) / (c.Alpha + c.True);
            double[] corrected = new double[1];
            OverAbsorption.Correct([shown], [shown], c.Alpha, corrected);
            return Math.Abs(corrected[0] - c.True) < 1e-9;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Correct_NormThatNoSuchSampleShows_IsNotANumber()
    {
        double[] corrected = new double[1];
        OverAbsorption.Correct([2.5], [2.5], 1.5, corrected);
        Assert.True(double.IsNaN(corrected[0]));
    }

    [Fact]
    public void Alpha_NoRiseAtTheEdge_Throws() => Assert.Throws<ArgumentException>(() => OverAbsorption.Alpha(60, 120, 120, 45, 45));

    private static IEnumerable<JsonElement> Corpus(string version) =>
        LarchCorpus.TopLevel($"extras_{version}.json")?.GetProperty("fluo_corr").EnumerateArray() ?? Enumerable.Empty<JsonElement>();
}
