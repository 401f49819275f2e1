using System.Diagnostics;

namespace Exafs.SystemTests.Monitor;

/// <summary>exafs-monitor as a process of its own, with what it has said so far; it ends with the test.</summary>
internal sealed class MonitorProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private string _output = "";

    private MonitorProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static MonitorProcess Start(string config, params string[] more) => Start(config, [], more);

    public static MonitorProcess Start(string config, Dictionary<string, string> environment, params string[] more)
    {
        // From its own folder: here, packages that ASP.NET Core's framework has are not beside it.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "Exafs.Monitor", here.Name, "exafs-monitor.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--config", config, "--view", "log", .. more.Contains("--listen") ? more : ["--listen", "none", .. more]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until it says so.</summary>
    public async Task SaysAsync(string text)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (!_output.Contains(text))
            _output += await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line ? line + "\n" : throw new EndOfStreamException($"it never said \"{text}\":\n{_output}");
    }

    /// <param name="name">Such as "TERM".</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        using var limit = new CancellationTokenSource(s_patience);
        _output += await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, _output, await _errors);
    }

    public int Id => _process.Id;

    /// <summary>All that it says until its end: somebody has to take it.</summary>
    public async Task<string> KeepListeningAsync()
    {
        var lines = new Queue<string>();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Enqueue(line);
            if (lines.Count > 1000)
                lines.Dequeue();
        }

        return string.Join('\n', lines);
    }

    /// <summary>The exit code, at its end.</summary>
    public async Task<int> CodeAsync()
    {
        using var limit = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
