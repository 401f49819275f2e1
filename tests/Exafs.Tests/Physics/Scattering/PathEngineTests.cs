using System.Numerics;
using Exafs.Physics.Scattering;
using Exafs.Physics.Structures;
using Xunit.Abstractions;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.Tests.Physics.Scattering;

public sealed class PathEngineTests(ITestOutputHelper output)
{
    private const double HalfLength = 5;
    private static readonly ScatteringData Data = Packs.Iron;
    private static readonly PathEngine Engine = new(Data, PathEngineOptions.CutAt(HalfLength) with { GenericThreshold = 0 });
    private static readonly AtomicStructure Crystal = Crystals.Bcc(26, 2.8665, 3, 3, 3);
    private static readonly AtomicStructure Shaken = Crystal.Shaken(0.1, seed: 1);

    [Fact]
    public void Evaluate_OfShakenCrystal_IsSumOfItsPaths()
    {
        var brute = new BruteForce(Data, HalfLength);
        BruteForce.Sum[] all = [.. Enumerable.Range(0, Shaken.Count).Select(atom => brute.Around(Shaken, atom))];

        var sum = Engine.Evaluate([Shaken], Shaken.Count, Shaken.Count, 0, default);

        Assert.Equal(all.Aggregate(default(PathCounts), (counts, one) => counts + one.Paths), sum.Paths with { GenericEvaluated = 0 });
        Near(5e-4, sum.Single, all, one => one.Single);
        Near(2e-3, sum.Triangles, all, one => one.Triangles);
        Near(2e-3, sum.Generic, all, one => one.Generic);
    }

    [Theory]
    [InlineData(26, "bcc", 2.8665)]
    [InlineData(26, "fcc", 3.65)]
    public void EvaluateAround_InPerfectCrystal_CountsEveryPathOnce(int element, string lattice, double a)
    {
        var crystal = lattice == "bcc" ? Crystals.Bcc(element, a, 2, 2, 2) : Crystals.Fcc(element, a, 2, 2, 2);

        var counts = Engine.EvaluateAround(crystal, 0).Paths;

        Assert.Equal(new BruteForce(Data, HalfLength).Around(crystal, 0, countOnly: true).Paths, counts with { GenericEvaluated = 0 });
        Assert.Equal(counts.Generic, 2 * counts.GenericEvaluated);
    }

    [Fact]
    public void EvaluateAround_OfRandomTriangles_IsWhatRehrAlbersGives()
    {
        var random = new Random(3);
        var engine = new PathEngine(Data, PathEngineOptions.CutAt(new PathEngineOptions().MaximumHalfLength));
        var brute = new BruteForce(Data, new PathEngineOptions().MaximumHalfLength);
        AtomicStructure[] triangles = [.. Enumerable.Range(0, 60).Select(_ => Triangle(random))];
        BruteForce.Sum[] expected = [.. triangles.Select(triangle => brute.Around(triangle, 0))];

        // The errors of single triangles, not that of a sum in which they may cancel.
        var (deviation, size) = (0.0, 0.0);
        for (var t = 0; t < triangles.Length; t++)
        {
            var (d, s) = Deviation(engine.EvaluateAround(triangles[t], 0).Triangles, [expected[t]], one => one.Triangles);
            (deviation, size) = (deviation + (d * d), size + (s * s));
        }

        output.WriteLine($"{Math.Sqrt(deviation / size):e2}");
        Assert.InRange(Math.Sqrt(deviation / size), 0, 0.01);
    }

    [Fact]
    public void Evaluate_OfRotatedStructure_ChangesNothing()
    {
        var sum = Engine.Evaluate([Shaken], Shaken.Count, 5, 0, default);
        var turned = Engine.Evaluate([Shaken with { Cell = new(Turn(Shaken.Cell.A), Turn(Shaken.Cell.B), Turn(Shaken.Cell.C)), Positions = [.. Shaken.Positions.Select(Turn)] }], Shaken.Count, 5, 0, default);

        Same(sum, turned, 1e-5);

        static Vector Turn(Vector v)
        {
            var (x, y) = ((0.6 * v.X) - (0.8 * v.Y), (0.8 * v.X) + (0.6 * v.Y));
            return new(x, (0.28 * y) - (0.96 * v.Z), (0.96 * y) + (0.28 * v.Z));
        }
    }

