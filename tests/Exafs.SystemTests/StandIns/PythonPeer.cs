using System.Diagnostics;

namespace Exafs.SystemTests.StandIns;

/// <summary>A script of the folder python, run by Debian's own python3, that talks in lines; it ends with the test.</summary>
internal sealed class PythonPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const string Remedy = "apt-get install python3 python3-zmq python3-msgpack";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly Task<string> errors;

    public PythonPeer(string script, params string[] arguments)
    {
        Assert.True(File.Exists(Python), $"{Python} is missing: {Remedy}");
        process = Process.Start(new ProcessStartInfo(Python, [Path.Combine(Root(), "tests/Exafs.SystemTests/python", script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        errors = process.StandardError.ReadToEndAsync();
    }

    public async Task<string> ReadLineAsync() => await process.StandardOutput.ReadLineAsync().WaitAsync(Patience)
        ?? throw new InvalidOperationException($"The peer has ended; if a module is missing: {Remedy}\n{await errors.WaitAsync(Patience)}");

    public Task WriteLineAsync(string line) => process.StandardInput.WriteLineAsync(line);

    /// <summary>Ends it as a crash would.</summary>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exafs.Stream.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No Exafs.Stream.sln above the tests.");
    }
}
