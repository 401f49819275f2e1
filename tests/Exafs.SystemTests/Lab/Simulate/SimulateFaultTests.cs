using System.Diagnostics;
using Exafs.Lab;
using Exafs.Physics.Libraries;

namespace Exafs.SystemTests.Lab.Simulate;

/// <summary>What goes wrong costs what was in work, is told in one line, and leaves the rest as it was.</summary>
[Collection(SimulateGroup.Name)]
public sealed class SimulateFaultTests(SmallLibrary small) : IDisposable
{
    private readonly string _output = Directory.CreateTempSubdirectory("exafs-simulate-").FullName;

    public void Dispose() => Directory.Delete(_output, recursive: true);

    [Theory]
    [InlineData("dynamics", "outcome.json")]
    [InlineData("structures", "*.safetensors")]
    public async Task Simulate_KilledMidway_GoesOnToTheSameBytes(string stage, string finished)
    {
        var folder = Path.Combine(_output, stage);
        // On a busy machine all may be made before the kill arrives: then once more from the beginning.
        for (int attempt = 0; attempt < 5; attempt++)
        {
            await KilledAsync(stage, folder, finished);
            if (!Directory.Exists(SmallLibrary.LibraryOf(_output)))
                break;
            Directory.Delete(_output, recursive: true);
        }

        Assert.True(Directory.Exists(folder) && !Directory.Exists(SmallLibrary.LibraryOf(_output)), "it was never killed midway");
        var kept = Directory.GetFiles(folder, finished, SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);

        var (code, said) = SmallLibrary.Simulate(SmallLibrary.Config, _output);

        Assert.True(code == ExitCode.Done, said);
        Assert.All(kept, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
        small.AssertSameAs(_output);
    }

    [Theory]
    [InlineData("kill -TERM $1", ExitCode.SomeFailed, "Stopped; what is finished stays, and the same command goes on.")]
    [InlineData("kill -INT $1 $(pgrep -P $1)", ExitCode.SomeFailed, "Stopped; what is finished stays, and the same command goes on.")]
    [InlineData("kill -KILL $(pgrep -P $1)", ExitCode.WrongUsage, "lmp was ended from outside, by SIGKILL")]
    public async Task Simulate_StoppedInDynamics_DropsNoRunForIt(string how, int code, string line)
    {
        // Long enough that it cannot end by itself before.
        var config = Configure("\"production_ps\": 0.2", "\"production_ps\": 500");
        using var process = LabProcess.Start(null, "simulate", "--config", config, "--output", _output, "--stage", "dynamics", "--jobs", "1");
        var patience = Stopwatch.StartNew();
        while (!File.Exists(Path.Combine(_output, "dynamics", "fcc-0150K", "trajectory.dump")))
        {
            Assert.False(process.HasExited || patience.Elapsed > TimeSpan.FromMinutes(3), "dynamics never began");
            await Task.Delay(10);
        }

        await LabProcess.ShellAsync(how, $"{process.Id}");
        var (ended, said) = await LabProcess.EndAsync(process);

        Assert.Equal(code, ended);
        Assert.Contains(line, said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_output, "outcome.json", SearchOption.AllDirectories));
    }

