using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class NanoparticlesTests
{
    private const double A = 3.6;

    [Fact]
    public void MagicNumbers_AreThoseOfTheLiterature()
    {
        Assert.Equal([13, 55, 147, 309, 561], Enumerable.Range(1, 5).Select(n => Nanoparticles.Cuboctahedron(29, A, n).Count));
        Assert.Equal([13, 55, 147, 309, 561], Enumerable.Range(1, 5).Select(n => Nanoparticles.Icosahedron(29, 2.55, n).Count));
        Assert.Equal([38, 201, 586], Enumerable.Range(2, 3).Select(n => Nanoparticles.TruncatedOctahedron(29, A, n).Count));
        Assert.Equal([1, 9, 15, 27, 51, 59], new[] { 0.5, 0.87, 1.01, 1.42, 1.66, 1.74 }.Select(r => Nanoparticles.Sphere(Crystals.Bcc(26, 1, 1, 1, 1), r).Count));
    }

    [Fact]
    public void Faceted_By110Alone_IsTheRhombicDodecahedronOfBcc()
    {
        // 1 + 8 + 6, and the next one with 50 atoms more.
        Assert.Equal(15, Nanoparticles.Faceted(Crystals.Bcc(26, 1, 1, 1, 1), double.PositiveInfinity, Math.Sqrt(0.5), double.PositiveInfinity).Count);
        Assert.Equal(65, Nanoparticles.Faceted(Crystals.Bcc(26, 1, 1, 1, 1), double.PositiveInfinity, Math.Sqrt(2), double.PositiveInfinity).Count);
    }

    public static TheoryData<string> Names => ["sphere", "cuboctahedron", "truncated octahedron", "icosahedron"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Particle_SitsInTheMiddleOfAFreeBox_WithRoomAround(string name)
    {
        AtomicStructure particle = Particle(name);

        Vector sum = particle.Positions.Aggregate((p, q) => p + q) / particle.Count;
        Vector middle = particle.Cell.ToPosition(new(0.5, 0.5, 0.5));
        Assert.True((sum - middle).Length < 1e-9, $"{sum} and {middle}");
        Assert.False(particle.Cell.PeriodicA || particle.Cell.PeriodicB || particle.Cell.PeriodicC);
        Assert.All(particle.Positions, p =>
        {
            Vector f = particle.Cell.ToFractional(p);
            foreach (var (x, height) in new[] { (f.X, particle.Cell.Heights.X), (f.Y, particle.Cell.Heights.Y), (f.Z, particle.Cell.Heights.Z) })
                Assert.InRange(x * height, 10 - 1e-6, height - 10 + 1e-6);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Particle_HasNoAtomTwice_AndTwelveNeighboursInside(string name)
    {
        AtomicStructure particle = Particle(name);
        NeighbourList list = NeighbourList.Of(particle, 3.0);

        Assert.All(list.Entries, n => Assert.InRange(n.Distance, 2.4, 2.7));
        Assert.Equal(12, Enumerable.Range(0, particle.Count).Max(i => list.Of(i).Length));
        Assert.InRange(Enumerable.Range(0, particle.Count).Min(i => list.Of(i).Length), 3, 6);
    }

    [Fact]
    public void Icosahedron_OfAGivenDistance_HasItBetweenItsTwo()
    {
        AtomicStructure particle = Nanoparticles.Icosahedron(29, 2.5, 1);
        var near = NeighbourList.Of(particle, 3.0).Of(0).ToArray();
        var distances = NeighbourList.Of(particle, 3.0).Entries.Select(n => Math.Round(n.Distance, 9)).Distinct().Order().ToArray();

        Assert.Equal(12, near.Length);
        Assert.Equal(2, distances.Length);
        Assert.Equal(2.5, (distances[0] + distances[1]) / 2, 1e-8);
        Assert.Equal(1.0514622, distances[1] / distances[0], 1e-6);
    }

    internal static AtomicStructure Particle(string name) => name switch
    {
        "sphere" => Nanoparticles.Sphere(Crystals.Fcc(29, A, 1, 1, 1), 8),
        "cuboctahedron" => Nanoparticles.Cuboctahedron(29, A, 3),
        "truncated octahedron" => Nanoparticles.TruncatedOctahedron(29, A, 3),
        "icosahedron" => Nanoparticles.Icosahedron(29, 2.55, 3),
        _ => throw new ArgumentException(name),
    };
}
