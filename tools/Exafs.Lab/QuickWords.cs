using System.CommandLine;
using Exafs.Adapters.Files;

namespace Exafs.Lab;

/// <summary>The options of raw recordings of a quick-scanning monochromator (.qex, NAME.bin with NAME_Encoder.bin).</summary>
internal sealed class QuickWords
{
    private readonly Option<double?> _spacing = new("--mono-d-spacing") { Description = "Raw quick scans: lattice spacing of the monochromator, Å; absent: that of Si(111), 3.1356." };
    private readonly Option<double> _offset = new("--mono-offset") { Description = "Raw quick scans: added to the angle of the encoder, degree.", DefaultValueFactory = _ => 0 };
    private readonly Option<double?> _e0 = new("--mono-e0") { Description = "Raw quick scans: the edge that the grid of energies is laid around, eV; absent: found in the file." };

    public void AddTo(Command command)
    {
        command.Add(_spacing);
        command.Add(_offset);
        command.Add(_e0);
    }

    /// <exception cref="UsageException">A value is impossible.</exception>
    public QuickFileOptions Of(ParseResult parsed)
    {
        var options = new QuickFileOptions { MonoDSpacing = parsed.GetValue(_spacing), AngleOffset = parsed.GetValue(_offset), E0 = parsed.GetValue(_e0) };
        if (options.MonoDSpacing is not (null or (> 0.1 and < 100))) throw new UsageException($"--mono-d-spacing: {options.MonoDSpacing} Å is no lattice spacing");
        if (!(Math.Abs(options.AngleOffset) < 90)) throw new UsageException($"--mono-offset: {options.AngleOffset} degrees");
        if (options.E0 is not (null or (>= 100 and <= 200_000))) throw new UsageException($"--mono-e0: {options.E0} eV is no edge");
        return options;
    }
}
