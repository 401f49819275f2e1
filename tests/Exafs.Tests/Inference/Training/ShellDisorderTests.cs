using Exafs.Inference.Features;
using Exafs.Inference.Targets;
using Exafs.Inference.Training;
using Exafs.Physics.Experiment;
using Exafs.Physics.Libraries;
using Exafs.Physics.Scattering;

namespace Exafs.Tests.Inference.Training;

public sealed class ShellDisorderTests
{
    private static readonly SampleOptions Options = SampleOptions.Exact with { ShellDisorder = 0.2 };
    private static readonly StructurePool Pool = StructurePool.Training(IronLibrary.Loaded, Options);
    private static readonly ShellDisorder Disorder = new(Pool, ScatteringFile.Read(IronLibrary.Loaded.Open(StructureLibrary.ScatteringFile)), Options);

    [Theory]
    [InlineData("bcc")]
    [InlineData("fcc")]
    public void Apply_OfTheDifferenceToAnotherStructure_ComesNearToItsSpectrum(string phase)
    {
        // Two structures of equal distances that vibrate differently: what of the difference of their spectra is not that of their σ² must be the smaller part.
        var (from, to) = Twins(phase);
        var (chi, neighbours) = (Pool.Chi(from).ToArray(), Pool.Neighbours(from).ToArray());
        Span<double> sigma2 = stackalloc double[3];
        for (var shell = 0; shell < 3; shell++) sigma2[shell] = Sigma2(to, shell) - Sigma2(from, shell);

        Disorder.Apply(new([from], [1]), sigma2, chi, neighbours);

        Assert.InRange(Rest(chi, Pool.Chi(to)) / Rest(Pool.Chi(from), Pool.Chi(to)), 0, 0.5);
        Assert.InRange(Misfit(neighbours, Pool.Neighbours(to)) / Misfit(Pool.Neighbours(from), Pool.Neighbours(to)), 0, 0.5);
    }

    [Fact]
    public void Draw_GivesEachShellItsOwnChange_AndNoneToWhatHasNoShells()
    {
        var random = new RandomStream(4, "draw");
        var crystal = Of("bcc").First();
        var liquid = Of("liquid").First();
        var relative = new List<(double First, double Second)>();
        Span<double> sigma2 = stackalloc double[6];
        for (var i = 0; i < 400; i++)
        {
            Disorder.Draw(new([crystal, liquid], [0.5, 0.5]), random, sigma2);
            Assert.All(sigma2[3..].ToArray(), change => Assert.Equal(0, change));
            if (sigma2[0] != 0) relative.Add((sigma2[0] / Sigma2(crystal, 0), sigma2[1] / Sigma2(crystal, 1)));
        }

        Assert.InRange(relative.Count, 270, 370);
        Assert.InRange(Math.Sqrt(relative.Average(change => change.First * change.First)), 0.15, 0.25);
        Assert.InRange(relative.Average(change => change.First * change.Second), -0.01, 0.01);
    }

    [Fact]
    public void Apply_KeepsTheNumberOfNeighbours()
    {
        var crystal = Of("bcc").First(structure => Pool.Temperature[structure] is > 300 and < 500);
        var (chi, neighbours) = (Pool.Chi(crystal).ToArray(), Pool.Neighbours(crystal).ToArray());

        Disorder.Apply(new([crystal], [1]), [0.002, -0.002, 0.002], chi, neighbours);

        Assert.All(neighbours, value => Assert.True(value >= 0));
        Assert.Equal(Pool.Neighbours(crystal).ToArray().Sum(), neighbours.Sum(), 0.02 * neighbours.Sum());
    }

    private static IEnumerable<int> Of(string phase) => Enumerable.Range(0, Pool.Count).Where(structure => Pool.Phase[structure] == phase);

    private static double Sigma2(int structure, int shell) => Pool.QuantitiesOf(structure)[Quantities.FirstShell + (shell * Quantities.ShellValues) + 2];

    private static double Distance(int structure) => Pool.QuantitiesOf(structure)[Quantities.FirstShell + 1];

    /// <summary>Nearly the same first distance, σ² different by a quarter to a half.</summary>
    private static (int From, int To) Twins(string phase) =>
        (from a in Of(phase)
         from b in Of(phase)
         let ratio = Sigma2(b, 0) / Sigma2(a, 0)
         where Sigma2(a, 0) > 0.005 && ratio is > 1.25 and < 1.5 && Math.Abs(Sigma2(b, 1) / Sigma2(a, 1) / ratio - 1) < 0.1
         orderby Math.Abs(Distance(a) - Distance(b))
         select (a, b)).First();

    /// <summary>Σ (k²Δχ)² of what passes the filter of the first three shells.</summary>
    private static double Rest(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var plan = new FeaturePlan(new() { EdgeEnergy = 7112, RMin = 1.4, RMax = 2.9 });
        var (one, other) = (new float[plan.Inputs], new float[plan.Inputs]);
        plan.Apply(a, 12, one);
        plan.Apply(b, 12, other);
        return one.Zip(other, (x, y) => (double)((x - y) * (x - y))).Sum();
    }

    private static double Misfit(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < 60; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