    [Fact]
    public void Evaluate_OfTwoCellsInPlaceOfOne_ChangesNothing()
    {
        var (a, b, c) = (Shaken.Cell.A, Shaken.Cell.B, Shaken.Cell.C);
        var two = AtomicStructure.Of(26, new(a * 2, b, c), [.. Shaken.Positions, .. Shaken.Positions.Select(p => p + a)]);

        Same(Engine.Evaluate([Shaken], 54, 54, 0, default), Engine.Evaluate([two], 108, 108, 0, default), 1e-5);
        Same(Engine.Evaluate([Shaken], 54, 54, 0, default), Engine.Evaluate([Shaken, Shaken], 108, 108, 5, default), 1e-5);
    }

    [Fact]
    public void Evaluate_WithFewAbsorbers_TakesSingleScatteringFromAllPairs()
    {
        PathSum[] each = [.. Enumerable.Range(0, Shaken.Count).Select(atom => Engine.EvaluateAround(Shaken, atom))];
        var sum = Engine.Evaluate([Shaken], 0, 0, 0, default);

        Assert.Equal(each.Sum(one => one.Paths.Single), sum.Paths.Single);
        Assert.All(sum.Triangles.Concat(sum.Generic), chi => Assert.Equal(0, chi));
        for (var m = 0; m < sum.K.Length; m++)
            Assert.Equal(each.Average(one => one.Single[m]), sum.Single[m], 1e-6);
    }

    [Fact]
    public void Evaluate_OfAtomsWithoutOrder_ShowsNoEndOfItsPaths()
    {
        var random = new Random(1);
        AtomicStructure[] frames = [.. Enumerable.Range(0, 4).Select(_ => Gas(random))];
        var far = new PathEngine(Data, new() { MaximumPairDistance = 16 }).Evaluate(frames, 0, 0, 0, default).Single;

        var (cut, faded) = (Rest(PathEngineOptions.CutAt(7.2)), Rest(new()));

        output.WriteLine($"{faded:e2} {cut:e2}");
        Assert.InRange(faded, 0, 0.3 * cut);

        double Rest(PathEngineOptions options)
        {
            var sum = new PathEngine(Data, options).Evaluate(frames, 0, 0, 0, default);
            return Math.Sqrt(Enumerable.Range(100, 181).Average(m => Math.Pow(sum.K[m], 4) * Math.Pow(sum.Single[m] - far[m], 2)));
        }
    }

    /// <summary>Atoms anywhere, but not in each other.</summary>
    private static AtomicStructure Gas(Random random)
    {
        const double edge = 14;
        var atoms = new List<Vector>();
        while (atoms.Count < 200)
        {
            Vector next = new(edge * random.NextDouble(), edge * random.NextDouble(), edge * random.NextDouble());
            if (atoms.TrueForAll(atom => Nearest(atom.X - next.X, atom.Y - next.Y, atom.Z - next.Z) > 1.7)) atoms.Add(next);
        }

        return AtomicStructure.Of(26, Cell.Orthogonal(edge, edge, edge), [.. atoms]);

        static double Nearest(double x, double y, double z) =>
            new Vector(x - (edge * Math.Round(x / edge)), y - (edge * Math.Round(y / edge)), z - (edge * Math.Round(z / edge))).Length;
    }

    [Fact]
    public void Evaluate_ManyAtOnce_GivesTheSameBits()
    {
        var engine = new PathEngine(Data, PathEngineOptions.CutAt(HalfLength));
        var first = engine.Evaluate([Shaken, Crystal], 40, 10, 7, default);
        var others = new PathSum[6];
        Parallel.For(0, others.Length, i => others[i] = engine.Evaluate([Shaken, Crystal], 40, 10, 7, default));

        Assert.All(others, other => Assert.True(
            first.Single.SequenceEqual(other.Single) && first.Triangles.SequenceEqual(other.Triangles) && first.Generic.SequenceEqual(other.Generic)));
        Assert.False(first.Triangles.SequenceEqual(engine.Evaluate([Shaken, Crystal], 40, 10, 8, default).Triangles));
    }

