using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Exafs.Inference.Calibration;
using Exafs.Inference.Features;
using Exafs.Inference.Packs;
using Exafs.Physics.Estimates;
using Spectre.Console;

namespace Exafs.Lab.Invert;

/// <summary>Spectra to structures.</summary>
/// <param name="results">Where the JSON goes when no file is named.</param>
/// <param name="people">Where the table goes.</param>
public sealed class InvertCommand(TextWriter results, IAnsiConsole people)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(TextWriter results, IAnsiConsole people)
    {
        var inputs = new Argument<string[]>("input") { Description = "Spectra µ(E) in any format of the README's table, or χ(k) as Athena, ifeffit or Larch export it.", Arity = ArgumentArity.OneOrMore };
        inputs.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))) result.AddError($"{token.Value}: no such option");
        });
        var pack = new Option<string>("--pack") { Description = "Folder of the pack, such as config/packs/fe.", Required = true };
        var calibration = new Option<string?>("--calibration") { Description = "File of the beam time, as exafs-lab calibrate writes it; absent: the nominal values of the pack." };
        var output = new Option<string>("--output") { Description = "JSON file for the results; - is the standard output.", DefaultValueFactory = _ => "-" };
        var plot = new Option<string?>("--plot") { Description = "SVG file that shows g(R) with its band." };
        var engine = new Option<string>("--engine") { Description = "What runs the networks: managed, torch:cpu or torch:cuda:0.", DefaultValueFactory = _ => "managed" };
        var second = new Option<bool>("--second-opinion") { Description = "Also ask the decomposition over the pack's library, and tell where the two disagree." };
        var command = new Command("invert", "χ(k) to g(R), shells, phases, each with its error. Ends with 1 where an input gave none.") { inputs, pack, calibration, output, plot, engine, second };
        command.SetAction(parsed =>
        {
            using OpenedPack opened = Usable("--pack", () => OpenedPack.Load(parsed.GetValue(pack)!, parsed.GetValue(engine)!, parsed.GetValue(second)));
            BeamlineCalibration? told = parsed.GetValue(calibration) is { } file ? Usable("--calibration", () => FoilCalibration.Read(file, opened.Edge.Element, opened.Edge.Edge).Beamline) : null;
            return new InvertCommand(results, people).Run(
                parsed.GetValue(inputs)!, opened.Edge, opened.For(told ?? opened.NominalCalibration), calibrated: told is not null, parsed.GetValue(output)!, parsed.GetValue(plot));
        });
        return command;
    }

    /// <summary>Inverts each; one that fails has its error in its place and leaves the others unharmed.</summary>
    /// <param name="files">Paths.</param>
    /// <param name="edge">Spectra of another are refused.</param>
    /// <param name="estimator">χ(k) → structure.</param>
    /// <param name="calibrated">Whether the calibration is one of this beam time.</param>
    /// <param name="outputPath">Path of the JSON, or "-".</param>
    /// <param name="plotPath">Path of the SVG, or null.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The output cannot be written.</exception>
    public int Run(IReadOnlyList<string> files, EdgeGate edge, IStructureEstimator estimator, bool calibrated, string outputPath, string? plotPath)
    {
        var inputs = new InvertInputs(edge);
        Inverted[] all = [.. files.SelectMany(inputs.Of)];
        int[] asked = [.. Enumerable.Range(0, all.Length).Where(i => all[i].Error is null)];
        IReadOnlyList<EstimateOutcome> outcomes = estimator.Estimate([.. asked.Select(i => all[i].Chi!)]);
        foreach (var (i, outcome) in asked.Zip(outcomes))
            all[i] = all[i] with { Estimate = outcome.Estimate, Error = outcome.Defect is { } defect ? $"{defect.Reason}: {defect.Detail}" : null };

        if (outputPath == "-") results.WriteLine(Json(all, calibrated));
        else WholeFile.Write(outputPath, "--output", stream => InvertJson.Write(stream, all, calibrated));
        InvertTable.Show(people, all);
        if (plotPath is not null) Draw(edge.Element, all, plotPath);
        return all.Any(result => result.Error is not null) ? ExitCode.SomeFailed : ExitCode.Done;
    }

    private static T Usable<T>(string option, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            throw new UsageException($"{option}: {error.Message}");
        }
    }

    private void Draw(string element, Inverted[] all, string path)
    {
        if (all.All(result => result.Estimate is null)) people.Say($"--plot: no spectrum was inverted, so {path} is not written");
        else WholeFile.Write(path, "--plot", stream => stream.Write(Encoding.UTF8.GetBytes(InvertSheet.Of(element, all).ToSvg())));
    }

    private static string Json(Inverted[] all, bool calibrated)
    {
        using var memory = new MemoryStream();
        InvertJson.Write(memory, all, calibrated);
        return Encoding.UTF8.GetString(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }
}
