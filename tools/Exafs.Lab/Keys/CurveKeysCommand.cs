using System.CommandLine;
using Exafs.Adapters.ZeroMq;
using Spectre.Console;

namespace Exafs.Lab.Keys;

/// <summary>Keys for CURVE, the encryption of ZeroMQ.</summary>
public static class CurveKeysCommand
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people)
    {
        var name = new Argument<string>("name") { Description = "What the keys are for, such as monitor." };
        var output = new Option<string>("--output") { Description = "Folder for NAME.key and NAME.key_secret; files that are there are never replaced.", Required = true };
        var command = new Command("curve-keys", "Makes a pair of CURVE keys, in the files that PyZMQ and CZMQ read.") { name, output };
        command.SetAction(parsed => Run(people, parsed.GetValue(name)!, parsed.GetValue(output)!));
        return command;
    }

    private static int Run(IAnsiConsole people, string name, string folder)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars())) throw new UsageException($"name: \"{name}\" is no name of a file");
        try
        {
            CurveCertificate.New().Write(folder, name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output: {error.Message}");
        }

        people.Say($"{Path.Combine(folder, name)}.key is for the other side, {name}.key_secret for its owner alone");
        return ExitCode.Done;
    }
}
