using System.Diagnostics;
using System.Globalization;
using Exafs.Tests.Reference;

namespace Exafs.SystemTests.Deployment;

/// <summary>The unit of the daemon, by systemd's own judgement; where there is no systemd-analyze, there is nothing to ask.</summary>
public sealed class SystemdUnitTests : IDisposable
{
    /// <summary>Tenths of systemd's measure of exposure, from 0 to 100; below 20 it says OK.</summary>
    private const int ExposureMaximum = 20;

    private static readonly string s_unit = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "config", "systemd", "exafs-monitor.service"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("exafs-unit-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Unit_IsTakenBySystemd_WithoutAWord() => Assert.Equal((0, ""), await AnalyzeAsync("verify"));

    [Fact]
    public async Task Unit_WithTheGraphicsCard_IsTakenToo()
    {
        var drops = _folder.CreateSubdirectory("exafs-monitor.service.d");
        File.Copy(Path.Combine(RepositoryFolder.Path, "config", "systemd", "gpu.conf"), Path.Combine(drops.FullName, "gpu.conf"));

        Assert.Equal((0, ""), await AnalyzeAsync("verify"));
    }

    [Fact]
    public async Task Unit_IsHardened()
    {
        var (exit, output) = await AnalyzeAsync("security", "--offline=true", string.Create(CultureInfo.InvariantCulture, $"--threshold={ExposureMaximum}"));

        Assert.True(exit == 0, output);
    }

    [Theory]
    [InlineData("Type=notify")]
    [InlineData("RestartPreventExitStatus=2")] // ExitCode.Configuration
    [InlineData("MemoryDenyWriteExecute=no")] // the runtime compiles while it runs
    public void Unit_Says_WhatTheDaemonNeeds(string line) => Assert.Contains(line, s_unit.Split('\n'));

    /// <summary>Both streams; nothing where there is no systemd-analyze.</summary>
    private async Task<(int Exit, string Output)> AnalyzeAsync(params string[] words)
    {
        const string Program = "/usr/bin/systemd-analyze";
        if (!File.Exists(Program)) return (0, "");

        // The program itself is not installed here, and that is not what is asked.
        var unit = Path.Combine(_folder.FullName, "exafs-monitor.service");
        await File.WriteAllTextAsync(unit, s_unit.Replace("/usr/bin/exafs-monitor", "/bin/true", StringComparison.Ordinal));
        using var process = Process.Start(new ProcessStartInfo(Program, [.. words, unit]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
