using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Exafs.Lab.Plot;
using Exafs.Physics.Libraries;
using Spectre.Console;

namespace Exafs.Lab.Show;

/// <summary>Libraries and structures as figures.</summary>
/// <param name="people">Where what was drawn is told.</param>
public sealed class ShowCommand(IAnsiConsole people)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people)
    {
        var inputs = new Argument<string[]>("input") { Description = "A folder with a library, or files of atoms.", Arity = ArgumentArity.OneOrMore };
        inputs.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))) result.AddError($"{token.Value}: no such option");
        });
        var output = new Option<string>("--output") { Description = "SVG file to write.", Required = true };
        var index = new Option<int?>("--index") { Description = "Of a library: draws this one structure, counted from 0; absent: a summary of all." };
        var command = new Command("show", "Draws a training library, one of its structures, or files of atoms as SVG.") { inputs, output, index };
        command.SetAction(parsed => new ShowCommand(people).Run(parsed.GetValue(inputs)!, parsed.GetValue(output)!, parsed.GetValue(index)));
        return command;
    }

    /// <summary>Draws.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The inputs are not what can be drawn, or the output cannot be written.</exception>
    public int Run(IReadOnlyList<string> inputs, string outputPath, int? index)
    {
        if (inputs.Count > 1) throw new UsageException("a library is shown alone");
        Sheet sheet = OfLibrary(inputs[0], index);
        WholeFile.Write(outputPath, "--output", stream => stream.Write(Encoding.UTF8.GetBytes(sheet.ToSvg())));
        people.Say($"{outputPath}: {sheet.Title}");
        return ExitCode.Done;
    }

    private static Sheet OfLibrary(string folder, int? index)
    {
        try
        {
            var view = new LibraryView(StructureLibrary.Load(folder));
            if (index is not { } structure) return LibrarySheet.Of(view);
            return structure >= 0 && structure < view.Count ? SampleSheet.Of(view, structure) : throw new UsageException($"--index: {structure} is not one of the {view.Count} structures, 0 to {view.Count - 1}");
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"{folder}: {error.Message}");
        }
    }
}
