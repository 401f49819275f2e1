using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Exafs.Physics.Libraries;

namespace Exafs.Physics.Scattering;

/// <summary>Scattering data as safetensors: k [n]; momentum, central [n, 2]; absorber, scatterer [l, n, 2] (real, imaginary); the rest as texts.</summary>
public static class ScatteringFile
{
    public const string CurrentFormat = "exafs-scattering-v1";
    private const string Format = "format", Z = "atomic_number", Edge = "edge", Fermi = "fermi_energy_electronvolt", SourcePrefix = "source_";

    /// <exception cref="InvalidDataException">It is not such a file.</exception>
    public static ScatteringData Read(Stream stream)
    {
        var file = Safetensors.Read(stream);
        var format = file.Metadata.GetValueOrDefault(Format);
        if (format != CurrentFormat) throw new InvalidDataException($"the format is {format ?? "missing"}, not {CurrentFormat}");
        return new ScatteringData
        {
            AtomicNumber = (int)Number(file, Z),
            Edge = Text(file, Edge),
            FermiEnergy = Number(file, Fermi),
            K = [.. file["k"].As<double>()],
            Momentum = Complexes(file["momentum"]),
            Central = Complexes(file["central"]),
            Absorber = Waves(file["absorber"]),
            Scatterer = Waves(file["scatterer"]),
            Source = file.Metadata.Where(text => text.Key.StartsWith(SourcePrefix, StringComparison.Ordinal))
                .ToImmutableSortedDictionary(text => text.Key[SourcePrefix.Length..], text => text.Value, StringComparer.Ordinal),
        }.Checked();
    }

    public static void Write(ScatteringData data, Stream stream)
    {
        var n = data.K.Length;
        var metadata = new Dictionary<string, string>
        {
            [Format] = CurrentFormat,
            [Z] = data.AtomicNumber.ToString(CultureInfo.InvariantCulture),
            [Edge] = data.Edge,
            [Fermi] = data.FermiEnergy.ToString("R", CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in data.Source) metadata[SourcePrefix + key] = value;
        Safetensors.Of(
            [
                StoredTensor.Doubles("k", data.K.AsSpan(), n),
                Tensor("momentum", data.Momentum, n, 2),
                Tensor("central", data.Central, n, 2),
                Tensor("absorber", data.Absorber.T, data.Absorber.Waves, n, 2),
                Tensor("scatterer", data.Scatterer.T, data.Scatterer.Waves, n, 2),
            ],
            metadata).Write(stream);
    }

    private static StoredTensor Tensor(string name, ImmutableArray<Complex> values, params ReadOnlySpan<int> shape) =>
        StoredTensor.Doubles(name, MemoryMarshal.Cast<Complex, double>(values.AsSpan()), shape);

    private static ImmutableArray<Complex> Complexes(StoredTensor tensor) => tensor.Shape is [.., 2]
        ? [.. MemoryMarshal.Cast<double, Complex>(tensor.As<double>())]
        : throw new InvalidDataException($"tensor {tensor.Name} does not hold pairs");

    private static PartialWaves Waves(StoredTensor tensor) => tensor.Shape is [> 0, _, 2]
        ? new(tensor.Shape[0], Complexes(tensor))
        : throw new InvalidDataException($"tensor {tensor.Name} has the shape [{string.Join(", ", tensor.Shape)}], not [l, n, 2]");

    private static string Text(Safetensors file, string key) => file.Metadata.GetValueOrDefault(key) ?? throw new InvalidDataException($"{key} is missing");

    private static double Number(Safetensors file, string key) =>
        double.TryParse(Text(file, key), CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw new InvalidDataException($"{key} is not a number");
}
