using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Exafs.SystemTests.Adapters;

/// <summary>A program of Debian's that plays the other side; it ends with the test.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    private Peer(Process process) => _process = process;

    /// <summary>Runs a script of the folder python with Debian's own python3.</summary>
    public static Peer Python(string script, params string[] arguments) =>
        Start("/usr/bin/python3", "python3-zmq python3-msgpack python3-numpy", [Script(script), .. arguments]);

    public static Peer Start(string program, string packages, IEnumerable<string> arguments, IDictionary<string, string>? environment = null)
    {
        Assert.True(File.Exists(program), $"{program} is missing: apt-get install {packages}");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        var peer = new Peer(process) { Packages = packages };
        process.ErrorDataReceived += (_, line) => peer.Errors += line.Data + "\n";
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return peer;
    }

    public string Packages { get; private init; } = "";

    public string Errors { get; private set; } = "";

    /// <summary>Waits until the program has done its work.</summary>
    public async Task DoneAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(_process.ExitCode == 0, $"the peer failed; is it complete? apt-get install {Packages}\n{Errors}");
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
            Kill();
        _process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string Script(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exafs.Stream.sln")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "tests", "Exafs.SystemTests", "python", name);
    }
}
