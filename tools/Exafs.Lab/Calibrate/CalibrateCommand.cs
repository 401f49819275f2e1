using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Exafs.Inference.Calibration;
using Exafs.Inference.Features;
using Exafs.Lab.Compare;
using Exafs.Physics.Comparison;
using Exafs.Physics.Experiment;
using Exafs.Physics.Libraries;
using Spectre.Console;

namespace Exafs.Lab.Calibrate;

/// <summary>Foils of known structure to ΔE0 and S0² of a beam time.</summary>
/// <param name="results">Where the JSON goes when no file is named.</param>
/// <param name="people">Where the table goes.</param>
/// <param name="clock">Dates the calibration.</param>
public sealed class CalibrateCommand(TextWriter results, IAnsiConsole people, TimeProvider clock)
{
    private const double Hottest = 1500;

    /// <summary>Ends of the fit, Å⁻¹: a foil that does not reach the first is fitted to the second.</summary>
    private static readonly double[] s_ends = [12, 10];

    /// <summary>The words of the command line.</summary>
    public static Command Define(TextWriter results, IAnsiConsole people)
    {
        var foils = new Argument<string[]>("foil") { Description = "Measured spectra of the pack's element as metal, in any format of the README's table.", Arity = ArgumentArity.OneOrMore };
        foils.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))) result.AddError($"{token.Value}: no such option");
        });
        var pack = new Option<string>("--pack") { Description = "Folder of the pack, such as config/packs/fe.", Required = true };
        var output = new Option<string>("--output") { Description = "JSON file for the calibration; - is the standard output.", DefaultValueFactory = _ => "-" };
        var temperature = new Option<double>("--temperature") { Description = "Of the foils, K.", DefaultValueFactory = _ => 295 };
        var command = new Command("calibrate", "Fits ΔE0 and S0² of a beam time to foils of known structure, once; nothing else is fitted. Ends with 1 where a foil could not be used.") { foils, pack, output, temperature };
        command.SetAction(parsed => new CalibrateCommand(results, people, TimeProvider.System).Run(parsed.GetValue(foils)!, parsed.GetValue(pack)!, parsed.GetValue(output)!, parsed.GetValue(temperature)));
        return command;
    }

    /// <summary>Fits each foil and combines those that fit.</summary>
    /// <param name="files">Paths.</param>
    /// <param name="packFolder">Folder of the pack.</param>
    /// <param name="outputPath">Path of the JSON, or "-".</param>
    /// <param name="kelvin">Of the foils, K.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The pack cannot be read, the temperature not be reached, or the output not be written.</exception>
    public int Run(IReadOnlyList<string> files, string packFolder, string outputPath, double kelvin)
    {
        if (!(kelvin is >= 0 and <= Hottest)) throw new UsageException($"--temperature: {kelvin} K is not between 0 and {Hottest}");
        var pack = ComparePack.Load(packFolder);
        var (theory, chi, sha256) = Theory(packFolder, pack, kelvin);
        pack = pack with { TemperatureKelvin = kelvin, Chi = chi };
        FoilReduction[] reductions = [.. s_ends.Select(end => new FoilReduction(pack, new FoilFitParameters { Fourier = new FoilFitParameters().Fourier with { KMax = end } }))];
        Foil[] foils = [.. files.SelectMany(file => Reach(file, reductions)).Select(foil => foil with { Fit = foil.Fit is { } fit ? theory.Absolute(fit) : null })];
        CompareTable.Show(people, foils);
        ImmutableArray<CalibratedFoil> used = [.. foils.Where(foil => foil.Fit is not null).Select(foil => new CalibratedFoil(foil.File, foil.Fit!.DeltaE0, foil.Fit.DeltaE0Sigma, foil.Fit.S02, foil.Fit.S02Sigma, foil.Fit.RFactor))];
        if (used.IsEmpty)
        {
            people.Say($"no foil could be used: {foils.FirstOrDefault()?.Error ?? "there is none"}");
            return ExitCode.SomeFailed;
        }

        var (deltaE0, deltaE0Sigma) = FoilCalibration.Mean([.. used.Select(foil => (foil.DeltaE0Ev, foil.DeltaE0SigmaEv))]);
        var (s02, s02Sigma) = FoilCalibration.Mean([.. used.Select(foil => (foil.S02, foil.S02Sigma))]);
        var calibration = new FoilCalibration
        {
            Format = FoilCalibration.CurrentFormat,
            Element = pack.Element,
            Edge = pack.Edge,
            Pack = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(packFolder))),
            PackSha256 = sha256,
            DeltaE0Ev = deltaE0,
            DeltaE0SigmaEv = deltaE0Sigma,
            S02 = s02,
            S02Sigma = s02Sigma,
            TemperatureKelvin = kelvin,
            TimeUtc = clock.GetUtcNow(),
            Foils = used,
        };
        people.Say($"ΔE0 {deltaE0:F2} ± {deltaE0Sigma:F2} eV, S0² {s02:F3} ± {s02Sigma:F3} from {used.Length} {(used.Length == 1 ? "spectrum" : "spectra")} at {kelvin:F0} K");
        if (outputPath == "-") results.WriteLine(Text(calibration));
        else WholeFile.Write(outputPath, "--output", calibration.Write);
        return foils.Any(foil => foil.Error is not null) ? ExitCode.SomeFailed : ExitCode.Done;
    }

    private static Foil[] Reach(string file, FoilReduction[] reductions)
    {
        Foil[] foils = [.. reductions[0].Of(file)];
        return foils.Any(foil => foil.Error?.StartsWith("short_range", StringComparison.Ordinal) == true) ? [.. reductions[1].Of(file)] : foils;
    }

    private static (FoilTheory Theory, ImmutableArray<double> Chi, string Sha256) Theory(string folder, ComparePack pack, double kelvin)
    {
        var edge = AbsorptionEdge.Tabulated.FirstOrDefault(edge => edge.Element == pack.Element && edge.Name == pack.Edge) ?? throw new UsageException($"--pack: the {pack.Edge} edge of {pack.Element} is not tabulated");
        var library = ComparePack.LibraryOf(folder);
        try
        {
            var theory = FoilTheory.Of(StructureLibrary.Load(library), new TheoryScale(edge.Energy, BeamlineCalibration.AtomicExponent));
            using var manifest = File.OpenRead(Path.Combine(library, LibraryManifest.FileName));
            return (theory, theory.At(kelvin), LibraryManifest.Sha256(manifest));
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"--pack: {error.Message}");
        }
    }

    private static string Text(FoilCalibration calibration)
    {
        using var memory = new MemoryStream();
        calibration.Write(memory);
        return System.Text.Encoding.UTF8.GetString(memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }
}
