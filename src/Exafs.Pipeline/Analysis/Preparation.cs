using System.Runtime.InteropServices;
using Exafs.Signal;

namespace Exafs.Pipeline;

/// <summary>From a scan's readings to the spectrum that is reduced: the gate, µ(E), what its series is held to, glitches, the common grid. Pure.</summary>
internal sealed class Preparation(AnalysisOptions options)
{
    // Scans of one series begin and end a little differently. So many points at either end of the first one's grid are left out, that later ones may have them all.
    private const int GridMargin = 2;
    private const int SmallestSpectrum = 8;

    /// <summary>µ(E) of a scan, clean and ascending, or why there is none.</summary>
    public (Spectrum? Spectrum, Defect? Defect) Read(Scan scan)
    {
        var absorption = options.AbsorptionOf(scan);
        return ScanGate.Inspect(scan, absorption, options.Quality) is { } defect ? (null, defect) : Clean(Absorption.Of(scan, absorption));
    }

    /// <summary>What a series would be held to that this scan is the first of, or why it cannot be.</summary>
    public (SeriesHold? Hold, Defect? Defect) Propose(Scan scan, Spectrum spectrum)
    {
        var (reference, problem) = scan.MuReference.IsDefaultOrEmpty && scan.IRefer.IsDefaultOrEmpty
            ? (null, new Defect("no_reference", "the reference foil was not measured, and E0 is to be found on it"))
            : Clean(Absorption.Of(scan, options.Absorption with { Mode = MeasurementMode.Reference }));
        if (options.E0Policy == E0Policy.Reference && problem is not null)
            return (null, problem.Reason == "no_reference" ? problem : new Defect("no_reference", $"{problem.Reason}: {problem.Detail}"));

        var e0 = options.E0Policy switch
        {
            E0Policy.Fixed => options.Reduction.E0!.Value,
            E0Policy.Reference => Find(reference!),
            _ => Find(spectrum),
        };
        var grid = options.Rebin is { } rebin ? RebinGrid.Of(spectrum.Energy.AsSpan(), e0, rebin) : [];
        return (new SeriesHold(e0, grid.Length > 2 * GridMargin ? [.. grid[GridMargin..^GridMargin]] : [], reference), null);
    }

    /// <summary>The spectrum without its glitches, on the grid of its series.</summary>
    public Spectrum Finish(Spectrum spectrum, SeriesHold hold)
    {
        if (options.Deglitch is { } glitches)
            spectrum = GlitchFinder.Repair(spectrum, hold.E0, glitches).Repaired;
        if (hold.Grid.IsEmpty)
            return spectrum;
        var mu = new double[hold.Grid.Length];
        new RebinPlan(spectrum.Energy.AsSpan(), hold.Grid.AsSpan(), options.Rebin!).Apply(spectrum.Mu.AsSpan(), mu);
        return new Spectrum(hold.Grid, ImmutableCollectionsMarshal.AsImmutableArray(mu));
    }

    private (Spectrum? Spectrum, Defect? Defect) Clean(AbsorptionResult result)
    {
        if (result.Spectrum is not { } raw)
            return (null, result.Defect);
        var clean = EnergyCleanup.Apply(raw, options.Reduction.Compatibility);
        return clean.Energy.Length >= SmallestSpectrum
            ? (clean, null)
            : (null, new Defect("too_few_points", $"{clean.Energy.Length} different energies; at least {SmallestSpectrum} are needed"));
    }

    private double Find(Spectrum spectrum) => EdgeEnergy.Find(spectrum.Energy.AsSpan(), spectrum.Mu.AsSpan(), options.Reduction.Compatibility);
}
