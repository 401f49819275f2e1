using System.Diagnostics;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Lab.Simulate;

/// <summary>config/slurm/simulate.sbatch on a real Slurm: a controller and a node of its own, as long as the test lasts.</summary>
[Collection(SimulateGroup.Name)]
public sealed class SlurmTests(SmallLibrary small) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-slurm-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Simulate_AsAnArrayOfShares_JoinsThemToTheSameBytes()
    {
        Assert.True(File.Exists("/usr/sbin/slurmctld") && File.Exists("/usr/sbin/slurmd"), "Slurm is missing: apt-get install slurmctld slurmd slurm-client");
        var (cluster, output) = (Path.Combine(_folder, "cluster"), Path.Combine(_folder, "output"));
        var start = new ProcessStartInfo("/bin/sh", [Path.Combine(RepositoryFolder.Path, "tests/Exafs.SystemTests/slurm/cluster.sh"), cluster, SmallLibrary.Config, output, "2"])
        {
            WorkingDirectory = RepositoryFolder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] += ":/usr/sbin";
        start.Environment["EXAFS_LAB"] = $"{LabProcess.Dotnet} {LabProcess.Program}";
        using var shell = Process.Start(start)!;

        var (code, said) = await LabProcess.EndAsync(shell);

        Assert.True(code == 0, said);
        small.AssertSameAs(output);
    }
}
