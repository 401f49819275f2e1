using System.Collections.Immutable;
using System.Text.Json;
using Exafs.Inference.Consistency;
using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Packs;
using Exafs.Inference.Targets;

namespace Exafs.Tests.Inference.Packs;

/// <summary>A pack whose networks have learnt nothing: whole in form, so that all that must hold of any network can be seen.</summary>
public static class RandomPack
{
    public static FeatureParameters Features { get; } = new() { EdgeEnergy = 7112 };

    /// <summary>The manifest of an iron.</summary>
    /// <param name="hidden">Width of its networks.</param>
    /// <param name="depth">Blocks of its networks.</param>
    /// <param name="members">How many.</param>
    public static PackManifest Manifest(int hidden, int depth, int members) => new()
    {
        Name = "random",
        Element = "Fe",
        Edge = "K",
        Features = Features,
        QuantityScale = new([.. Means], [.. Means.Select(mean => 0.1 * mean)]),
        Network = new() { Inputs = new FeaturePlan(Features).Inputs, Outputs = OutputLayout.Standard.Count, Hidden = hidden, Depth = depth },
        Members = members,
        Forward = ForwardModel.ShapeFor(Features, hidden, depth),
        Calibration = PackCalibration.None with { Neighbours = new(1.5), Correlation = [.. Correlation()] },
        Recipe = JsonSerializer.SerializeToElement(new { seed = 1 }),
        Made = new(DateTimeOffset.UnixEpoch, "none", ImmutableSortedDictionary<string, string>.Empty),
    };

    /// <summary>Writes it.</summary>
    public static ModelPack Save(string folder, int hidden = 32, int depth = 1, int members = 3)
    {
        var manifest = Manifest(hidden, depth, members);
        return ModelPack.Save(folder, manifest, Networks(manifest), NetworkWeights.Random(manifest.Forward!, 99));
    }

    /// <summary>One that lies nowhere.</summary>
    public static ModelPack InMemory(int hidden = 32, int depth = 1, int members = 3)
    {
        var manifest = Manifest(hidden, depth, members);
        return InMemory(manifest, Networks(manifest), NetworkWeights.Random(manifest.Forward!, 99));
    }

    private static NetworkWeights[] Networks(PackManifest manifest) => [.. Enumerable.Range(0, manifest.Members).Select(seed => NetworkWeights.Random(manifest.Network, seed))];

    /// <summary>Written, read back, and its folder gone.</summary>
    public static ModelPack InMemory(PackManifest manifest, IReadOnlyList<NetworkWeights> members, NetworkWeights? forward)
    {
        var folder = Directory.CreateTempSubdirectory("pack").FullName;
        try
        {
            return ModelPack.Save(folder, manifest, members, forward);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Of the order of what iron has.
    private static IEnumerable<double> Means => [14, 0.085, 8, 2.48, 0.005, 1e-4, 6, 2.87, 0.006, 1e-4, 12, 4.05, 0.008, 1e-4];

    /// <summary>exp(−|i − j|/3): positive definite.</summary>
    private static IEnumerable<double> Correlation() =>
        Enumerable.Range(0, Quantities.Count * Quantities.Count).Select(i => Math.Exp(-Math.Abs((i / Quantities.Count) - (i % Quantities.Count)) / 3.0));
}
