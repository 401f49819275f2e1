using System.Collections.Immutable;
using System.Globalization;

namespace Exafs.Physics.Libraries;

/// <summary>Structures in a row, n of them, as tensors of one file; every array has one row a structure.</summary>
public sealed class StructureSet
{
    /// <summary>Values of a shell, and shells: <see cref="Shells"/> is [n, 3, 4].</summary>
    public const int ShellCount = 3, ShellValues = 4;

    /// <summary>Other, fcc, hcp, bcc, icosahedral.</summary>
    public const int LocalStructures = 5;

    /// <summary>A power of two, so that it costs no digit: it lifts the generic paths, a thousandth of χ, into the range where float16 is precise.</summary>
    private const double GenericScale = 1024;

    private const string GenericScaleKey = "chi_generic_scale", Other = "chi_other_scattering";

    private StructureSet(Safetensors file)
    {
        File = file;
        K = [.. file["k"].As<double>()];
        R = [.. file["r"].As<double>()];
        Count = file["run"].Count;
        Chi = Get("chi", TensorType.F32, Count, K.Length);
        ChiGeneric = Get("chi_generic", TensorType.F16, Count, K.Length);
        NeighboursPerAngstrom = Get("g", TensorType.F32, Count, R.Length);
        ChiOtherScattering = file.Tensors.ContainsKey(Other) ? Get(Other, TensorType.F32, Count, K.Length) : null;
        Shells = Get("shells", TensorType.F32, Count, ShellCount, ShellValues);
        LocalStructure = Get("local_structure", TensorType.F32, Count, LocalStructures);
        foreach (var name in Labels) file[name].Shaped(Count);
        var scale = file.Metadata.GetValueOrDefault(GenericScaleKey);
        GenericFactor = double.TryParse(scale, CultureInfo.InvariantCulture, out var lift) && lift > 0 ? 1 / lift : throw new InvalidDataException($"{GenericScaleKey} is {scale ?? "missing"}");
    }

    /// <summary>All of it.</summary>
    public Safetensors File { get; }

    /// <summary>k, Å⁻¹ [m].</summary>
    public ImmutableArray<double> K { get; }

    /// <summary>R, Å [l].</summary>
    public ImmutableArray<double> R { get; }

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>χ(k), F32 [n, m].</summary>
    public StoredTensor Chi { get; }

    /// <summary>Times <see cref="GenericFactor"/>: the part of χ(k) that the paths 0-A-B-C-0 give, F16 [n, m].</summary>
    public StoredTensor ChiGeneric { get; }

    /// <summary>χ(k) by self-consistent potentials, F32 [n, m]; null where the set has none.</summary>
    public StoredTensor? ChiOtherScattering { get; }

    /// <summary>Neighbours per Å, F32 [n, l].</summary>
    public StoredTensor NeighboursPerAngstrom { get; }

    /// <summary>N, R (Å), σ² (Å²), C3 (Å³) of the first three shells, F32 [n, 3, 4].</summary>
    public StoredTensor Shells { get; }

    /// <summary>Shares of atoms with other, fcc, hcp, bcc and icosahedral surroundings, F32 [n, 5].</summary>
    public StoredTensor LocalStructure { get; }

    /// <summary>What brings <see cref="ChiGeneric"/> to χ.</summary>
    public double GenericFactor { get; }

    /// <summary>The labels that are one number a structure: run, potential, phase, split, frames (I32); temperature_kelvin, lattice_angstrom, density_per_angstrom3, n_within_3_2, scale, displacement_factor, disorder_angstrom (F32).</summary>
    public static ImmutableArray<string> Labels { get; } =
    [
        "run", "potential", "phase", "split", "frames",
        "temperature_kelvin", "lattice_angstrom", "density_per_angstrom3", "n_within_3_2", "scale", "displacement_factor", "disorder_angstrom",
    ];

    /// <summary>One of <see cref="Labels"/> of every structure [n].</summary>
    public double[] Label(string name) => File[name].Shaped(Count).ToDoubles();

    public ReadOnlySpan<float> ChiOf(int structure) => Chi.As<float>().Slice(structure * K.Length, K.Length);

