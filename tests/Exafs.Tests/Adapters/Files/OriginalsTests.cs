using System.Globalization;
using Exafs.Adapters.Files;
using Exafs.Signal;
using Exafs.Tests.Reference;
using Xunit.Abstractions;

namespace Exafs.Tests.Adapters.Files;

/// <summary>The measured files beside the repository, where they are: each gives the µ(E) that the corpus has of it.</summary>
public sealed class OriginalsTests(ITestOutputHelper output)
{
    [Fact]
    public void Read_Originals_GiveTheUniformSpectra()
    {
        // The corpus is an addition to the fixtures of the other tests; where it is, all of it must be read.
        string[] originals = LarchCorpus.Ids.Count == 0 ? [] : [.. Directory.GetFiles(LarchCorpus.FilePath("originals")).Order(StringComparer.Ordinal)];
        var failures = new List<string>();
        foreach (string path in originals)
        {
            string id = Path.GetFileName(path).Split("__")[0];
            string? failure;
            try
            {
                failure = Compare(id, ScanFile.Read(path));
            }
            catch (InvalidDataException error)
            {
                failure = error.Message;
            }

            if (failure is not null) failures.Add($"{id}: {failure}");
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.Equal(LarchCorpus.Ids.Count, originals.Length);
    }

    private string? Compare(string id, IReadOnlyList<FileScan> scans)
    {
        string expectedColumns = LarchCorpus.Load(id).Root.GetProperty("source").GetProperty("mu").GetString()!;
        string[] lines = File.ReadAllLines(LarchCorpus.FilePath("uniform", id + ".dat"));
        double[][] expected = [.. lines.Where(line => !line.StartsWith('#')).Select(line => line.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())];

        string? group = lines.FirstOrDefault(line => line.Contains("; group ", StringComparison.Ordinal))?.Split("; group ")[1].Trim();
        FileScan scan = group is null ? Assert.Single(scans) : scans.Single(s => s.Label.Replace(' ', '_') == group);
        output.WriteLine($"{id,-24} {scan.Format,-17} [{expectedColumns}] {scan.ColumnsNote}");
        AbsorptionResult absorption = Absorption.Of(scan.Scan, new AbsorptionParameters { Mode = scan.Mode });
        if (absorption.Spectrum is not { } spectrum) return $"{absorption.Defect} ({scan.ColumnsNote})";
        if (spectrum.Energy.Length != expected.Length) return $"{spectrum.Energy.Length} points, {expected.Length} expected ({scan.ColumnsNote})";
        for (int i = 0; i < expected.Length; i++)
        {
            if (Math.Abs(spectrum.Energy[i] - expected[i][0]) > 1e-9) return $"energy {i}: {spectrum.Energy[i]}, {expected[i][0]} expected";
            if (Math.Abs(spectrum.Mu[i] - expected[i][1]) > 1e-9 * Math.Max(Math.Abs(expected[i][1]), 1e-3))
                return $"mu {i}: {spectrum.Mu[i]}, {expected[i][1]} expected [{expectedColumns}] ({scan.ColumnsNote})";
        }

        return null;
    }
}
