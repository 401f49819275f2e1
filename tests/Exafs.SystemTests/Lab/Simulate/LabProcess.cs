using System.Diagnostics;

namespace Exafs.SystemTests.Lab.Simulate;

/// <summary>exafs-lab as a process of its own, as a user starts it.</summary>
internal static class LabProcess
{
    /// <summary>What starts it, whatever the PATH.</summary>
    public static string Dotnet { get; } = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet"
        ? host
        : Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);

    public static string Program
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(here.Parent!.Parent!.FullName, "Exafs.Lab", here.Name, "exafs-lab.dll");
        }
    }

    /// <param name="path">PATH of it; null: as here.</param>
    /// <param name="words">What it is told.</param>
    public static Process Start(string? path, params string[] words)
    {
        var start = new ProcessStartInfo(Dotnet, [Program, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (path is not null) start.Environment["PATH"] = path;
        return Process.Start(start)!;
    }

    /// <summary>Its exit code, and all that it or its programs said.</summary>
    public static async Task<(int Code, string Said)> EndAsync(Process process)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, output + await errors);
    }

    /// <summary>A shell script, with <c>$1</c>, <c>$2</c> … set.</summary>
    public static async Task<(int Code, string Said)> ShellAsync(string script, params string[] words)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, "sh", .. words]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return await EndAsync(shell);
    }
}
