using System.Collections.Immutable;
using Exafs.Lab.Heat;

namespace Exafs.Lab.Detect;

/// <summary>Which runs an evaluation is made of.</summary>
/// <param name="Config">What happens.</param>
/// <param name="Seed">Of everything that is drawn.</param>
/// <param name="WithPack">False: as for a material without a pack.</param>
internal sealed record DetectionPlan(HeatingConfig Config, ulong Seed, bool WithPack)
{
    /// <summary>Noise at which the heating run is also told.</summary>
    private const double HigherNoise = 5e-3;

    private static readonly string[] s_quiet = ["constant", "drift"], s_others = ["slow", "fast", "partial", "e0-drift", "oxidation", "sample-loss", "instrument"];

    /// <summary>Every scenario for every seed; the quiet ones are a thousand scans each.</summary>
    /// <param name="folder">With the configurations, fe-NAME.json.</param>
    /// <param name="seeds">Which.</param>
    /// <param name="quick">The heating run, and the quiet ones, alone.</param>
    /// <exception cref="UsageException">A configuration cannot be read.</exception>
    public static ImmutableArray<DetectionPlan> Of(string folder, IReadOnlyList<ulong> seeds, bool quick)
    {
        var heating = Load("heating");
        IEnumerable<DetectionPlan> plans = Many(heating).Concat(s_quiet.SelectMany(name => Many(Load(name)).Take(Math.Max(1, (seeds.Count + 1) / 2))));
        if (!quick)
        {
            plans = plans.Concat(Many(heating with { Noise = HigherNoise })).Concat(s_others.SelectMany(name => Many(Load(name))))
                .Concat(new[] { heating, Load("drift"), Load("oxidation") }.SelectMany(config => Many(config, withPack: false)));
        }

        return [.. plans];

        HeatingConfig Load(string name) => HeatingConfig.Load(Path.Combine(folder, $"fe-{name}.json"));
        IEnumerable<DetectionPlan> Many(HeatingConfig config, bool withPack = true) => seeds.Select(seed => new DetectionPlan(config, seed, withPack));
    }
}
