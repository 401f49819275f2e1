using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Exafs.Lab;
using Exafs.Lab.Programs;
using Exafs.Lab.Simulate;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Tests.Lab.Simulate;

namespace Exafs.SystemTests.Lab.Simulate;

/// <summary>Molecular dynamics by the real LAMMPS, of a few atoms and steps.</summary>
public sealed class DynamicsTests : IDisposable
{
    private const string Bcc = """{ "name": "bcc", "phase": "bcc", "potential": "mendelev", "cells": [4, 4, 4], "temperatures_kelvin": [300] }""";
    private readonly string _output = Directory.CreateTempSubdirectory("exafs-dynamics").FullName;

    public void Dispose() => Directory.Delete(_output, recursive: true);

    [Fact]
    public void Run_Crystal_GivesItsFrames_AndIsFoundFinishedLater()
    {
        DynamicsOutcome outcome = Only(Run(Bcc, "bcc-0300K", out var people));
        var dump = Path.Combine(_output, "dynamics", "bcc-0300K", LammpsInput.DumpFile);
        DateTime written = File.GetLastWriteTimeUtc(dump);
        DynamicsOutcome again = Only(Run(Bcc, "bcc-0300K", out _));

        Assert.Equal((null, DynamicsPhase.Bcc, 128, 26), (outcome.Dropped, outcome.Phase, outcome.Atoms, outcome.Frames));
        Assert.InRange(outcome.MeanKelvin, 250, 360);
        Assert.Equal(outcome.MeanKelvin, again.MeanKelvin);
        Assert.Equal(written, File.GetLastWriteTimeUtc(dump));
        Assert.Contains("1 of 1 runs are good", people, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameBytes_AndAnotherSeedOthers()
    {
        byte[] Dump(string folder, ulong seed)
        {
            var config = TrainingConfigs.Parsed(Bcc, "bcc-0300K") with { Seed = seed };
            var output = Path.Combine(_output, folder);
            new DynamicsStage(config, output, People.On(TextWriter.Null, terminal: false)).Run(DynamicsPlan.Of(config), 1, CancellationToken.None);
            return File.ReadAllBytes(Path.Combine(output, "dynamics", "bcc-0300K", LammpsInput.DumpFile));
        }

        var first = Dump("a", 1);

        Assert.Equal(first, Dump("b", 1));
        Assert.NotEqual(first, Dump("c", 2));
    }

    [Theory]
    [InlineData("delete the outcome", false)]
    [InlineData("cut the log and the dump", true)]
    public void Run_HalfFinishedFolder_IsDoneAgain_AndAFinishedDumpIsOnlyJudgedAgain(string harm, bool redone)
    {
        Run(Bcc, "bcc-0300K", out _);
        var folder = Path.Combine(_output, "dynamics", "bcc-0300K");
        var whole = File.ReadAllBytes(Path.Combine(folder, LammpsInput.DumpFile));
        File.Delete(Path.Combine(folder, DynamicsOutcome.File));
        File.WriteAllText(Path.Combine(folder, "left"), harm);
        if (redone)
        {
            File.WriteAllText(Path.Combine(folder, LammpsProgram.LogFile), "Step Temp PotEng Press\n");
            File.WriteAllBytes(Path.Combine(folder, LammpsInput.DumpFile), whole[..(whole.Length / 2)]);
        }

        Assert.Null(Only(Run(Bcc, "bcc-0300K", out _)).Dropped);
        Assert.Equal(whole, File.ReadAllBytes(Path.Combine(folder, LammpsInput.DumpFile)));
        Assert.Equal(!redone, File.Exists(Path.Combine(folder, "left")));
    }

    /// <summary>Atoms as near as 1.7 Å fly apart; the others go on.</summary>
    [Fact]
    public void Run_ThatExplodes_IsDropped_WithTheReason_AndTheOthersStay()
    {
        const string exploding = """{ "name": "dense", "phase": "particle", "crystal": "bcc", "shape": "sphere", "potential": "mendelev", "radii_angstrom": [5], "lattice_angstrom": 1.9, "temperatures_kelvin": [300] }""";

        ImmutableArray<DynamicsOutcome> outcomes = Run($"{exploding}, {Bcc}", "bcc-0300K", out var people);

        Assert.Matches("Lost atoms|temperature", outcomes[0].Dropped);
        Assert.Null(outcomes[1].Dropped);
        Assert.Contains("dense-0300K-5A dropped: ", people, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CrystalThatMelts_IsRelabelledOrDropped()
    {
        const string hot = """{ "name": "hot", "phase": "fcc", "potential": "mendelev", "cells": [4, 4, 4], "lattice_angstrom": 3.85, "temperatures_kelvin": [4500] }""";

        DynamicsOutcome outcome = Only(Run(hot, "hot-4500K", out _));

        Assert.True(outcome.Dropped is not null || outcome.Phase == DynamicsPhase.Liquid, $"{outcome.Phase}");
    }

    [Theory]
    [InlineData("\"Fe_mm.eam.fs\"", "\"No_such.eam.fs\"", "No_such.eam.fs", "lammps-data")]
    [InlineData("\"Fe_mm.eam.fs\"", "\"CuZr_mm.eam.fs\"", "potential mendelev", "No matching element in EAM potential file")]
    [InlineData("\"style\": \"eam/fs\"", "\"style\": \"eam/nothing\"", "potential mendelev", "eam/nothing")]
    [InlineData("\"style\": \"eam/fs\",\n      \"file\": \"Fe_mm.eam.fs\",\n      \"elements\": [\"Fe\"]", "\"style\": \"eam\", \"file\": \"Cu_u3.eam\"", "Cu_u3.eam is for atoms of 63.55", "not for Fe")]
    public void Run_PotentialThatCannotBe_IsOneLine_AndNothingRuns(string given, string wrong, string part, string other)
    {
        var text = TrainingConfigs.Iron(Bcc, "bcc-0300K");
        Assert.Contains(given, text, StringComparison.Ordinal);

        var (exit, people) = Command(text.Replace(given, wrong, StringComparison.Ordinal));

        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.Contains(part, people, StringComparison.Ordinal);
        Assert.Contains(other, people, StringComparison.Ordinal);
        Assert.Single(people.Trim().Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(_output, "dynamics", "bcc-0300K")));
    }

    [Fact]
    public void Run_WithoutLammps_IsOneLine()
    {
        File.WriteAllText(Path.Combine(_output, "config.json"), TrainingConfigs.Iron(Bcc, "bcc-0300K"));
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        string[] words = ["PATH=/nonexistent", dotnet, typeof(CommandLine).Assembly.Location, "dynamics", "--config", "config.json", "--output", "out"];

        ProgramResult result = new ExternalProgram("/usr/bin/env", "coreutils").Run(words, _output, null, CancellationToken.None);

        Assert.Equal(ExitCode.WrongUsage, result.ExitCode);
        Assert.Equal("lmp is missing: apt-get install lammps", result.Output.Trim());
    }

    [Fact]
    public void Run_Stopped_KeepsWhatIsFinished_AndGoesOn()
    {
        const string both = """{ "name": "bcc", "phase": "bcc", "potential": "mendelev", "cells": [4, 4, 4], "temperatures_kelvin": [300] }, { "name": "long", "phase": "bcc", "potential": "mendelev", "cells": [4, 4, 4], "temperatures_kelvin": [300], "production_ps": 9000 }""";
        var config = TrainingConfigs.Parsed(both, "bcc-0300K");
        using var stopping = new CancellationTokenSource();
        var stage = new DynamicsStage(config, _output, People.On(TextWriter.Null, terminal: false));
        ImmutableArray<DynamicsRun> runs = DynamicsPlan.Of(config);
        using var finished = new FileSystemWatcher(_output, DynamicsOutcome.File) { IncludeSubdirectories = true };
        finished.Renamed += (_, _) => stopping.Cancel();
        finished.EnableRaisingEvents = true;

        Assert.ThrowsAny<OperationCanceledException>(() => stage.Run(runs, 1, stopping.Token));
        Assert.NotNull(DynamicsOutcome.Load(stage.FolderOf(runs[0])));
        Assert.Null(DynamicsOutcome.Load(stage.FolderOf(runs[1])));
    }

    /// <summary>The formula against the table that its authors gave LAMMPS, which is in single precision.</summary>
    [Fact]
    public void Zhou_OfCopper_IsTheTableOfItsAuthors()
    {
        ZhouParameters zhou = TrainingConfig.Load(TrainingConfigs.FileOf("cu")).Potentials["zhou"].Zhou!;
        string[] lines = File.ReadAllLines(LammpsProgram.PotentialFile("CuTa.eam.alloy"));
        double[] grid = [.. lines[4].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
        double[] table = [.. lines[6..].SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(word => word != "fcc").Select(Number)];
        int points = (int)grid[0], pair = (4 * points) + 3;
        var (drho, dr) = (grid[1], grid[3]);

        for (var i = points / 4; i < points; i++)
        {
            Assert.Equal(zhou.Embedding(i * drho), table[i], 1e-6);
            Assert.Equal(1, table[points + i] / zhou.Density(i * dr), 1e-5);
            Assert.Equal(i * dr * zhou.Pair(i * dr), table[pair + i], 2e-6 * Math.Max(1, Math.Abs(table[pair + i])));
        }
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static DynamicsOutcome Only(ImmutableArray<DynamicsOutcome> outcomes) => Assert.Single(outcomes);

    private ImmutableArray<DynamicsOutcome> Run(string groups, string reference, out string people)
    {
        var text = TrainingConfigs.Iron(groups, reference, productionPs: "0.5", equilibrationPs: "0.3");
        (var exit, people) = Command(text);
        Assert.Equal(ExitCode.Done, exit);
        var config = TrainingConfig.Parse(text);
        return [.. DynamicsPlan.Of(config).Select(run => DynamicsOutcome.Load(Path.Combine(_output, "dynamics", run.Name))!)];
    }

    private (int Exit, string People) Command(string text)
    {
        var file = Path.Combine(_output, "config.json");
        File.WriteAllText(file, text);
        var people = new StringWriter(CultureInfo.InvariantCulture);
        var exit = CommandLine.Run(["dynamics", "--config", file, "--output", _output, "--processes", "2"], TextWriter.Null, People.On(people, terminal: false), CancellationToken.None);
        return (exit, people.ToString());
    }
}
