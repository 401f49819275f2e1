using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Exafs.Physics.Libraries;
using Exafs.Report.Plot;
using Spectre.Console;

namespace Exafs.Lab.Show;

/// <summary>Libraries and structures as figures.</summary>
/// <param name="people">Where what was drawn is told.</param>
public sealed class ShowCommand(IAnsiConsole people)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people, CancellationToken stopping)
    {
        var inputs = new Argument<string[]>("input") { Description = "A folder with a library, or files of atoms: LAMMPS dumps, (extended) XYZ, POSCAR.", Arity = ArgumentArity.OneOrMore };
        inputs.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))) result.AddError($"{token.Value}: no such option");
        });
        var output = new Option<string>("--output") { Description = "SVG file to write.", Required = true };
        var index = new Option<int?>("--index") { Description = "Of a library: draws this one structure, counted from 0; absent: a summary of all." };
        var pack = new Option<string?>("--pack") { Description = "Of files of atoms: folder of the pack with the scattering data of their element, such as config/packs/fe; absent: neighbours alone." };
        var command = new Command("show", "Draws a training library, one of its structures, or files of atoms as SVG.") { inputs, output, index, pack };
        command.SetAction(parsed => new ShowCommand(people).Run(parsed.GetValue(inputs)!, parsed.GetValue(output)!, parsed.GetValue(index), parsed.GetValue(pack), stopping));
        return command;
    }

    /// <summary>Draws.</summary>
    /// <param name="inputs">One folder of a library, or files of atoms.</param>
    /// <param name="outputPath">SVG.</param>
    /// <param name="index">Which structure of a library; null: all.</param>
    /// <param name="packFolder">Pack with the scattering data for files of atoms.</param>
    /// <param name="stopping">Ends it.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The inputs are not what can be drawn, or the output cannot be written.</exception>
    public int Run(IReadOnlyList<string> inputs, string outputPath, int? index, string? packFolder, CancellationToken stopping)
    {
        if (inputs.Any(Directory.Exists))
        {
            if (inputs.Count > 1) throw new UsageException("a library is shown alone");
            if (packFolder is not null) throw new UsageException("--pack: a library has its χ(k) and needs none");
            Write(OfLibrary(inputs[0], index), outputPath);
            return ExitCode.Done;
        }

        if (index is not null) throw new UsageException("--index: of a library, which is a folder");
        var (sheet, errors) = new AtomsSheet(packFolder).Of(inputs, stopping);
        foreach (var error in errors) people.Say(error);
        if (!sheet.Panels.IsEmpty) Write(sheet, outputPath);
        return errors.IsEmpty ? ExitCode.Done : ExitCode.SomeFailed;
    }

    private void Write(Sheet sheet, string path)
    {
        WholeFile.Write(path, "--output", stream => stream.Write(Encoding.UTF8.GetBytes(sheet.ToSvg())));
        people.Say($"{path}: {sheet.Title}");
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
