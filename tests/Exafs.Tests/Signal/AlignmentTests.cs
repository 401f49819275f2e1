using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Signal;

public class AlignmentTests
{
    private const double E0 = 7112;

    /// <summary>A synthetic foil, which is always there, and the foils of the corpus.</summary>
    public static TheoryData<string, double> Foils
    {
        get
        {
            TheoryData<string, double> cases = [];
            foreach (string id in LarchCorpus.Ids.Where(id => id.Contains("foil", StringComparison.Ordinal) || id.Contains("metal", StringComparison.Ordinal)).Prepend("synthetic"))
                foreach (double shift in new[] { 0, 0.13, -1.7, 7.9 })
                    cases.Add(id, shift);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Foils))]
    public void Align_FoilShiftedRescaledWithASlopeAndNoise_FindsTheShift(string id, double shift)
    {
        (Spectrum foil, double e0) = Foil(id);
        double step = foil.Mu.Max() - foil.Mu.Min();
        Random random = new(3);
        Spectrum measured = new(
            [.. foil.Energy.Select(e => e - shift)],
            [.. foil.Mu.Select((mu, i) => (0.4 * mu) + 1.5 - (1e-4 * step * (foil.Energy[i] - e0)) + (0.4 * 0.003 * step * Normal(random)))]);

        AlignmentResult result = new Alignment(foil, e0, new()).Align(measured);
        Assert.Null(result.Defect);
        Assert.InRange(result.Shift - shift, -0.05, 0.05);
        Assert.InRange(result.StandardError, 1e-4, 0.05);
        Assert.Equal(0.4, result.Scale, 0.02);
    }

    [Fact]
    public void Align_ManyNoisyScans_ScatterAsTheStandardErrorSays()
    {
        (Spectrum foil, double e0) = Foil("synthetic");
        Alignment alignment = new(foil, e0, new());
        AlignmentResult[] results = [.. Enumerable.Range(0, 60).Select(seed =>
        {
            Random random = new(seed);
            return alignment.Align(foil with { Mu = [.. foil.Mu.Select(mu => mu + (0.01 * Normal(random)))] });
        })];
        double scatter = Math.Sqrt(results.Average(r => r.Shift * r.Shift));
        Assert.InRange(scatter / results.Average(r => r.StandardError), 0.7, 1.5);
    }

    [Fact]
    public void Align_OutliersOnTheEdge_DoNotPullTheShift()
    {
        (Spectrum foil, double e0) = Foil("synthetic");
        int edge = Enumerable.Range(0, foil.Energy.Length).First(i => foil.Energy[i] >= e0);
        Spectrum spiked = foil with { Mu = foil.Mu.SetItem(edge + 3, foil.Mu[edge + 3] + 0.5).SetItem(edge - 4, foil.Mu[edge - 4] + 0.5) };
        Assert.Equal(0, new Alignment(foil, e0, new()).Align(spiked).Shift, 0.03);
    }

    [Fact]
    public void Align_OtherGrid_FindsTheShift()
    {
        (Spectrum foil, double e0) = Foil("synthetic");
        double[] energy = [.. Enumerable.Range(0, 400).Select(i => E0 - 150.3 + (0.73 * i))];
        AlignmentResult result = new Alignment(foil, e0, new()).Align(new Spectrum([.. energy], [.. energy.Select(e => Mu(e + 2.4))]));
        Assert.Equal(2.4, result.Shift, 0.01);
    }

    [Fact]
    public void Align_NoEdgeThere_IsADefect()
    {
        (Spectrum foil, double e0) = Foil("synthetic");
        Alignment alignment = new(foil, e0, new());
        Assert.NotNull(alignment.Align(new Spectrum([7000, 7001], [1, 2])).Defect);
        Assert.NotNull(alignment.Align(foil with { Mu = [.. foil.Energy.Select(_ => 1.0)] }).Defect);
        Assert.NotNull(alignment.Align(foil with { Energy = [.. foil.Energy.Select(e => e + 1000)] }).Defect);
        Assert.NotNull(alignment.Align(foil with { Mu = [.. foil.Mu.Select(_ => double.NaN)] }).Defect);
    }

    [Fact]
    public void Constructor_ReferenceThatEndsTooSoon_Throws()
    {
        (Spectrum foil, _) = Foil("synthetic");
        Assert.Throws<ArgumentException>(() => new Alignment(foil, foil.Energy[0], new()));
    }

    private static (Spectrum Foil, double E0) Foil(string id)
    {
        if (id != "synthetic")
        {
            LarchSpectrum measured = LarchCorpus.Load(id);
            Spectrum clean = EnergyCleanup.Apply(new Spectrum([.. measured.Energy], [.. measured.Mu]), Compatibility.None);
            return (clean, measured.Section(LarchCorpus.Larch2026, "explicit", "pre_edge")!.Value.Double("e0"));
        }

        double[] energy = [.. Enumerable.Range(0, 600).Select(i => E0 - 150 + (0.5 * i))];
        return (new Spectrum([.. energy], [.. energy.Select(Mu)]), E0);
    }

    private static double Mu(double e) =>
        1 - ((e - E0) / 4000) + (1 / (1 + Math.Exp(-(e - E0) / 1.2))) + (0.2 * Math.Exp(-(e - E0 - 9) * (e - E0 - 9) / 18)) - (0.1 * Math.Exp(-(e - E0 - 22) * (e - E0 - 22) / 50));

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
