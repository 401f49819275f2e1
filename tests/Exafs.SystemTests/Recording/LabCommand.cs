using System.Globalization;
using Exafs.Lab;

namespace Exafs.SystemTests.Recording;

/// <summary>exafs-lab as this process runs it, and what it said.</summary>
internal static class LabCommand
{
    public static (int Code, string Said) Run(params string[] words) => Run(CancellationToken.None, words);

    public static (int Code, string Said) Run(CancellationToken stopping, params string[] words)
    {
        using StringWriter results = new(CultureInfo.InvariantCulture), said = new(CultureInfo.InvariantCulture);
        int code = CommandLine.Run(words, results, People.On(said, terminal: false), stopping);
        return (code, said.ToString());
    }

    /// <summary>On a thread of its own.</summary>
    public static Task<(int Code, string Said)> Start(CancellationToken stopping, params string[] words) =>
        Task.Factory.StartNew(() => Run(stopping, words), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