    public ReadOnlySpan<float> NeighboursOf(int structure) => NeighboursPerAngstrom.As<float>().Slice(structure * R.Length, R.Length);

    /// <summary>A set of one.</summary>
    public static StructureSet Of(StructureSample sample, ReadOnlySpan<double> k, ReadOnlySpan<double> r)
    {
        var generic = new double[k.Length];
        for (var i = 0; i < generic.Length; i++) generic[i] = sample.ChiGeneric[i] * GenericScale;
        List<StoredTensor> tensors =
        [
            StoredTensor.Doubles("k", k, k.Length),
            StoredTensor.Doubles("r", r, r.Length),
            StoredTensor.Floats("chi", sample.Chi.AsSpan(), 1, k.Length),
            StoredTensor.Halves("chi_generic", generic, 1, k.Length),
            StoredTensor.Floats("g", sample.NeighboursPerAngstrom.AsSpan(), 1, r.Length),
            StoredTensor.Floats("shells", sample.Shells.AsSpan(), 1, ShellCount, ShellValues),
            StoredTensor.Floats("local_structure", sample.LocalStructure.AsSpan(), 1, LocalStructures),
            .. new (string, int)[] { ("run", sample.Run), ("potential", sample.Potential), ("phase", sample.Phase), ("split", (int)sample.Split), ("frames", sample.Frames) }
                .Select(label => StoredTensor.Ints(label.Item1, [label.Item2], 1)),
            .. new (string, double)[]
                {
                    ("temperature_kelvin", sample.TemperatureKelvin), ("lattice_angstrom", sample.Lattice), ("density_per_angstrom3", sample.Density), ("n_within_3_2", sample.Within32),
                    ("scale", sample.Scale), ("displacement_factor", sample.DisplacementFactor), ("disorder_angstrom", sample.Disorder),
                }
                .Select(label => StoredTensor.Floats(label.Item1, new[] { label.Item2 }, 1)),
        ];
        if (!sample.ChiOtherScattering.IsEmpty) tensors.Add(StoredTensor.Floats(Other, sample.ChiOtherScattering.AsSpan(), 1, k.Length));
        return new(Safetensors.Of(tensors, [new(GenericScaleKey, GenericScale.ToString(CultureInfo.InvariantCulture))]));
    }

    /// <summary>Sets of equal grids and tensors, one after the other.</summary>
    /// <exception cref="InvalidDataException">They do not fit together.</exception>
    public static StructureSet Joined(IReadOnlyList<StructureSet> sets)
    {
        var first = sets[0];
        foreach (var set in sets)
        {
            if (!set.K.AsSpan().SequenceEqual(first.K.AsSpan()) || !set.R.AsSpan().SequenceEqual(first.R.AsSpan())) throw new InvalidDataException("sets on different grids do not join");
            if (!set.File.Tensors.Keys.SequenceEqual(first.File.Tensors.Keys)) throw new InvalidDataException("sets of different tensors do not join");
        }

        return new(Safetensors.Of(first.File.Tensors.Values.Select(tensor => tensor.Name is "k" or "r" ? tensor : Joined(tensor, sets)), [new(GenericScaleKey, first.File.Metadata[GenericScaleKey])]));
    }

    /// <exception cref="InvalidDataException">It lacks a tensor, or its tensors contradict each other.</exception>
    public static StructureSet Of(Safetensors file) => new(file);

    private StoredTensor Get(string name, TensorType type, params ReadOnlySpan<int> shape)
    {
        var tensor = File[name].Shaped(shape);
        return tensor.Type == type ? tensor : throw new InvalidDataException($"tensor {name} holds {tensor.Type}, not {type}");
    }

    private static StoredTensor Joined(StoredTensor like, IReadOnlyList<StructureSet> sets)
    {
        var data = ImmutableArray.CreateBuilder<byte>();
        foreach (var set in sets) data.AddRange(set.File[like.Name].Data.AsSpan());
        return like with { Shape = like.Shape.SetItem(0, sets.Sum(set => set.Count)), Data = data.ToImmutable() };
    }
}
