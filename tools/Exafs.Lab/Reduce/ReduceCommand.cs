using System.Text;
using System.Text.Json;
using Exafs.Adapters.Files;
using Exafs.Signal;
using Spectre.Console;

namespace Exafs.Lab.Reduce;

/// <summary>Files to χ(k) and χ(R).</summary>
/// <param name="results">Where the JSON goes when no file is named.</param>
/// <param name="people">Where the table goes.</param>
public sealed class ReduceCommand(TextWriter results, IAnsiConsole people)
{
    /// <summary>Reduces each input; one that fails has its error in its place and leaves the others unharmed.</summary>
    /// <param name="inputs">Paths.</param>
    /// <param name="parametersPath">JSON; null: the defaults.</param>
    /// <param name="outputPath">Path, or "-".</param>
    /// <param name="quick">For raw recordings of a quick-scanning monochromator.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The parameters are wrong, or the output cannot be written.</exception>
    public int Run(IReadOnlyList<string> inputs, string? parametersPath, string outputPath, QuickFileOptions? quick = null)
    {
        ReductionParameters parameters = parametersPath is null ? new ReductionParameters() : LarchParameters.Parse(ReadParameters(parametersPath));
        var reducer = new Reducer(parameters);
        quick ??= new();
        quick = quick with { E0 = quick.E0 ?? parameters.E0 };
        FileResult[] all = [.. inputs.SelectMany(input => ReduceFile(input, reducer, quick))];
        if (outputPath == "-") WriteTo(results, all, parameters);
        else WholeFile.Write(outputPath, "--output", stream => WriteTo(stream, all, parameters));
        ResultTable.Show(people, all);
        return all.Any(result => result.Error is not null) ? ExitCode.SomeFailed : ExitCode.Done;
    }

    private static string ReadParameters(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--parameters: {error.Message}");
        }
    }

    private static IEnumerable<FileResult> ReduceFile(string input, Reducer reducer, QuickFileOptions quick)
    {
        IReadOnlyList<FileScan> scans;
        try
        {
            scans = ScanFile.Read(input, quick);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return [new FileResult(input, null, null, error.Message)];
        }

        AbsorptionResult[] absorptions = [.. scans.Select(scan => Absorption.Of(scan.Scan, new AbsorptionParameters { Mode = scan.Mode }))];
        var outcomes = new Queue<ReductionOutcome>(reducer.Reduce([.. absorptions.Where(a => a.Spectrum is not null).Select(a => a.Spectrum!)]));
        return [.. scans.Zip(absorptions, (scan, absorption) =>
        {
            (Reduction? reduction, Defect? defect) = absorption.Spectrum is null ? new ReductionOutcome(null, absorption.Defect) : outcomes.Dequeue();
            return new FileResult(input, scan, reduction, defect is null ? null : $"{defect.Reason}: {defect.Detail}");
        })];
    }

    private static void WriteTo(TextWriter writer, FileResult[] all, ReductionParameters parameters)
    {
        using var memory = new MemoryStream();
        WriteTo(memory, all, parameters);
        writer.WriteLine(Encoding.UTF8.GetString(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
    }

    private static void WriteTo(Stream stream, FileResult[] all, ReductionParameters parameters)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (all.Length != 1) writer.WriteStartArray();
        foreach (FileResult result in all)
        {
            ResultJson.Write(writer, result, parameters);
            writer.Flush();
        }

        if (all.Length != 1) writer.WriteEndArray();
    }
}
