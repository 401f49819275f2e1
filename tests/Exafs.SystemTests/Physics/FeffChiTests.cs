using System.Globalization;
using System.Numerics;
using Exafs.Lab;
using Exafs.Lab.Programs;
using Exafs.Physics.Scattering;
using Exafs.Tests.Reference;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.SystemTests.Physics;

/// <summary>FEFF from end to end: its χ(k) of a crystal is the sum of our paths.</summary>
public sealed class FeffChiTests
{
    [Theory]
    [InlineData("Fe", "bcc", 2.8665)]
    [InlineData("Cu", "fcc", 3.615)]
    public void Evaluate_SummedOverPathsOfCrystal_IsChiOfFeff(string element, string structure, double lattice)
    {
        var folder = Directory.CreateTempSubdirectory("exafs-feff-");
        try
        {
            var data = FeffProgram.Scattering(new FeffCrystal(element, structure, lattice), folder.FullName, default);
            var input = File.ReadAllText(Path.Combine(folder.FullName, "feff.inp"));
            File.WriteAllText(Path.Combine(folder.FullName, "feff.inp"), input.Replace("CONTROL 1 1 0 0 0 0", "CONTROL 1 1 1 1 1 1\nRPATH 5.2\nNLEG 4\nCRITERIA 0 0", StringComparison.Ordinal));
            foreach (var (program, leaves) in new[] { ("feff8l_rdinp", "path.json"), ("feff8l_pathfinder", "paths.dat"), ("feff8l_genfmt", "feff.pad"), ("feff8l_ff2x", "chi.dat") })
                FeffProgram.Run(program, folder.FullName, leaves, default);

            var chi = Sum(data, Path.Combine(folder.FullName, "paths.dat"));

            var feff = File.ReadLines(Path.Combine(folder.FullName, "chi.dat")).Where(line => !line.StartsWith('#')).Select(Numbers).ToDictionary(row => Math.Round(row[0] * 20), row => row[1]);
            var largest = feff.Values.Max(Math.Abs);
            for (var n = 0; n < chi.Length; n++) Assert.Equal(feff[Math.Round(data.K[n] * 20)], chi[n], 1e-5 * largest);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Scattering_WhenFeffFails_SaysWhatFeffSays()
    {
        var error = Assert.Throws<UsageException>(() => FeffProgram.Scattering(new FeffCrystal("Fe", "bcc", 2.8665) { Radius = 1 }, default));

        Assert.StartsWith("feff8l_rdinp left no pot.json: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("No atoms or overlap cards", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Pack_OfIron_IsWhatTheCommandMakesHere()
    {
        using var file = File.OpenRead(Path.Combine(RepositoryFolder.Path, "config", "packs", "fe", "scattering.safetensors"));
        var packed = ScatteringFile.Read(file);

        var made = FeffProgram.Scattering(new FeffCrystal("Fe", "bcc", 2.8665), default);

        Assert.Equal(made.Source, packed.Source);
        Assert.Equal(made.K.Length, packed.K.Length);
        Assert.All(made.Scatterer.T.Zip(packed.Scatterer.T), pair => Assert.InRange((pair.First - pair.Second).Magnitude, 0, 1e-6));
        Assert.All(made.Central.Zip(packed.Central), pair => Assert.InRange((pair.First - pair.Second).Magnitude, 0, 1e-6));
    }

    private static double[] Sum(ScatteringData data, string pathsFile)
    {
        var sum = new double[data.K.Length];
        var chi = new Complex[data.K.Length];
        var paths = new RehrAlbers(data);
        var lines = File.ReadLines(pathsFile).Skip(2).ToArray();
        for (var at = 0; at < lines.Length;)
        {
            var head = Numbers(lines[at]);
            var legs = (int)head[1];
            Vector[] atoms = [.. lines.Skip(at + 2).Take(legs - 1).Select(Numbers).Select(row => new Vector(row[0], row[1], row[2]))];
            paths.Evaluate([.. atoms.Select(atom => atom.Length < 1e-6 ? default : atom)], chi);
            for (var n = 0; n < sum.Length; n++) sum[n] += head[2] * chi[n].Imaginary;
            at += 2 + legs;
        }

        return sum;
    }

    private static double[] Numbers(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => double.TryParse(word, CultureInfo.InvariantCulture, out _)).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
