using System.Numerics;
using Exafs.Lab.Programs;
using Exafs.Physics.Scattering;
using Xunit.Abstractions;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.SystemTests.Physics;

/// <summary>The paths of iron against feff8l_genfmt, run here and now on the same phase shifts.</summary>
public sealed class FeffParityTests(FeffParityTests.Iron iron, ITestOutputHelper output) : IClassFixture<FeffParityTests.Iron>
{
    [Theory]
    [InlineData(2, 40)]
    [InlineData(3, 60)]
    [InlineData(4, 60)]
    [InlineData(5, 20)]
    public void Evaluate_OfRandomPaths_IsWhatFeffGives(int legs, int count)
    {
        var random = new Random(legs);
        Compare([.. Enumerable.Range(0, count).Select(_ => Path(random, legs))], 1e-10);
    }

    [Fact]
    public void Evaluate_ThroughAbsorberAndAlongLines_IsWhatFeffGives() => Compare(
    [
        [new(2.5, 0, 0), default, new(0, 2.5, 0)],
        [new(2.5, 0.3, -0.7), default, new(2.5, 0.3, -0.7)],
        [new(0, 0, 2.4), default, new(0, 0, -2.6)],
        [new(0, 0, 2.4), new(0, 0, 4.8)],
        [new(1.4, 1.4, 1.4), new(2.8, 2.8, 2.8), new(1.4, 1.4, 1.4)],
        [new(1.4, 1.4, 1.4), new(-1.4, -1.4, -1.4)],
        [new(0, 2.4, 0), new(0, 4.8, 0), new(0, 7.2, 0)],
        [new(2.4, 0, 0), new(4.8, 0, 0), new(4.8, 2.4, 0)],
        [new(1.4, 1.4, 1.4), default, new(1.4, 1.4, -1.4), new(0, 2.9, 0)],
        [new(0, 2.4, 0), new(2.4, 2.4, 0), new(2.4, 0, 0)],
    ],
    1e-6); // FEFF's own angles are good to 1e-8 there

    private void Compare(Vector[][] paths, double tolerance)
    {
        var expected = FeffPaths.Evaluate(iron.Folder, iron.Data, paths);
        var rehrAlbers = new RehrAlbers(iron.Data);
        var chi = new Complex[iron.Data.K.Length];
        var worst = 0.0;
        for (var path = 0; path < paths.Length; path++)
        {
            rehrAlbers.Evaluate(paths[path], chi);
            var (deviation, size) = (0.0, 0.0);
            // FEFF gives nothing at k = 0.
            for (var n = 1; n < chi.Length; n++)
            {
                deviation = Math.Max(deviation, (chi[n] - expected[path][n]).Magnitude);
                size = Math.Max(size, expected[path][n].Magnitude);
            }

            output.WriteLine($"{string.Join(' ', paths[path].Select(a => $"({a.X:0.00} {a.Y:0.00} {a.Z:0.00})"))} {deviation / size:e1}");
            worst = Math.Max(worst, deviation / size);
        }

        Assert.InRange(worst, 0, tolerance);
    }

    private static Vector[] Path(Random random, int legs)
    {
        var atoms = new Vector[legs - 1];
        for (var i = 0; i < atoms.Length; i++)
        {
            do
            {
                atoms[i] = (i == 0 ? default : atoms[i - 1]) + Step(random);
            }
            while (i > 0 && atoms[i].Length < 2);
        }

        return atoms;
    }

    private static Vector Step(Random random)
    {
        Vector way;
        do
        {
            way = new((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
        }
        while (way.Length is > 1 or < 0.1);

        return way * ((2.2 + (2 * random.NextDouble())) / way.Length);
    }

    /// <summary>FEFF's phase shifts of bcc iron, in a folder where genfmt finds them.</summary>
    public sealed class Iron : IDisposable
    {
        public Iron()
        {
            Data = FeffProgram.Scattering(new FeffCrystal("Fe", "bcc", 2.8665), Folder, default);
            File.WriteAllText(System.IO.Path.Combine(Folder, "genfmt.json"), """{"mod": 5, "vfeff": "Feff8L (EXAFS)", "vf85e": " 0.1", "mfeff": 1, "ipr5": 0, "iorder": 2, "critcw": 0.0, "wnstar": false}""");
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("exafs-feff-").FullName;

        public ScatteringData Data { get; }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
