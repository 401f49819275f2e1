using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Exafs.Signal;

/// <summary>Counts to µ(E).</summary>
/// <remarks>
/// Method: µ_t = ln(I0/I_t), µ_f = Σ I_f/I0 over the detector elements, µ_ref = ln(I_t/I_ref), in the order of acquisition and
/// without dark currents, which belong to the beamline. A count that is zero, negative or not finite makes its point bad; for a
/// fluorescence element zero is a count like another, and only a sum of zero throughout is a dead detector.
/// A few isolated bad points are dropped and counted; more are a defect that names the worst channel.
/// </remarks>
public static class Absorption
{
    /// <summary>µ(E) of a scan.</summary>
    public static AbsorptionResult Of(Scan scan, AbsorptionParameters parameters)
    {
        if (scan.Defect is { } known) return new AbsorptionResult(null, known, []);
        if (scan.Energy.IsDefaultOrEmpty) return AbsorptionResult.Failed("empty_scan", "The scan has no points.");

        Channel energy = new("energy", "eV", scan.Energy);
        ImmutableArray<Channel> channels = parameters.Mode switch
        {
            MeasurementMode.Transmission => [energy, new("i0", "counts", scan.I0), new("itrans", "counts", scan.ITrans)],
            MeasurementMode.Fluorescence => [energy, new("i0", "counts", scan.I0), .. Elements(scan, parameters)],
            MeasurementMode.Reference when !scan.MuReference.IsDefaultOrEmpty => [energy, new("mu_reference", "", scan.MuReference)],
            MeasurementMode.Reference => [energy, new("itrans", "counts", scan.ITrans), new("irefer", "counts", scan.IRefer)],
            MeasurementMode.Mu => [energy, new("mu", "", scan.Mu)],
            _ => throw new ArgumentOutOfRangeException(nameof(parameters), parameters.Mode, "Unknown mode."),
        };

        if (Misfit(channels, parameters.Mode) is { } misfit) return misfit;
        bool[] bad = new bool[scan.Energy.Length];
        ChannelFaults worst = default;
        for (int c = 0; c < channels.Length; c++)
        {
            ChannelFaults faults = ChannelFaults.Mark(channels[c], LowerLimitOf(c, channels.Length, parameters.Mode), bad);
            if (faults.Count > worst.Count) worst = faults;
        }

        double[] mu = new double[bad.Length];
        if (channels.Length == 2) channels[1].Values.CopyTo(mu);
        else if (parameters.Mode == MeasurementMode.Fluorescence) Fluorescence(channels, mu);
        else LogarithmOfRatio(channels[1].Values.AsSpan(), channels[2].Values.AsSpan(), mu);
        if (parameters.Mode == MeasurementMode.Fluorescence && !mu.AsSpan().ContainsAnyExcept(0.0))
            return AbsorptionResult.Failed("dead_channel", $"ifluor: all {mu.Length} points are zero.");

        return Keep(scan.Energy, mu, bad, worst, parameters);
    }

    private static IEnumerable<Channel> Elements(Scan scan, AbsorptionParameters parameters) => scan.IFluor.IsDefaultOrEmpty
        ? []
        : scan.IFluor.Where(element => !parameters.ExcludedElements.Contains(element.Name, StringComparer.Ordinal));

    /// <summary>Energies and detector currents are above zero, fluorescence counts not below it, and µ is any number.</summary>
    private static double LowerLimitOf(int channel, int channels, MeasurementMode mode) => channel switch
    {
        0 => double.Epsilon,
        _ when channels == 2 => double.MinValue,
        > 1 when mode == MeasurementMode.Fluorescence => 0,
        _ => double.Epsilon,
    };

    private static AbsorptionResult? Misfit(ImmutableArray<Channel> channels, MeasurementMode mode)
    {
        if (mode == MeasurementMode.Fluorescence && channels.Length == 2)
            return AbsorptionResult.Failed("missing_channel", "ifluor was not measured, or every element is left out.");
        foreach (Channel channel in channels)
        {
            if (channel.Values.IsDefaultOrEmpty) return AbsorptionResult.Failed("missing_channel", $"{channel.Name} was not measured.");
            if (channel.Values.Length != channels[0].Values.Length)
                return AbsorptionResult.Failed("unequal_lengths",
                    $"{channel.Name} has {channel.Values.Length} points, energy has {channels[0].Values.Length}.");
        }

        return null;
    }

    private static void Fluorescence(ImmutableArray<Channel> channels, double[] mu)
    {
        foreach (Channel element in channels.AsSpan()[2..])
        {
            ReadOnlySpan<double> counts = element.Values.AsSpan();
            for (int i = 0; i < mu.Length; i++) mu[i] += counts[i];
        }

        ReadOnlySpan<double> i0 = channels[1].Values.AsSpan();
        for (int i = 0; i < mu.Length; i++) mu[i] /= i0[i];
    }

    private static void LogarithmOfRatio(ReadOnlySpan<double> before, ReadOnlySpan<double> behind, double[] mu)
    {
        for (int i = 0; i < mu.Length; i++) mu[i] = Math.Log(before[i] / behind[i]);
    }

    private static AbsorptionResult Keep(ImmutableArray<double> energy, double[] mu, bool[] bad, ChannelFaults worst, AbsorptionParameters parameters)
    {
        int run = 0, longest = 0;
        List<int>? dropped = null;
        for (int i = 0; i < bad.Length; i++)
        {
            // Counts that are fine each may still overflow in their ratio.
            bool drop = bad[i] || !double.IsFinite(mu[i]);
            longest = Math.Max(longest, run = drop ? run + 1 : 0);
            if (drop) (dropped ??= []).Add(i);
        }

        if (dropped is null) return new AbsorptionResult(new Spectrum(energy, ImmutableCollectionsMarshal.AsImmutableArray(mu)), null, []);
        if (dropped.Count > parameters.MaxBadFraction * mu.Length || longest > parameters.MaxBadRun)
            return new AbsorptionResult(null, worst.ToDefect(mu.Length, dropped.Count, longest), []);

        int next = 0, kept = 0;
        double[] keptEnergy = new double[mu.Length - dropped.Count], keptMu = new double[keptEnergy.Length];
        for (int i = 0; i < mu.Length; i++)
        {
            if (next < dropped.Count && dropped[next] == i) next++;
            else (keptEnergy[kept], keptMu[kept++]) = (energy[i], mu[i]);
        }

        return new AbsorptionResult(
            new Spectrum(ImmutableCollectionsMarshal.AsImmutableArray(keptEnergy), ImmutableCollectionsMarshal.AsImmutableArray(keptMu)),
            null, [.. dropped]);
    }
}
