using Exafs.Lab.Programs;
using Exafs.Physics.Scattering;
using Exafs.Physics.Structures;
using Exafs.Tests.Physics.Scattering;
using Exafs.Tests.Reference;
using Xunit.Abstractions;

namespace Exafs.SystemTests.Physics;

/// <summary>Whole disordered clusters against FEFF's own sum over all paths, with the same phase shifts.</summary>
public sealed class FeffClusterTests(ITestOutputHelper output)
{
    private const double HalfLength = 5.5;

    [Theory]
    [InlineData("Fe", "bcc", 2.8665, 1)]
    [InlineData("Cu", "fcc", 3.615, 2)]
    public void EvaluateAround_InDisorderedCrystal_IsWhatFeffGives(string element, string lattice, double a, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("exafs-feff-").FullName;
        try
        {
            var data = FeffProgram.Scattering(new FeffCrystal(element, lattice, a), folder, default);
            var crystal = lattice == "bcc" ? Crystals.Bcc(data.AtomicNumber, a, 5, 5, 5) : Crystals.Fcc(data.AtomicNumber, a, 4, 4, 4);
            var structure = crystal.Shaken(0.1, seed);
            var feff = FeffCluster.Around(structure, 0, HalfLength, folder, data);

            var engine = new PathEngine(data, PathEngineOptions.CutAt(HalfLength) with { GenericThreshold = 0 });
            var sum = engine.EvaluateAround(structure, 0);

            Assert.Equal(feff.Paths, sum.Paths.Single + sum.Paths.Around + sum.Paths.ThereAndBack + sum.Paths.ThroughAbsorber + sum.Paths.Generic);
            double[] all = [.. feff.K.Select((_, m) => feff.Chi.Sum(kind => kind[m]))];
            Near(0.001, sum.Single, feff.Chi[0], "single scattering");
            Near(0.003, sum.Triangles, feff.Chi[1], "triangles");
            Near(0.003, sum.Generic, feff.Chi[2], "generic");
            Near(0.003, sum.Total, all, "all paths");
            Near(0.01, sum.Total, feff.Printed, "chi.dat");

            void Near(double tolerance, IEnumerable<double> chi, double[] expected, string what)
            {
                var deviation = feff.Deviation([.. chi], expected, all);
                output.WriteLine($"{what}: {deviation:0.00000}");
                Assert.True(deviation <= tolerance, $"{what} deviates by {deviation:p2} of all");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
