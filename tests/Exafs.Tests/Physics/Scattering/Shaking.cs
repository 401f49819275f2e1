using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Scattering;

/// <summary>Crystals with disorder.</summary>
public static class Shaking
{
    /// <summary>Every coordinate moved by a normal deviate of <paramref name="sigma"/>, Å.</summary>
    public static AtomicStructure Shaken(this AtomicStructure structure, double sigma, int seed)
    {
        var random = new Random(seed);
        return structure with { Positions = [.. structure.Positions.Select(p => p + (new Vector(Normal(), Normal(), Normal()) * sigma))] };

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
