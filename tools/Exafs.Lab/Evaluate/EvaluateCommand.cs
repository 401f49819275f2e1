using System.CommandLine;
using System.Text;
using Spectre.Console;

namespace Exafs.Lab.Evaluate;

/// <summary>What a pack can do, as a table: each row a test, what was measured, its limits.</summary>
/// <param name="results">Where the Markdown goes when no file is named.</param>
/// <param name="people">Where the table and what happens goes.</param>
/// <param name="clock">Dates the report.</param>
public sealed class EvaluateCommand(TextWriter results, IAnsiConsole people, TimeProvider clock)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(TextWriter results, IAnsiConsole people)
    {
        var pack = new Option<string?>("--pack") { Description = "Folder of the pack, such as config/packs/fe." };
        var compare = Many("--compare", "Folders of packs to put side by side, by theory alone; in the place of --pack.");
        var data = new Option<string?>("--data") { Description = "Folder of a library with held-out potentials; absent: that of the pack." };
        var engine = new Option<string>("--engine") { Description = "What runs the networks: managed, torch:cpu or torch:cuda:0.", DefaultValueFactory = _ => "managed" };
        var foils = Many("--foils", "Measured foils of the pack's element, files or folders; FILE=KELVIN tells a temperature.");
        var unlike = Many("--unlike", "Measured spectra of other substances.");
        var others = Many("--others", "Folders of packs of other elements, such as config/packs/cu; their references are unlike.");
        var calibration = new Option<string?>("--calibration") { Description = "File of the foils' beam time, as exafs-lab calibrate writes it; absent: by the first foil." };
        var quick = new Option<bool>("--quick") { Description = "A small part, seconds: held-out potentials, fractions, errors." };
        var larch = new Option<bool>("--larch") { Description = "Also fit iron foils with Larch, two shells, as people do." };
        var output = new Option<string?>("--output") { Description = "JSON file for the report." };
        var markdown = new Option<string?>("--markdown") { Description = "Markdown file for the report; - is the standard output." };
        var command = new Command("evaluate", "What a pack can do, measured, beside what is demanded. Ends with 1 where it fails a demand.") { pack, compare, data, engine, foils, unlike, others, calibration, quick, larch, output, markdown };
        command.SetAction(parsed =>
        {
            var (one, many) = (parsed.GetValue(pack), parsed.GetValue(compare) ?? []);
            if (one is null == (many.Length == 0)) throw new UsageException("evaluate: either --pack or --compare");
            return new EvaluateCommand(results, people, TimeProvider.System).Run(new()
            {
                Packs = one is null ? many : [one],
                Compare = one is null,
                Data = parsed.GetValue(data),
                Engine = parsed.GetValue(engine)!,
                Foils = parsed.GetValue(foils) ?? [],
                Unlike = parsed.GetValue(unlike) ?? [],
                Others = parsed.GetValue(others) ?? [],
                Calibration = parsed.GetValue(calibration),
                Quick = parsed.GetValue(quick),
                Larch = parsed.GetValue(larch),
                Output = parsed.GetValue(output),
                Markdown = parsed.GetValue(markdown),
            });
        });
        return command;

        static Option<string[]> Many(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true };
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">A pack, a file or a program cannot be used.</exception>
    public int Run(EvaluateOptions options)
    {
        if (options.Compare) return Compare(options);
        using var pack = PackUnderTest.Open(options.Packs[0], options.Data, options.Engine, secondOpinion: !options.Quick);
        var evaluation = new Evaluation(pack, options, people.Say);
        Finding[] theory = [.. evaluation.Theory()];
        var (measured, foils) = options.Quick ? ([], []) : evaluation.Measured();
        Finding[] rest = options.Quick ? [] : [.. evaluation.Rest()];
        var report = new EvaluationReport(pack.Pack.Identity, Machine.InWords(), clock.GetUtcNow(), [.. theory, .. measured, .. rest], [.. foils]);
        report.Show(people);
        if (options.Output is { } json) WholeFile.Write(json, "--output", report.WriteJson);
        Write(options.Markdown, report.Markdown());
        return report.Holds ? ExitCode.Done : ExitCode.SomeFailed;
    }

    private int Compare(EvaluateOptions options)
    {
        var reports = new List<EvaluationReport>();
        foreach (var folder in options.Packs)
        {
            using var pack = PackUnderTest.Open(folder, options.Data, options.Engine, secondOpinion: false);
            people.Say($"{folder}: {pack.Pack.Manifest.Name}");
            reports.Add(new(pack.Pack.Identity, Machine.InWords(), clock.GetUtcNow(), [.. new Evaluation(pack, options, people.Say).Theory()], []));
        }

        var comparison = new Comparison(reports);
        comparison.Show(people);
        if (options.Output is { } json) WholeFile.Write(json, "--output", comparison.WriteJson);
        Write(options.Markdown, comparison.Markdown());
        return ExitCode.Done;
    }

    private void Write(string? path, string markdown)
    {
        if (path == "-") results.Write(markdown);
        else if (path is not null) WholeFile.Write(path, "--markdown", stream => stream.Write(Encoding.UTF8.GetBytes(markdown)));
    }
}
