using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Lab.Simulate.Ensembles;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate;

/// <summary>What a training set is made of: config/training/*.json, where every key is explained.</summary>
public sealed record TrainingConfig
{
    /// <summary>Symbol of the element.</summary>
    public required string Element { get; init; }

    /// <summary>Absorption edge, such as K.</summary>
    public required string Edge { get; init; }

    /// <summary>Everything random comes from here.</summary>
    public required ulong Seed { get; init; }

    public required ImmutableSortedDictionary<string, PotentialConfig> Potentials { get; init; }

    public required DynamicsConfig Dynamics { get; init; }

    /// <summary>Name of the run that measured foils are compared with.</summary>
    public required string Reference { get; init; }

    public StructuresConfig Structures { get; init; } = new();

    public required ScatteringConfig Scattering { get; init; }

    /// <summary>SHA-256 of every key with the value in force, in lower-case hexadecimal.</summary>
    [JsonIgnore]
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, ConfigurationJson.Options)));

    [JsonIgnore]
    public bool HasValidation => Dynamics.Groups.Any(group => group.Set == DynamicsSet.Validation);

    [JsonIgnore]
    public int AtomicNumber => Elements.NumberOf(Element);

    /// <exception cref="UsageException">There is no such file, or something in it cannot be.</exception>
    public static TrainingConfig Load(string file) => ConfigurationJson.Load(file, Parse);

    /// <exception cref="UsageException">Something in it cannot be.</exception>
    public static TrainingConfig Parse(string text)
    {
        var config = ConfigurationJson.Parse<TrainingConfig>(text);
        config.Check();
        return config;
    }

    private void Check()
    {
        if (AtomicNumber == 0) throw new UsageException($"element: there is no \"{Element}\"");
        foreach (var (name, potential) in Potentials) potential.Check($"potentials.{name}");
        Structures.Check();
        Scattering.Check();
        Dynamics.Check(Potentials.Keys.ToImmutableHashSet());
        ImmutableArray<DynamicsRun> runs = DynamicsPlan.Of(this);
        if (runs.GroupBy(run => run.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UsageException($"dynamics.groups: two runs are called {twice.Key}");
        if (!runs.Any(run => run.Name == Reference)) throw new UsageException($"reference: no run is called \"{Reference}\"");
    }
}