    [Fact]
    public void Evaluate_WithThreshold_IsRightOnAverage()
    {
        var few = new PathEngine(Data, PathEngineOptions.CutAt(HalfLength) with { GenericThreshold = 0.03 });
        var all = Engine.Evaluate([Shaken], 54, 54, 0, default);
        PathSum[] sums = [.. Enumerable.Range(0, 20).Select(seed => few.Evaluate([Shaken], 54, 54, (ulong)seed, default))];

        Assert.InRange(sums.Average(one => one.Paths.GenericEvaluated), 1, all.Paths.GenericEvaluated / 2.0);
        double bias = 0, spread = 0;
        for (var m = 60; m <= 260; m++)
        {
            var mean = sums.Average(one => one.Generic[m]);
            bias += Math.Pow(all.K[m], 4) * Math.Pow(mean - all.Generic[m], 2);
            spread += Math.Pow(all.K[m], 4) * sums.Average(one => Math.Pow(one.Generic[m] - mean, 2)) / (sums.Length - 1);
        }

        Assert.InRange(Math.Sqrt(bias / spread), 0, 2);
    }

    [Fact]
    public void Evaluate_OfWhatItCannotDo_SaysSo()
    {
        var near = AtomicStructure.Of(26, Cell.Orthogonal(20, 20, 20), [default, new(0, 0, 1.2)]);

        Assert.Contains("1.20 Å", Assert.Throws<ArgumentException>(() => Engine.Evaluate([near], 1, 1, 0, default)).Message, StringComparison.Ordinal);
        Assert.Contains("element", Assert.Throws<ArgumentException>(() => Engine.Evaluate([Crystals.Fcc(29, 3.6, 2, 2, 2)], 1, 1, 0, default)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Engine.Evaluate([], 1, 1, 0, default));
    }

    private static AtomicStructure Triangle(Random random)
    {
        while (true)
        {
            Vector[] atoms = [default, Point(), Point()];
            if (atoms[1].Length > 2 && atoms[2].Length > 2 && (atoms[1] - atoms[2]).Length > 2 && atoms[1].Length + atoms[2].Length + (atoms[1] - atoms[2]).Length < 14)
                return AtomicStructure.Of(26, Cell.Orthogonal(50, 50, 50, periodic: false), [.. atoms]);
        }

        Vector Point() => new Vector(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5) * 14;
    }

    private static void Same(PathSum a, PathSum b, double tolerance)
    {
        for (var m = 20; m < a.K.Length; m++)
        {
            Assert.Equal(a.Single[m], b.Single[m], tolerance);
            Assert.Equal(a.Triangles[m], b.Triangles[m], tolerance);
            Assert.Equal(a.Generic[m], b.Generic[m], tolerance);
        }
    }

    private void Near(double tolerance, IReadOnlyList<double> chi, BruteForce.Sum[] brute, Func<BruteForce.Sum, Complex[]> kind)
    {
        var deviation = Deviation(chi, brute, kind).Deviation / Deviation(chi, brute, one => one.All).Size;
        output.WriteLine($"{deviation:e2}");
        Assert.InRange(deviation, 0, tolerance);
    }

    /// <summary>Of k²χ, rms of 3 to 13 Å⁻¹ at the k of the data, where no interpolation in k enters.</summary>
    private static (double Deviation, double Size) Deviation(IReadOnlyList<double> chi, BruteForce.Sum[] brute, Func<BruteForce.Sum, Complex[]> kind)
    {
        double deviation = 0, size = 0;
        for (var n = 0; n < Data.K.Length; n++)
        {
            var k = Data.K[n];
            if (k is < 3 or > 13) continue;
            var expected = brute.Average(one => kind(one)[n].Imaginary);
            deviation += Math.Pow(k, 4) * Math.Pow(chi[(int)Math.Round(k / 0.05)] - expected, 2);
            size += Math.Pow(k, 4) * expected * expected;
        }

        return (Math.Sqrt(deviation), Math.Sqrt(size));
    }
}
