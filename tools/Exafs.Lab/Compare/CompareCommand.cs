using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Exafs.Physics.Comparison;
using Spectre.Console;

namespace Exafs.Lab.Compare;

/// <summary>Measured foils against the calculated spectrum of a pack.</summary>
/// <param name="results">Where the JSON goes when no file is named.</param>
/// <param name="people">Where the table goes.</param>
public sealed class CompareCommand(TextWriter results, IAnsiConsole people)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(TextWriter results, IAnsiConsole people)
    {
        var foils = new Argument<string[]>("foil") { Description = "Measured spectra of the pack's element as metal, in any format of the README's table.", Arity = ArgumentArity.OneOrMore };
        foils.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))) result.AddError($"{token.Value}: no such option");
        });
        var pack = new Option<string>("--pack") { Description = "Folder of the pack, such as config/packs/fe.", Required = true };
        var output = new Option<string>("--output") { Description = "JSON file for the results; - is the standard output.", DefaultValueFactory = _ => "-" };
        var plot = new Option<string?>("--plot") { Description = "SVG file that shows foil and theory, k²χ(k), |χ(R)| and Re χ(R)." };
        var command = new Command("compare", "Fits S0² and ΔE0 of the pack's calculated spectrum to measured foils and tells how well they agree. Ends with 1 where a foil could not be compared.") { foils, pack, output, plot };
        command.SetAction(parsed => new CompareCommand(results, people).Run(parsed.GetValue(foils)!, parsed.GetValue(pack)!, parsed.GetValue(output)!, parsed.GetValue(plot)));
        return command;
    }

    /// <summary>Compares each; one that fails has its error in its place and leaves the others unharmed.</summary>
    /// <param name="files">Paths.</param>
    /// <param name="packFolder">Folder of the pack.</param>
    /// <param name="outputPath">Path of the JSON, or "-".</param>
    /// <param name="plotPath">Path of the SVG, or null.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The pack cannot be read, or the output not be written.</exception>
    public int Run(IReadOnlyList<string> files, string packFolder, string outputPath, string? plotPath)
    {
        var parameters = new FoilFitParameters();
        ComparePack pack = ComparePack.Load(packFolder);
        var reduction = new FoilReduction(pack, parameters);
        Foil[] foils = [.. files.SelectMany(reduction.Of)];
        if (outputPath == "-") results.WriteLine(Json(foils));
        else WholeFile.Write(outputPath, "--output", stream => CompareJson.Write(stream, foils));
        CompareTable.Show(people, foils);
        if (plotPath is not null) Draw(pack, parameters, foils, plotPath);
        return foils.Any(foil => foil.Error is not null) ? ExitCode.SomeFailed : ExitCode.Done;
    }

    private void Draw(ComparePack pack, FoilFitParameters parameters, Foil[] foils, string path)
    {
        if (foils.All(foil => foil.Fit is null)) people.Say($"--plot: no foil was compared, so {path} is not written");
        else WholeFile.Write(path, "--plot", stream => stream.Write(Encoding.UTF8.GetBytes(CompareSheet.Of(pack, parameters, foils).ToSvg())));
    }

    private static string Json(Foil[] foils)
    {
        using var memory = new MemoryStream();
        CompareJson.Write(memory, foils);
        return Encoding.UTF8.GetString(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }
}
