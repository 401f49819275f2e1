using Exafs.Signal;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Signal;

/// <summary>Samples of a simulated monochromator against the spectrum that they were made of.</summary>
public sealed class QuickScansTests
{
    /// <summary>What is left of χ(k) between 2 Å⁻¹ and the end, whose largest is 0.5: 7 in 10,000.</summary>
    private const double ChiTolerance = 4e-4;

    private static readonly QuickParameters s_iron = new() { DSpacing = QuickBeamline.DSpacing, E0 = QuickBeamline.E0 };

    [Fact]
    public void Add_HundredSpectraASecond_AreAllThereUpAndDown()
    {
        var beamline = new QuickBeamline { Jitter = 1e-4, Step = 1e-5 };
        List<QuickScan> scans = Run(beamline, s_iron, 100);

        Assert.Equal(100, scans.Count);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), scans.Select(scan => scan.Number));
        for (int i = 0; i < scans.Count; i++)
        {
            Assert.Equal(i % 2 == 0 ? ScanDirection.Up : ScanDirection.Down, scans[i].Direction);
            Assert.Equal(scans[i].Direction == ScanDirection.Up, scans[i].Energy[0] < scans[i].Energy[^1]);
            Assert.Equal(scans[0].Energy.Order(), scans[i].Energy.Order());
            if (i is > 0 and < 99) Assert.Equal((i + 0.5) * beamline.SweepSamples, (scans[i].FirstSample + scans[i].LastSample) / 2.0, 0.01 * beamline.SweepSamples);
        }
    }

    [Fact]
    public void Add_SineWithoutNoise_KeepsMuAndChi()
    {
        QuickScan up = Run(new QuickBeamline(), s_iron, 4)[2], down = Run(new QuickBeamline(), s_iron, 4)[1];

        Assert.True(WorstMu(up, QuickBeamline.E0 + 40) < 1e-4);
        Assert.True(WorstMu(up, 0) < 4e-4);
        Assert.True(WorstChi(up) < ChiTolerance);
        Assert.True(WorstChi(down) < ChiTolerance);

        // Up and down pass the same energies at the same currents.
        double[] turned = [.. Mu(down).Reverse()];
        Assert.All(Mu(up).Zip(turned), pair => Assert.Equal(pair.First, pair.Second, 5e-5));
    }

    [Theory]
    [InlineData(2e6, 50, null, 1e-4, 1e-5, 2e-3)] // 0.04 eV of jitter
    [InlineData(2e6, 50, null, 0, 5e-4, 3e-3)] // steps of 0.2 eV
    [InlineData(1e5, 1, 0.3, 1e-4, 0, 4e-3)] // a ramp with rests
    [InlineData(1e3, 0.1, null, 1e-4, 0, 6e-3)] // as slow as NSLS-II's
    public void Add_NoisyEncoder_KeepsChi(double rate, double frequency, double? rest, double jitter, double step, double tolerance)
    {
        List<QuickScan> scans = Run(new QuickBeamline(rate, frequency) { Rest = rest, Jitter = jitter, Step = step }, s_iron, 6);

        Assert.Equal(6, scans.Count);
        Assert.All(scans.Skip(1).Take(4), scan => Assert.InRange(WorstChi(scan), 0, tolerance));
    }

    [Theory]
    [InlineData(1e-69, 20)]
    [InlineData(3.1356, 1e-12)]
    [InlineData(3.1356, 0.01)] // 11 MeV
    [InlineData(1e300, 20)]
    [InlineData(double.NaN, 20)]
    public void Add_AnglesThatNoBeamHas_MakeNoScans(double dSpacing, double around)
    {
        double[] angle = [.. Enumerable.Range(0, 20_000).Select(i => around * (1 + (1e-2 * Math.Sin(i / 500.0))))], counts = [.. angle.Select(_ => 1.0)];
        var scans = new QuickScans(new() { DSpacing = dSpacing }, 2, 1e4, 0);

        Assert.Empty(scans.Add(angle, (double[][])[counts, counts], double.NaN));
        Assert.Null(scans.End());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    public void Add_NoisyCurrents_AverageAsTheRootOfTheSamples(double frequency)
    {
        const double Noise = 5e-3;
        var beamline = new QuickBeamline(2e5, frequency) { Noise = Noise };
        double sum = 0, samples = 0, bias = 0;
        int n = 0;
        foreach (QuickScan scan in Run(beamline, s_iron, 30).Skip(1).SkipLast(1))
        {
            double[] mu = Mu(scan);
            for (int i = 0; i < mu.Length; i++)
            {
                if (scan.Energy[i] is < 7400 or > 7700) continue;
                double error = mu[i] - QuickBeamline.Mu(scan.Energy[i]);
                (sum, bias, n) = (sum + (error * error), bias + error, n + 1);
                double width = Math.Abs(scan.Energy[i + 1] - scan.Energy[i - 1]) / 2;
                samples += SamplesPerVolt(beamline, scan.Energy[i]) * width;
            }
        }

        // Two currents, and the parabola's part: √(1 + 1/12 + …).
        double expected = Noise * Math.Sqrt(2 * 1.178 / (samples / n));
        Assert.InRange(Math.Sqrt(sum / n), 0.9 * expected, 1.1 * expected);
        Assert.InRange(bias / n, -4 * expected / Math.Sqrt(n), 4 * expected / Math.Sqrt(n));
    }

    [Fact]
    public void Add_HoweverTheSamplesAreCut_GivesTheSameBits()
    {
        var beamline = new QuickBeamline(2e5, 50) { Jitter = 1e-4, Step = 1e-5, Noise = 1e-2, Phase = 0.1 };
        List<QuickScan> whole = Run(beamline, s_iron, 8, 1_000_000);
        Assert.Equal(8, whole.Count);
        Prop.ForAll(Gen.Choose(1, 3000).NonEmptyListOf().ToArbitrary(), pieces =>
        {
            List<QuickScan> cut = Run(beamline, s_iron, 8, [.. pieces]);
            Assert.Equal(whole.Count, cut.Count);
            foreach ((QuickScan one, QuickScan other) in whole.Zip(cut))
            {
                Assert.Equal((one.Number, one.FirstSample, one.LastSample, one.Samples, one.Level), (other.Number, other.FirstSample, other.LastSample, other.Samples, other.Level));
                Assert.True(one.Energy.AsSpan().SequenceEqual(other.Energy.AsSpan()));
                foreach ((var a, var b) in one.Columns.Zip(other.Columns)) Assert.True(a.AsSpan().SequenceEqual(b.AsSpan()));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Theory]
    [InlineData(2.3, 0.1)]
    [InlineData(2.9, 0.2)] // over a turning point
    [InlineData(2.5, 3.0)] // over several
    [InlineData(2.02, 0.05)] // before it is certain that it has turned
    public void Lose_SomeSamples_TearsOneScanAndLeavesTheNextUnharmed(double at, double length)
    {
        var beamline = new QuickBeamline { Jitter = 1e-4 };
        List<QuickScan> unharmed = Run(beamline, s_iron, 10);
        long first = (long)(at * beamline.SweepSamples), lost = (long)(length * beamline.SweepSamples), end = (long)(10 * beamline.SweepSamples);
        var scans = new QuickScans(s_iron, 2, beamline.Rate, 0);
        List<QuickScan> found = Feed(scans, beamline, 0, first);
        QuickScan? torn = scans.Lose(lost);
        found.AddRange(Feed(scans, beamline, first + lost, end));
        if (scans.End() is { } last) found.Add(last);

        Assert.Equal("lost_points", torn!.Defect!.Reason);
        Assert.Contains($"{first} to {first + lost - 1} ", torn.Defect.Detail, StringComparison.Ordinal);
        QuickScan[] after = [.. found.Where(scan => scan.FirstSample > first)];
        Assert.NotEmpty(after);
        foreach (QuickScan scan in after)
        {
            QuickScan same = Assert.Single(unharmed, other => other.FirstSample == scan.FirstSample);
            Assert.Equal(same.Energy.ToArray(), scan.Energy.ToArray());
            Assert.All(same.Columns.Zip(scan.Columns), pair => Assert.Equal(pair.First.ToArray(), pair.Second.ToArray()));
            Assert.Equal(same.Number, scan.Number);
        }
    }

    [Fact]
    public void Add_JoinedInTheMiddle_BeginsWithTheNextWholeSweep()
    {
        var beamline = new QuickBeamline { Jitter = 1e-4 };
        long first = (long)(2.4 * beamline.SweepSamples) + 17;
        List<QuickScan> all = Run(beamline, s_iron, 8), joined = Feed(new QuickScans(s_iron, 2, beamline.Rate, first), beamline, first, (long)(8 * beamline.SweepSamples));

        Assert.Equal(all.Where(scan => scan.FirstSample > first).Select(scan => scan.FirstSample).SkipLast(1), joined.Select(scan => scan.FirstSample));
        Assert.Equal(1, joined[0].Number);
    }

    [Fact]
    public void Add_RingingAndWrongReadings_AreNoTurningPoints()
    {
        var beamline = new QuickBeamline(1e5, 1) { Rest = 0.2, Jitter = 1e-4 };
        var scans = new QuickScans(s_iron, 2, beamline.Rate, 0);
        List<QuickScan> found = [];
        int n = (int)(6 * beamline.SweepSamples);
        (double[] angle, double[] i0, double[] itrans) = beamline.Samples(0, n);
        for (int i = 0; i < n; i++)
        {
            double inSweep = (i / beamline.SweepSamples) % 1;
            if (inSweep is < 0.1 or > 0.9) angle[i] += 0.02 * Math.Sin(i / 300.0); // 8 eV
            if (i % 5003 == 0) angle[i] = i % 2 == 0 ? 0 : double.NaN;
            if (i % 70_001 < 30) angle[i] = 45;
        }

        found.AddRange(scans.Add(angle, [i0, itrans], double.NaN));

        Assert.Equal(5, found.Count);
        Assert.All(found, scan => Assert.Null(scan.Defect));
        Assert.All(found.Skip(1), scan => Assert.InRange(WorstMu(scan, QuickBeamline.E0 + 40), 0, 0.02));
        Assert.True(double.IsNaN(found[0].Level));
    }

    [Fact]
    public void Add_EncoderThatJumpsAway_TearsTheSweep()
    {
        var beamline = new QuickBeamline(1e5, 1);
        (double[] angle, double[] i0, double[] itrans) = beamline.Samples(0, 400_000);
        for (int i = 130_000; i < angle.Length; i++) angle[i] += 10;

        IReadOnlyList<QuickScan> found = new QuickScans(s_iron, 2, beamline.Rate, 0).Add(angle, [i0, itrans], 1);

        Assert.Equal([null, null, "encoder_jump"], found.Take(3).Select(scan => scan.Defect?.Reason));
        Assert.All(found.Skip(3), scan => Assert.Empty(scan.Energy)); // 10 degrees beside the edge
    }

    [Fact]
    public void Add_CurrentThatIsNoNumber_CostsItsSampleOnly()
    {
        var beamline = new QuickBeamline();
        (double[] angle, double[] i0, double[] itrans) = beamline.Samples(0, 100_000);
        for (int i = 0; i < i0.Length; i += 37) i0[i] = double.NaN;
        for (int i = 5; i < i0.Length; i += 1001) itrans[i] = double.PositiveInfinity;

        IReadOnlyList<QuickScan> found = new QuickScans(s_iron, 2, beamline.Rate, 0).Add(angle, [i0, itrans], 1);

        Assert.All(found.Skip(1), scan => Assert.InRange(WorstMu(scan, QuickBeamline.E0 + 40), 0, 2e-3));
    }

    [Fact]
    public void Add_NoEdgeKnown_IsUniformInAngleAndKeepsChi()
    {
        List<QuickScan> scans = Run(new QuickBeamline(), s_iron with { E0 = null }, 4);

        Assert.Equal(4, scans.Count);
        Assert.True(WorstChi(scans[1]) < ChiTolerance);
        double[] angles = [.. scans[1].Energy.Select(e => Monochromator.Angle(e, QuickBeamline.DSpacing))];
        Assert.All(angles.Zip(angles.Skip(1)), pair => Assert.Equal(0.001, Math.Abs(pair.First - pair.Second), 1e-9));
    }

    private static List<QuickScan> Run(QuickBeamline beamline, QuickParameters parameters, int sweeps, params int[] pieces)
    {
        var scans = new QuickScans(parameters, 2, beamline.Rate, 0);
        List<QuickScan> found = Feed(scans, beamline, 0, (long)Math.Round(sweeps * beamline.SweepSamples), pieces);
        if (scans.End() is { } last) found.Add(last);
        return found;
    }

    private static List<QuickScan> Feed(QuickScans scans, QuickBeamline beamline, long first, long end, params int[] pieces)
    {
        List<QuickScan> found = [];
        for (int p = 0; first < end; p++)
        {
            int n = (int)Math.Min(pieces.Length > 0 ? pieces[p % pieces.Length] : 100_000, end - first);
            (double[] angle, double[] i0, double[] itrans) = beamline.Samples(first, n);
            found.AddRange(scans.Add(angle, [i0, itrans], 300 + Math.Floor(first / 1e9)));
            first += n;
        }

        return found;
    }

    private static double[] Mu(QuickScan scan) => [.. scan.Columns[0].Zip(scan.Columns[1], (i0, itrans) => Math.Log(i0 / itrans))];

    private static double WorstMu(QuickScan scan, double from) =>
        Mu(scan).Zip(scan.Energy).Where(point => point.Second >= from).Max(point => Math.Abs(point.First - QuickBeamline.Mu(point.Second)));

    private static double WorstChi(QuickScan scan)
    {
        var reducer = new Reducer(new ReductionParameters { E0 = QuickBeamline.E0 });
        Reduction measured = reducer.Reduce(new Spectrum(scan.Energy, [.. Mu(scan)])).Reduction!;
        Reduction direct = reducer.Reduce(new Spectrum(scan.Energy, [.. scan.Energy.Select(QuickBeamline.Mu)])).Reduction!;
        return measured.Chi.Zip(direct.Chi).Skip(40).Max(pair => Math.Abs(pair.First - pair.Second));
    }

    private static double SamplesPerVolt(QuickBeamline beamline, double energy)
    {
        double low = Monochromator.Angle(beamline.To, QuickBeamline.DSpacing), high = Monochromator.Angle(beamline.From, QuickBeamline.DSpacing);
        double cosine = (Monochromator.Angle(energy, QuickBeamline.DSpacing) - ((low + high) / 2)) / ((high - low) / 2);
        double degreesPerSample = (high - low) / 2 * Math.Sqrt(1 - (cosine * cosine)) * 2 * Math.PI * beamline.Frequency / beamline.Rate;
        double voltsPerDegree = (Monochromator.Energy(Monochromator.Angle(energy, QuickBeamline.DSpacing) - 0.001, QuickBeamline.DSpacing) - energy) / 0.001;
        return 1 / (degreesPerSample * voltsPerDegree);
    }
}
