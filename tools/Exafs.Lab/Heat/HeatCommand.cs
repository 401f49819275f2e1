using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Exafs.Adapters.ScanV1;
using Spectre.Console;

namespace Exafs.Lab.Heat;

/// <summary>Makes a simulated heating run: the messages that a beamline would send, and what is true of them.</summary>
public sealed class HeatCommand(IAnsiConsole people, CancellationToken stopping)
{
    /// <summary>The words of the command line.</summary>
    public static Command Define(IAnsiConsole people, CancellationToken stopping)
    {
        var config = new Option<string?>("--config") { Description = "What is to happen, such as config/runs/fe-heating.json." };
        var seed = new Option<ulong>("--seed") { Description = "Of everything that is drawn.", DefaultValueFactory = _ => 1 };
        var noise = new Option<double?>("--noise") { Description = "Standard deviation of a reading of µ in edge steps; absent: the configuration's." };
        var output = new Option<string?>("--output") { Description = "File for the messages, such as run.frames; exafs-lab replay sends them." };
        var truth = new Option<string?>("--truth") { Description = "JSON file for what is true; only evaluation reads it." };
        var oxide = new Option<string?>("--make-oxide") { Description = "Instead of a run: makes the spectra of wüstite by FEFF in this folder." };
        var command = new Command("heat", "A simulated heating run of iron, through bcc to fcc and back, on a beamline with its noise and mishaps.") { config, seed, noise, output, truth, oxide };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(oxide) is { } folder)
            {
                OxideSpectra.Make(folder, people.Say, stopping);
                return ExitCode.Done;
            }

            if (parsed.GetValue(config) is not { } file || parsed.GetValue(output) is not { } frames) throw new UsageException("heat: --config and --output are needed");
            return new HeatCommand(people, stopping).Run(file, parsed.GetValue(seed), parsed.GetValue(noise), frames, parsed.GetValue(truth));
        });
        return command;
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The configuration, or a file, cannot be used.</exception>
    public int Run(string file, ulong seed, double? noise, string output, string? truth)
    {
        var config = HeatingConfig.Load(file);
        if (noise is { } other) config = config with { Noise = other is > 0 and <= 0.1 ? other : throw new UsageException($"--noise: {other} is not above 0 to 0.1") };
        var run = new HeatingRun(config, seed);
        var truths = new List<ScanTruth>();
        try
        {
            AtomicFile.Write(output, stream => RunFrames.Write(
                stream,
                new Dictionary<string, string>
                {
                    ["what"] = $"a simulated run, scenario {config.Scenario}",
                    ["config_sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))),
                    ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
                    ["noise"] = config.Noise.ToString(CultureInfo.InvariantCulture),
                },
                Frames(run, config, truths)));
            if (truth is not null)
                AtomicFile.Write(truth, new RunTruth { Scenario = config.Scenario, Seed = seed, Noise = config.Noise, HeatingTcKelvin = run.HeatingKelvin, CoolingTcKelvin = run.CoolingKelvin, WidthKelvin = run.WidthKelvin, Scans = [.. truths] }.Write);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(wrong.Message);
        }

        people.Say(string.Create(CultureInfo.InvariantCulture, $"{truths.Count} simulated scans, {new FileInfo(output).Length / 1e6:F1} MB: {output}"));
        return ExitCode.Done;
    }

    private IEnumerable<RunFrame> Frames(HeatingRun run, HeatingConfig config, List<ScanTruth> truths)
    {
        var writer = new ScanV1Writer();
        foreach (var (scan, delivery, truth) in run.Scans())
        {
            stopping.ThrowIfCancellationRequested();
            truths.Add(truth);
            if (delivery == Delivery.Lost) continue;
            var bytes = writer.WriteScan(scan);
            yield return new(truths.Count * config.ScanSeconds, delivery == Delivery.Torn ? bytes[..(bytes.Length * 2 / 3)] : bytes);
        }
    }
}