    // Of the 550 kB of everything, dynamics are the first 330.
    [Theory]
    [InlineData(150, "dynamics")]
    [InlineData(420, "structures")]
    public async Task Simulate_OnAFullDisk_SaysSoAndGoesOnWhenThereIsSpace(int kilobytes, string stage)
    {
        // A file system of its own that is gone with the shell; without root it takes a user namespace.
        string[] namespaces = Environment.UserName == "root" ? ["-m"] : ["-Urm"];
        const string Script = """
            mount -t tmpfs -o size=$1k tmpfs "$2" || exit 9
            "$3" "$4" simulate --config "$5" --output "$2" --jobs 1; echo "first: $?"
            ls "$2"/dynamics/*/outcome.json "$2"/structures/*/*.safetensors 2>/dev/null | wc -l
            find "$2" -name '*.part' | wc -l
            mount -o remount,size=20m "$2"
            "$3" "$4" simulate --config "$5" --output "$2" --jobs 1; echo "second: $?"
            cp "$2"/library/* "$6"
            """;
        var copy = Path.Combine(_output, "copy", "library");
        var disk = Path.Combine(_output, "disk");
        Directory.CreateDirectory(copy);
        Directory.CreateDirectory(disk);
        using var shell = Process.Start(new ProcessStartInfo("unshare", [.. namespaces, "sh", "-c", Script, "sh", $"{kilobytes}", disk, LabProcess.Dotnet, LabProcess.Program, SmallLibrary.Config, copy]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

        var (code, said) = await LabProcess.EndAsync(shell);

        Assert.True(code == 0, said);
        Assert.Contains("first: 2", said, StringComparison.Ordinal);
        Assert.Contains("second: 0", said, StringComparison.Ordinal);
        var lines = said.Split('\n');
        var first = Array.IndexOf(lines, "first: 2");
        Assert.InRange(int.Parse(lines[first + 1], System.Globalization.CultureInfo.InvariantCulture), stage == "dynamics" ? 1 : 6, 20);
        Assert.Equal("0", lines[first + 2]);
        Assert.Contains(lines, line => line.Contains("No space left on device", StringComparison.Ordinal) || line.Contains("is the disk full?", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        small.AssertSameAs(Path.Combine(_output, "copy"));
    }

    [Theory]
    [InlineData("", "lmp is missing: apt-get install lammps")]
    [InlineData("lmp", "feff8l_rdinp is missing: apt-get install feff85exafs")]
    public async Task Simulate_WithoutAProgram_SaysWhichBeforeAnyWork(string program, string line)
    {
        var path = Path.Combine(_output, "path");
        Directory.CreateDirectory(path);
        if (program.Length > 0) File.CreateSymbolicLink(Path.Combine(path, program), Path.Combine("/usr/bin", program));
        using var process = LabProcess.Start(path, "simulate", "--config", SmallLibrary.Config, "--output", _output);

        var (code, said) = await LabProcess.EndAsync(process);

        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Contains(line, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_output, "dynamics")));
    }

    [Fact]
    public void Simulate_WithACutTrajectory_TellsWhichAndKeepsTheOthers()
    {
        SmallLibrary.Simulate(SmallLibrary.Config, _output);
        var before = Directory.GetFiles(Path.Combine(_output, "structures"), "*.safetensors", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        var dump = Path.Combine(_output, "dynamics", "fcc-0450K", "trajectory.dump");
        File.WriteAllBytes(dump, File.ReadAllBytes(dump)[..^500]);
        Directory.Delete(SmallLibrary.LibraryOf(_output), recursive: true);

        var (code, said) = SmallLibrary.Simulate(SmallLibrary.Config, _output);

        Assert.Equal(ExitCode.SomeFailed, code);
        Assert.Contains($"{dump}: ", Assert.Single(said.Split('\n'), line => line.Contains("fcc-0450K", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(SmallLibrary.LibraryOf(_output)));
        Assert.All(before, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));

        Directory.Delete(Path.GetDirectoryName(dump)!, recursive: true);
        Assert.Equal(ExitCode.Done, SmallLibrary.Simulate(SmallLibrary.Config, _output).Code);
        small.AssertSameAs(_output);
    }

    [Fact]
    public void Simulate_RunThatMelts_IsALiquid()
    {
        var config = Configure("\"temperatures_kelvin\": [150, 300, 450, 600]", "\"temperatures_kelvin\": [300, 6000]");

        var (code, said) = SmallLibrary.Simulate(config, _output);

        Assert.True(code == ExitCode.Done, said);
        Assert.Contains("fcc-6000K became liquid", said, StringComparison.Ordinal);
        var library = StructureLibrary.Load(SmallLibrary.LibraryOf(_output));
        Assert.Equal(["fcc", "liquid", "particle"], library.Manifest.Runs.Select(run => run.Phase));
        Assert.Equal([true, true, true], library.Training.Label("lattice_angstrom").Skip(3).Take(3).Select(double.IsNaN));
    }

    [Fact]
    public void Simulate_RunThatExplodes_IsDroppedAndCounted()
    {
        // Too hot for its box: at a tenth of its volume, atoms start inside each other.
        var config = Configure("{ \"name\": \"particle\"", "{ \"name\": \"dense\", \"phase\": \"fcc\", \"potential\": \"foiles\", \"cells\": [4, 4, 4], \"lattice_angstrom\": 1.6, \"temperatures_kelvin\": [9000] }, { \"name\": \"particle\"");

        var (code, said) = SmallLibrary.Simulate(config, _output);

        Assert.True(code == ExitCode.Done, said);
        Assert.Contains("dense-9000K is dropped: ", said, StringComparison.Ordinal);
        LibraryManifest manifest = StructureLibrary.Load(SmallLibrary.LibraryOf(_output)).Manifest;
        Assert.Equal("dense-9000K", Assert.Single(manifest.Dropped).Name);
        Assert.Equal((5, 15), (manifest.Runs.Length, manifest.Counts.Sum(count => count.Structures)));
    }

    [Fact]
    public void Simulate_WhereAllRunsExplode_SaysThatThereIsNothing()
    {
        var config = Configure("\"timestep_fs\": 2,", "\"timestep_fs\": 60,");

        var (code, said) = SmallLibrary.Simulate(config, _output);

        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Equal(5, said.Split('\n').Count(line => line.Contains("is dropped", StringComparison.Ordinal)));
        Assert.Contains("nothing to join", said, StringComparison.Ordinal);
    }

    private async Task KilledAsync(string stage, string folder, string finished)
    {
        using var process = LabProcess.Start(null, "simulate", "--config", SmallLibrary.Config, "--output", _output, "--jobs", "1");
        var patience = Stopwatch.StartNew();
        while (!Directory.Exists(folder) || Directory.GetFiles(folder, finished, SearchOption.AllDirectories).Length < 2)
        {
            Assert.False(process.HasExited || patience.Elapsed > TimeSpan.FromMinutes(3), $"it made nothing in {stage}");
            await Task.Delay(2);
        }

        process.Kill();
        await process.WaitForExitAsync();
    }

    private string Configure(string from, string to)
    {
        var text = File.ReadAllText(SmallLibrary.Config);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var config = Path.Combine(_output, "config.json");
        File.WriteAllText(config, text.Replace(from, to, StringComparison.Ordinal));
        return config;
    }
}
