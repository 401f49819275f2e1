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
        Spectrum? foil = null;
        if (options.E0Policy == E0Policy.Reference)
        {
            (foil, var problem) = ReadFoil(scan);
            if (problem is not null)
                return (null, new Defect("no_reference", $"E0 is to be found on the reference foil; {problem.Reason}: {problem.Detail}"));
        }

        var e0 = options.E0Policy == E0Policy.Fixed ? options.Reduction.E0!.Value : Find(foil ?? spectrum);
        var grid = options.Rebin is { } rebin ? RebinGrid.Of(spectrum.Energy.AsSpan(), e0, rebin) : [];
        return (new SeriesHold(e0, grid.Length > 2 * GridMargin ? [.. grid[GridMargin..^GridMargin]] : [], foil is null ? null : new Alignment(foil, e0, new AlignmentParameters())), null);
    }

    /// <summary>How far the energies have moved since the first scan of the series, as its reference foil tells, eV; null where it does not.</summary>
    public double? Shift(Scan scan, SeriesHold hold) =>
        hold.Foil is { } first && ReadFoil(scan).Spectrum is { } foil && first.Align(foil) is { Defect: null } aligned ? aligned.Shift : null;

    /// <summary>The spectrum with its energies moved back, without its glitches, on the grid of its series.</summary>
    public Spectrum Finish(Spectrum spectrum, SeriesHold hold, double? shift)
    {
        if (options.CorrectEnergyShift && shift is { } by)
            spectrum = spectrum with { Energy = [.. spectrum.Energy.Select(energy => energy + by)] };
        if (options.Deglitch is { } glitches)
            spectrum = GlitchFinder.Repair(spectrum, hold.E0, glitches).Repaired;
        if (hold.Grid.IsEmpty)
            return spectrum;
        var mu = new double[hold.Grid.Length];
        new RebinPlan(spectrum.Energy.AsSpan(), hold.Grid.AsSpan(), options.Rebin!).Apply(spectrum.Mu.AsSpan(), mu);
        return new Spectrum(hold.Grid, ImmutableCollectionsMarshal.AsImmutableArray(mu));
    }

    /// <summary>µ(E) of the reference foil, clean and ascending, or why there is none.</summary>
    public (Spectrum? Spectrum, Defect? Defect) ReadFoil(Scan scan) => Clean(Absorption.Of(scan, options.Absorption with { Mode = MeasurementMode.Reference }));

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
