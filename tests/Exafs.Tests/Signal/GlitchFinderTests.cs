using Exafs.Signal;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Signal;

public class GlitchFinderTests
{
    private const double E0 = 7112;

    [Fact]
    public void Repair_CleanSpectrumWithSharpWhiteLine_ChangesNothing() =>
        Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed => GlitchFinder.Repair(Iron(seed), E0, new()).Replaced.IsEmpty).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Repair_GlitchesInPreEdgeAndExafs_FindsExactlyThemAndRestoresTheCurve(int width)
    {
        Spectrum clean = Iron(1);
        int[] starts = [20, 250, 330];
        double[] mu = [.. clean.Mu];
        int[] expected = [.. starts.SelectMany(s => Enumerable.Range(s, width))];
        for (int g = 0; g < expected.Length; g++) mu[expected[g]] += 0.06 * (expected[g] < 300 ? -1 : 1);

        (Spectrum repaired, var replaced) = GlitchFinder.Repair(clean with { Mu = [.. mu] }, E0, new());
        Assert.Equal(expected, replaced.ToArray());
        foreach (int i in expected) Assert.Equal(clean.Mu[i], repaired.Mu[i], 0.006);
    }

    [Fact]
    public void Repair_SpikeOnTheWhiteLine_IsNotTouched()
    {
        Spectrum clean = Iron(1);
        int peak = Enumerable.Range(0, clean.Mu.Length).MaxBy(i => clean.Mu[i]);
        Spectrum sharper = clean with { Mu = clean.Mu.SetItem(peak, clean.Mu[peak] + 0.3) };
        Assert.Same(sharper, GlitchFinder.Repair(sharper, E0, new()).Repaired);
    }

    [Fact]
    public void Repair_SpikesEverywhere_LeavesTheSpectrumAlone()
    {
        Spectrum clean = Iron(1);
        Spectrum noisy = clean with { Mu = [.. clean.Mu.Select((mu, i) => i % 11 == 0 ? mu + (0.3 * (1 + (i % 2))) : mu)] };
        Assert.Same(noisy, GlitchFinder.Repair(noisy, E0, new()).Repaired);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Repair_FewPoints_ChangesNothing(int points)
    {
        Spectrum few = new([.. Enumerable.Range(0, points).Select(i => E0 + 50 + i)], [.. Enumerable.Range(0, points).Select(i => (double)(i % 3))]);
        Assert.Same(few, GlitchFinder.Repair(few, E0, new()).Repaired);
    }

    /// <summary>An iron foil's shape with a white line one step high and two points wide, and noise of 5e-4.</summary>
    private static Spectrum Iron(int seed)
    {
        Random random = new(seed);
        double[] energy = [
            .. Enumerable.Range(0, 40).Select(i => E0 - 200 + (4.5 * i)),
            .. Enumerable.Range(0, 120).Select(i => E0 - 20 + (0.5 * i)),
            .. Enumerable.Range(0, 240).Select(i => E0 + Wavenumber.ToEnergy(3.25 + (0.05 * i)))];
        double Mu(double e)
        {
            double k = Math.Max(0, Wavenumber.FromEnergy(e - E0));
            return 2 - ((e - E0) / 3000) + (1 / (1 + Math.Exp(-(e - E0) / 1.0))) + Math.Exp(-(e - E0 - 3) * (e - E0 - 3) / 1.0)
                + (0.15 * Math.Sin((4.9 * k) - 1) * Math.Exp(-0.02 * k * k)) + (5e-4 * (random.NextDouble() + random.NextDouble() - 1) * 2.4);
        }

        return new Spectrum([.. energy], [.. energy.Select(Mu)]);
    }
}
