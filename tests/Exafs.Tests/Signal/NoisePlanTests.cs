using System.Text.Json;
using Exafs.Signal;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Signal;

public class NoisePlanTests
{
    private static readonly JsonElement Golden = RepositoryFolder.ReferenceCase("estimate-noise", "case.json");

    /// <summary>Synthetic cases, which are always there, and those of the corpus.</summary>
    public static TheoryData<string> Cases
    {
        get
        {
            TheoryData<string> names = [.. Golden.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];
            names.AddRange([.. Corpus().Select(c => c.GetProperty("id").GetString()!)]);
            return names;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Estimate_ReferenceCase_AgreesWithLarch(string name)
    {
        JsonElement? golden = Golden.GetProperty("cases").EnumerateArray().Cast<JsonElement?>().FirstOrDefault(c => c!.Value.GetProperty("name").GetString() == name);
        JsonElement expected = golden ?? Corpus().Single(c => c.GetProperty("id").GetString() == name);
        double[] chi = golden?.Doubles("chi") ?? LarchCorpus.Load(name).Section(LarchCorpus.Larch2026, "explicit", "autobk")!.Value.Doubles("chi");
        JsonElement options = expected.GetProperty(golden is null ? "params" : "options");

        NoiseEstimate estimate = new NoisePlan(chi.Length, 0.05, 2048, new NoiseParameters
        {
            KMin = options.Double("kmin"),
            KMax = options.Double("kmax"),
            KWeight = options.DoubleOrNull("kweight") ?? 1,
            Dk = options.DoubleOrNull("dk") ?? 4,
            RMin = options.DoubleOrNull("rmin") ?? 15,
            RMax = options.DoubleOrNull("rmax") ?? 30,
        }).Estimate(chi);

        double tolerance = golden is null ? 1e-8 : Golden.Double("tolerance_relative");
        Assert.Equal(1, estimate.EpsilonK / expected.Double("epsilon_k"), tolerance);
        Assert.Equal(1, estimate.EpsilonR / expected.Double("epsilon_r"), tolerance);
        Assert.Equal(expected.Double("kmax_suggest"), estimate.KMaxSuggested!.Value, 1e-9);
    }

    [Fact]
    public void Estimate_QuadraticForm_EqualsTheSumOverTheTransform()
    {
        double[] chi = Noise(3, 280, 1);
        ForwardTransform transform = new(new FourierParameters { KMin = 2, KMax = 13, Dk = 4, RMaxOut = 31.4 }, 1, 280, 0.05, 2048);
        (double[] re, double[] im) = (new double[transform.R.Length], new double[transform.R.Length]);
        transform.Apply(chi, re, im);
        int from = (int)(0.01 + (15 / transform.R[1])), to = (int)(1.01 + (30 / transform.R[1]));
        double sum = re[from..to].Sum(v => v * v) + im[from..to].Sum(v => v * v);
        double meanWindow = new ForwardTransform(new FourierParameters { KMin = 2, KMax = 13, Dk = 4, RMaxOut = 0 }, 0, 280, 0.05, 2048).Weights.Sum() * 0.05 / 11;

        double epsilonR = new NoisePlan(280, 0.05, 2048, new NoiseParameters { KMin = 2, KMax = 13 }).Estimate(chi).EpsilonR;
        Assert.Equal(1, epsilonR / (Math.Sqrt(sum / (2 * (to - from))) / meanWindow), 1e-11);
    }

    [Theory]
    [InlineData(0.0, 0.3)]
    [InlineData(2.0, 0.1)]
    public void Estimate_WhiteNoiseOnASignal_IsFound(double kmin, double within)
    {
        const double Sigma = 2e-3;
        NoisePlan plan = new(320, 0.05, 2048, new NoiseParameters { KMin = kmin });
        double mean = Enumerable.Range(0, 40).Average(seed =>
        {
            double[] chi = Noise(seed, 320, Sigma);
            for (int j = 0; j < chi.Length; j++) chi[j] += Math.Sin(5 * 0.05 * j) * Math.Exp(-2 * 0.006 * 0.0025 * j * j);
            return plan.EstimateLevels(chi).EpsilonK;
        });
        Assert.InRange(mean / Sigma, 1 - within, 1 + within);
    }

    [Fact]
    public void Estimate_ScaledChi_ScalesTheNoiseAndKeepsKMax()
    {
        NoisePlan plan = new(300, 0.05, 2048, new NoiseParameters());
        double[] chi = Noise(1, 300, 1e-3);
        for (int j = 0; j < chi.Length; j++) chi[j] += Math.Sin(5 * 0.05 * j) * Math.Exp(-0.01 * 0.0025 * j * j);
        NoiseEstimate once = plan.Estimate(chi), twice = plan.Estimate([.. chi.Select(v => 2 * v)]);
        Assert.Equal(2, twice.EpsilonK / once.EpsilonK, 1e-12);
        Assert.Equal(once.KMaxSuggested, twice.KMaxSuggested);
    }

    [Fact]
    public void Constructor_DataThatEndBeforeTheWindow_Throws() =>
        Assert.Throws<ArgumentException>(() => new NoisePlan(41, 0.05, 2048, new NoiseParameters()));

    [Fact]
    public void Estimate_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => new NoisePlan(300, 0.05, 2048, new NoiseParameters()).Estimate(new double[299]));

    private static IEnumerable<JsonElement> Corpus() =>
        LarchCorpus.TopLevel("extras_larch_2026.3.1.json")?.GetProperty("estimate_noise").EnumerateArray() ?? Enumerable.Empty<JsonElement>();

    private static double[] Noise(int seed, int points, double sigma)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, points).Select(_ =>
            sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }
}
