using System.CommandLine;
using System.Globalization;
using Exafs.Lab.Programs;
using Exafs.Physics.Scattering;
using Spectre.Console;

namespace Exafs.Lab.Scattering;

/// <summary>FEFF's potentials of a crystal into a file of a model pack.</summary>
public static class ScatteringCommand
{
    /// <summary>The verb.</summary>
    public static Command Define(IAnsiConsole people, CancellationToken stopping)
    {
        var element = new Option<string>("--element") { Description = "Symbol, such as Fe.", Required = true };
        var structure = new Option<string>("--structure") { Description = "bcc or fcc.", Required = true };
        var lattice = new Option<double>("--lattice") { Description = "Lattice parameter, Å.", Required = true };
        var edge = new Option<string>("--edge") { Description = "K or L1.", DefaultValueFactory = _ => "K" };
        var selfConsistent = new Option<bool>("--self-consistent") { Description = "Finds the charges self-consistently: half a minute in place of half a second." };
        var output = new Option<string>("--output") { Description = "The safetensors file to write.", Required = true };
        var command = new Command("scattering", "Phase shifts of a crystal by FEFF: what EXAFS of any structure of the element is computed from.")
        {
            element, structure, lattice, edge, selfConsistent, output,
        };
        command.SetAction(parsed => Run(
            people,
            new FeffCrystal(parsed.GetValue(element)!, parsed.GetValue(structure)!, parsed.GetValue(lattice))
            {
                Edge = parsed.GetValue(edge)!,
                SelfConsistent = parsed.GetValue(selfConsistent),
            },
            parsed.GetValue(output)!,
            stopping));
        return command;
    }

    /// <exception cref="UsageException">FEFF is missing or fails, or the output cannot be written.</exception>
    private static int Run(IAnsiConsole people, FeffCrystal crystal, string output, CancellationToken stopping)
    {
        ScatteringData data = FeffProgram.Scattering(crystal, stopping);
        try
        {
            var part = output + ".part";
            using (FileStream stream = File.Create(part)) ScatteringFile.Write(data, stream);
            File.Move(part, output, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output: {error.Message}");
        }

        people.Say(string.Create(CultureInfo.InvariantCulture, $"{output}: {crystal.Element} {data.Edge}, {data.K.Length} k to {data.K[^1]:0.#} Å⁻¹, {data.Scatterer.Waves} partial waves, by {data.Source["program"]}"));
        return ExitCode.Done;
    }
}
