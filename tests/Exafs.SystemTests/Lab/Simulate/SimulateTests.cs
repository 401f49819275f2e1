using Exafs.Lab;
using Exafs.Physics.Libraries;
using Exafs.Physics.Scattering;

namespace Exafs.SystemTests.Lab.Simulate;

/// <summary>From a configuration to a library, by the real LAMMPS and FEFF.</summary>
[Collection(SimulateGroup.Name)]
public sealed class SimulateTests(SmallLibrary small) : IDisposable
{
    private readonly string _output = Directory.CreateTempSubdirectory("exafs-simulate-").FullName;

    public void Dispose() => Directory.Delete(_output, recursive: true);

    [Fact]
    public void Simulate_SmallConfiguration_GivesALibraryThatIsCopper()
    {
        Assert.True(small.Code == ExitCode.Done, small.Said);
        Assert.Contains("15 structures and 0 for validation, of 5 runs; 0 dropped", small.Said, StringComparison.Ordinal);
        StructureSet set = small.Library.Training;
        Assert.Equal((SmallLibrary.Structures, 361, 326, 0.0, 18.0, 1.5, 8.0), (set.Count, set.K.Length, set.R.Length, set.K[0], Math.Round(set.K[^1], 9), set.R[0], Math.Round(set.R[^1], 9)));
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4], set.Label("run"));
        double[] scale = set.Label("scale"), phase = set.Label("phase"), near = set.Label("n_within_3_2");
        var shells = set.Shells.As<float>();
        for (var i = 0; i < set.Count; i++)
        {
            var crystal = small.Library.Manifest.Phases[(int)phase[i]] == "fcc";
            Assert.Equal(i % 3 == 0, scale[i] == 1);
            Assert.Equal(crystal, !float.IsNaN(shells[i * 12]));
            if (!crystal) continue;
            // Mean positions over two to four frames are not sharp: a shell may take a neighbour of the next.
            Assert.Equal(12, shells[i * 12], 0.3);
            Assert.Equal(6, shells[(i * 12) + 4], 0.3);
            Assert.Equal(24, shells[(i * 12) + 8], 0.6);
            Assert.InRange(shells[(i * 12) + 1] / scale[i], 2.55, 2.60);
            Assert.InRange(shells[(i * 12) + 2], 0.001, 0.05);
            Assert.InRange(near[i], 11.5, 12.1);
            Assert.InRange(set.LocalStructure.As<float>()[(i * 5) + 1], 0.8, 1);
        }
    }

    [Fact]
    public void Simulate_SmallConfiguration_HasTheChiOfItsNeighbours()
    {
        StructureSet set = small.Library.Training;
        for (var i = 0; i < set.Count; i++)
        {
            // g(R) and the label count the same neighbours; 3.2 Å is the middle of a bin.
            ReadOnlySpan<float> g = set.NeighboursOf(i);
            var within = 0.0;
            for (var bin = 0; bin < 85; bin++) within += g[bin] * 0.02;
            within += g[85] * 0.01;
            Assert.Equal(set.Label("n_within_3_2")[i], within, 1e-3);

            // χ(R) has its peak where the first shell is, less the phase shift of copper, about 0.3 Å.
            Assert.InRange(PeakOf(set.ChiOf(i), set.K) - (2.556 * set.Label("scale")[i]), -0.45, -0.15);
        }

        var generic = set.ChiGeneric.ToDoubles().Max(Math.Abs) * set.GenericFactor;
        Assert.InRange(generic, 1e-5, 0.1);
        Assert.Equal(1, small.Library.Reference!.Count);
        using var scattering = small.Library.Open(StructureLibrary.ScatteringFile);
        Assert.Equal((29, "K"), (ScatteringFile.Read(scattering) is var data ? data.AtomicNumber : 0, small.Library.Manifest.Edge));
    }

    [Fact]
    public void Manifest_OfTheLibrary_SaysWhatItIsMadeOf()
    {
        LibraryManifest manifest = small.Library.Manifest;

        Assert.Contains("Feff8L", manifest.Programs["feff"], StringComparison.Ordinal);
        Assert.Matches("^[0-9]+ [A-Z][a-z]{2} 20[0-9]{2}", manifest.Programs["lammps"]);
        Assert.Contains("Foiles", Assert.Single(manifest.Potentials).Citation, StringComparison.Ordinal);
        Assert.Equal(SmallLibrary.Structures, manifest.Counts.Sum(count => count.Structures));
        Assert.Equal(["dynamics", "structures"], manifest.Made.Stages.Select(stage => stage.Stage).Order());
        Assert.All(manifest.Made.Stages, stage => Assert.True(stage is { WallSeconds: > 0, CoreSeconds: > 0 }));
        Assert.All(manifest.Runs, run => Assert.Equal(3, run.Structures));

        // All structures of a run are for the same.
        var split = small.Library.Training.Label("split");
        Assert.All(manifest.Runs, run => Assert.All(split.Skip(run.Index * 3).Take(3), one => Assert.Equal(run.Split == "test" ? 1 : 0, one)));
    }

    [Fact]
    public void Simulate_InSharesAndWithOtherJobs_GivesTheSameBytes()
    {
        var (second, saidSecond) = SmallLibrary.Simulate(SmallLibrary.Config, _output, "--shard", "2/2", "--jobs", "3");
        Assert.Equal((ExitCode.Done, false), (second, Directory.Exists(SmallLibrary.LibraryOf(_output))));
        Assert.Contains("3 of 5 runs are not done yet", saidSecond, StringComparison.Ordinal);
        var (merge, saidMerge) = SmallLibrary.Simulate(SmallLibrary.Config, _output, "--stage", "merge");
        Assert.Equal(ExitCode.WrongUsage, merge);
        Assert.Contains("not done yet", saidMerge, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, SmallLibrary.Simulate(SmallLibrary.Config, _output, "--shard", "1/2", "--stage", "dynamics", "--jobs", "1").Code);
        Assert.Equal(ExitCode.Done, SmallLibrary.Simulate(SmallLibrary.Config, _output, "--shard", "1/2", "--stage", "structures", "--jobs", "1").Code);

        small.AssertSameAs(_output);
    }

    [Fact]
    public void Simulate_WithDamagedStructures_MakesThemAgainAndNoOthers()
    {
        SmallLibrary.Simulate(SmallLibrary.Config, _output);
        var all = Directory.GetFiles(Path.Combine(_output, "structures"), "*.safetensors", SearchOption.AllDirectories).Order().ToArray();
        File.WriteAllBytes(all[0], File.ReadAllBytes(all[0])[..^100]);
        File.Delete(all[1]);
        var untouched = all[2..].ToDictionary(file => file, File.GetLastWriteTimeUtc);
        Directory.Delete(SmallLibrary.LibraryOf(_output), recursive: true);

        Assert.Equal(ExitCode.Done, SmallLibrary.Simulate(SmallLibrary.Config, _output).Code);

        Assert.All(untouched, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
        small.AssertSameAs(_output);
    }

    [Fact]
    public void Simulate_AnotherSeed_GivesOtherStructures()
    {
        var config = Path.Combine(_output, "config.json");
        File.WriteAllText(config, File.ReadAllText(SmallLibrary.Config).Replace("\"seed\": 7", "\"seed\": 8", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Done, SmallLibrary.Simulate(config, _output).Code);

        Assert.NotEqual(small.Library.Training.ChiOf(0).ToArray(), StructureLibrary.Load(SmallLibrary.LibraryOf(_output)).Training.ChiOf(0).ToArray());
    }

    private static double PeakOf(ReadOnlySpan<float> chi, IReadOnlyList<double> k)
    {
        var (best, at) = (0.0, 0.0);
        for (var r = 1.5; r < 3.2; r += 0.01)
        {
            double re = 0, im = 0;
            for (var i = 60; i <= 240; i++)
            {
                var weight = k[i] * k[i] * Math.Pow(Math.Sin(Math.PI * (i - 60) / 180), 2) * chi[i];
                re += weight * Math.Cos(2 * k[i] * r);
                im += weight * Math.Sin(2 * k[i] * r);
            }

            if ((re * re) + (im * im) > best) (best, at) = ((re * re) + (im * im), r);
        }

        return at;
    }
}
