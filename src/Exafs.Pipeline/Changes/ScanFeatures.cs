using System.Collections.Immutable;
using Exafs.Physics.Estimates;

namespace Exafs.Pipeline.Changes;

/// <summary>The numbers of one scan that can be watched, each with its standard error (NaN where none is known), by the names that they have in InfluxDB.</summary>
public sealed record ScanFeatures(ImmutableSortedDictionary<string, Uncertain> Values)
{
    public const string Temperature = "sample_temperature_kelvin", E0 = "e0_ev", EdgeStep = "edge_step", EpsilonK = "epsilon_k", EnergyShift = "energy_shift_ev",
        Within32 = "n_within_3_2_angstrom", Density = "density_per_angstrom3", R1 = "r1_angstrom", Volume = "volume_per_atom_angstrom3", Ood = "ood_score", Consistency = "consistency_r_factor";

    /// <summary>Of a scan that gave nothing.</summary>
    public static ScanFeatures None { get; } = new(ImmutableSortedDictionary.Create<string, Uncertain>(StringComparer.Ordinal));

    /// <summary>The part of a phase.</summary>
    public static string Phase(string name) => StructureQuantity.PhasePrefix + name;

    /// <summary>Whether it is the part of a phase.</summary>
    public static bool IsPhase(string feature) => feature.StartsWith(StructureQuantity.PhasePrefix, StringComparison.Ordinal);

    /// <summary>Of which phase it is the part.</summary>
    public static string PhaseOf(string feature) => feature[StructureQuantity.PhasePrefix.Length..];

    /// <summary>NaN where the scan has no such number.</summary>
    public Uncertain this[string name] => Values.TryGetValue(name, out var value) ? value : new(double.NaN, double.NaN);

    /// <summary>Those of a report; of a rejected one the temperature alone.</summary>
    public static ScanFeatures Of(ScanReport report)
    {
        var values = None.Values.ToBuilder();
        if (report.Scan.SampleTemperature is { } kelvin) values[Temperature] = new(kelvin, double.NaN);
        if (report is not Analyzed analyzed) return new(values.ToImmutable());
        var reduction = analyzed.Reduction;
        Add(E0, reduction.E0);
        Add(EdgeStep, reduction.EdgeStep);
        Add(EpsilonK, reduction.Noise?.EpsilonK);
        Add("epsilon_r", reduction.Noise?.EpsilonR);
        Add(EnergyShift, analyzed.EnergyShift);
        if (analyzed.Structure?.Estimate is { } estimate)
        {
            foreach (var quantity in StructureQuantity.Of(estimate)) values[quantity.Name] = quantity.Number;
            for (var i = 0; i < estimate.ShellRatios.Length; i++) values[$"n{i + 2}_ratio"] = estimate.ShellRatios[i];
            if (VolumeOf(estimate) is { } volume) values[Volume] = volume;
            Add(Ood, estimate.OodScore);
            Add(Consistency, estimate.ConsistencyRFactor);
        }

        return new(values.ToImmutable());

        void Add(string name, double? value)
        {
            if (value is { } number && double.IsFinite(number)) values[name] = new(number, double.NaN);
        }
    }

    /// <summary>With one more number.</summary>
    public ScanFeatures With(string name, Uncertain value) => double.IsFinite(value.Value) ? new(Values.SetItem(name, value)) : this;

    /// <summary>Of a crystal that is nearly alone, Å³: its second neighbours are a lattice parameter away, so V = R2³/2 in bcc and R2³/4 in fcc.</summary>
    /// <remarks>Mean distances exceed those of mean positions by thermal motion, V by half a per cent at 1200 K; of a step from one phase to the other that cancels.</remarks>
    private static Uncertain? VolumeOf(StructureEstimate estimate)
    {
        const double Alone = 0.9;
        var crystal = estimate.Phases.FirstOrDefault(phase => phase.Name is "bcc" or "fcc" && phase.Fraction.Value > Alone);
        if (crystal is null || estimate.Shells.Length < 2 || !double.IsFinite(estimate.Shells[1].Distance.Value)) return null;
        var a = estimate.Shells[1].Distance;
        var volume = Math.Pow(a.Value, 3) / (crystal.Name == "bcc" ? 2 : 4);
        return new(volume, 3 * volume * a.Sigma / a.Value);
    }
}
