using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exafs.Inference.Features;
using Exafs.Inference.Training;

namespace Exafs.Lab.Train;

/// <summary>How the networks of a pack are made: config/training/*-network.json, where every key is explained.</summary>
public sealed record NetworkConfig
{
    /// <summary>Of the pack, such as fe.</summary>
    public required string Name { get; init; }

    /// <summary>Symbol of the absorber.</summary>
    public required string Element { get; init; }

    /// <summary>Absorption edge, such as K.</summary>
    public required string Edge { get; init; }

    /// <summary>Everything random comes from here.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Networks that answer together, each from its own first weights and samples.</summary>
    public int Members { get; init; } = 5;

    /// <summary>Weights are kept as float16: half the size.</summary>
    public bool Half { get; init; }

    public required FeatureParameters Features { get; init; }

    public NetworkSection Network { get; init; } = new();

    public SampleOptions Samples { get; init; } = new();

    public TrainingRecipe Training { get; init; } = new();

    /// <summary>The network from the structure back to χ(k); null: the pack has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ForwardSection? Forward { get; init; } = new();

    /// <summary>Of so many structures of held-out potentials one sets the error bars, and one of the other half judges them, under each of the conditions; null: errors are as the networks give them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CalibrationEvery { get; init; } = 3;

    /// <summary>Every key with the value in force.</summary>
    [JsonIgnore]
    public JsonElement Recipe => JsonSerializer.SerializeToElement(this, ConfigurationJson.Options);

    /// <summary>SHA-256 of <see cref="Recipe"/> and of the library's manifest: what a member's state must have in common with the training that goes on from it.</summary>
    public string Fingerprint(string libraryFile) => Fingerprint(this with { Forward = null, CalibrationEvery = null }, libraryFile);

    /// <summary>The same of the forward network: it depends on its own part, on the features and on the library.</summary>
    public string ForwardFingerprint(string libraryFile) => Fingerprint(this with { Network = new(), Samples = new(), Training = new(), CalibrationEvery = null }, libraryFile);

    private static string Fingerprint(NetworkConfig of, string libraryFile) =>
        Convert.ToHexStringLower(SHA256.HashData([.. JsonSerializer.SerializeToUtf8Bytes(of with { Members = 1, Half = false, Name = "" }, ConfigurationJson.Options), .. File.ReadAllBytes(libraryFile)]));

    /// <exception cref="UsageException">There is no such file, or something in it cannot be.</exception>
    public static NetworkConfig Load(string file) => ConfigurationJson.Load(file, Parse);

    /// <exception cref="UsageException">Something in it cannot be.</exception>
    public static NetworkConfig Parse(string text)
    {
        var config = ConfigurationJson.Parse<NetworkConfig>(text);
        if (config.Members is < 1 or > 100) throw new UsageException($"members: {config.Members} is not between 1 and 100");
        if (config.CalibrationEvery is < 1) throw new UsageException($"calibration_every: {config.CalibrationEvery} is not at least 1");
        try
        {
            config.Samples.Check();
            config.Training.Check();
            config.Features.Check();
            config.Forward?.Check();
            return config;
        }
        catch (InvalidDataException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
